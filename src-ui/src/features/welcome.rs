//! The first start, in three short steps: language, as whom, where. Each can be skipped; nothing is
//! asked that the app could not do without, and nothing leaves the device.

use crate::kit::{Button, Choice, Choices, FailureAlert, Fan, Glyph, Icon, Weight};
use crate::layout::{DistrictSelect, Screen, SyncStatus};
use crate::state::{Person, Start};
use crate::text::words;
use ka_domain::{Lang, Preferences, Role};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Language,
    Role,
    District,
}

impl Step {
    const ALL: [Step; 3] = [Step::Language, Step::Role, Step::District];

    fn word(self) -> &'static str {
        match self {
            Step::Language => "language",
            Step::Role => "role",
            Step::District => "district",
        }
    }

    fn number(self) -> u32 {
        match self {
            Step::Language => 1,
            Step::Role => 2,
            Step::District => 3,
        }
    }

    fn next(self) -> Option<Step> {
        match self {
            Step::Language => Some(Step::Role),
            Step::Role => Some(Step::District),
            Step::District => None,
        }
    }

    fn before(self) -> Option<Step> {
        match self {
            Step::Language => None,
            Step::Role => Some(Step::Language),
            Step::District => Some(Step::Role),
        }
    }

    fn title(self) -> String {
        match self {
            Step::Language => tr!("welcome-language"),
            Step::Role => tr!("welcome-role"),
            Step::District => tr!("welcome-district"),
        }
    }

    fn lead(self) -> String {
        match self {
            Step::Language => tr!("welcome-language-hint"),
            Step::Role => tr!("welcome-role-hint"),
            Step::District => tr!("welcome-district-hint"),
        }
    }

    /// Takes back what this step asks for.
    fn forget(self, preferences: &mut Preferences) {
        match self {
            Step::Language => preferences.lang = None,
            Step::Role => preferences.role = None,
            Step::District => preferences.district = None,
        }
    }
}

/// The screen.
#[component]
pub fn WelcomeScreen() -> impl IntoView {
    let (person, start) = (Person::of_app(), Start::of_app());
    let step = RwSignal::new(Step::Language);
    let go = move |to: Step| {
        step.set(to);
        // The new question is drawn by the time the next task runs.
        set_timeout(
            crate::layout::screen::focus_heading,
            std::time::Duration::ZERO,
        );
    };
    let on = move || match step.get_untracked().next() {
        Some(next) => go(next),
        None => person.change_then(|kept| kept.welcomed = true, move || start.welcomed()),
    };
    let skip = move || {
        let now = step.get_untracked();
        match now.next() {
            Some(next) => {
                person.change(|kept| now.forget(kept));
                go(next);
            }
            None => person.change_then(
                |kept| {
                    now.forget(kept);
                    kept.welcomed = true;
                },
                move || start.welcomed(),
            ),
        }
    };
    let dots = Step::ALL
        .into_iter()
        .map(|dot| {
            view! {
                <span
                    class="ka-steps__dot"
                    data-done=move || (dot.number() <= step.get().number()).to_string()
                ></span>
            }
        })
        .collect_view();
    view! {
        <Screen
            name="welcome"
            title=Signal::derive(move || step.get().title())
            state=|| "ready"
            lead=Signal::derive(move || Some(step.get().lead()))
            backdrop=|| view! { <Fan /> }
        >
            <div class="ka-welcome" id="welcome" data-step=move || step.get().word()>
                <div class="ka-steps">
                    <p class="ka-steps__words">
                        {move || tr!("welcome-step", { "step" => step.get().number(), "steps" => 3 })}
                    </p>
                    <span class="ka-steps__dots" aria-hidden="true">{dots}</span>
                </div>
                {move || match step.get() {
                    Step::Language => view! { <LanguageStep person /> }.into_any(),
                    Step::Role => view! { <RoleStep person /> }.into_any(),
                    Step::District => view! { <DistrictStep person /> }.into_any(),
                }}
                {move || person.trouble().map(|failure| view! { <FailureAlert failure /> })}
                <div class="ka-welcome__buttons">
                    <Button id="welcome-next" weight=Weight::Primary on_press=on>
                        {move || match step.get().next() {
                            Some(_) => tr!("welcome-next"),
                            None => tr!("welcome-finish"),
                        }}
                    </Button>
                    <Button id="welcome-skip" weight=Weight::Tertiary on_press=skip>
                        {move || tr!("welcome-skip")}
                    </Button>
                    {move || {
                        step.get()
                            .before()
                            .map(|before| {
                                view! {
                                    <Button
                                        id="welcome-back"
                                        weight=Weight::Tertiary
                                        on_press=move || go(before)
                                    >
                                        {move || tr!("welcome-back")}
                                    </Button>
                                }
                            })
                    }}
                </div>
                <p class="ka-remark">
                    <Glyph icon=Icon::Lock />
                    <span>{move || tr!("welcome-private")}</span>
                </p>
                <SyncStatus />
            </div>
        </Screen>
    }
}

#[component]
fn LanguageStep(person: Person) -> impl IntoView {
    let choices = Lang::ALL
        .into_iter()
        .map(|lang| Choice {
            value: lang,
            id: format!("welcome-lang-{}", lang.tag()),
            label: Signal::derive(move || words::language(lang)),
            hint: None,
        })
        .collect();
    view! {
        <Choices
            name="welcome-lang"
            legend=move_tr!("settings-language")
            legend_hidden=true
            choices
            chosen=Signal::derive(move || Some(person.lang()))
            on_choose=move |lang| person.change(|kept| kept.lang = Some(lang))
        />
    }
}

#[component]
fn RoleStep(person: Person) -> impl IntoView {
    let choices = Role::ALL
        .into_iter()
        .map(|role| Choice {
            value: role,
            id: format!("welcome-role-{}", words::role_slug(role)),
            label: Signal::derive(move || words::role(role)),
            hint: Some(Signal::derive(move || words::role_hint(role))),
        })
        .collect();
    view! {
        <Choices
            name="welcome-role"
            legend=move_tr!("settings-role")
            legend_hidden=true
            choices
            chosen=Signal::derive(move || person.preferences().role)
            on_choose=move |role| person.change(|kept| kept.role = Some(role))
        />
    }
}

#[component]
fn DistrictStep(person: Person) -> impl IntoView {
    view! {
        <DistrictSelect
            id="welcome-district"
            chosen=Signal::derive(move || person.preferences().district)
            on_choose=move |district| person.change(|kept| kept.district = district)
        />
    }
}
