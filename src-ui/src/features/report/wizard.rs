//! A draft, a step at a time.

use super::check::Check;
use super::discard::Discard;
use super::draft::{Draft, Outcome};
use super::fault;
use super::keeper::Kept;
use super::outcome::{Gone, Sent, Supported};
use super::photos::{Photos, PhotosSaid};
use super::place::Place;
use super::questions::Questions;
use super::step::Step;
use super::words::Words;
use crate::kit::reports::{NEW, my_report_href};
use crate::kit::{
    Alert, Button, FailureAlert, Glyph, Icon, Tone, Weight, loading::Skeleton, states::Failed,
};
use crate::layout::screen::{Back, focus_on};
use crate::layout::{NotFound, Screen};
use crate::state::Stage;
use crate::state::reactive::{effect, memo};
use crate::state::reports::KnownReports;
use crate::text::format::day;
use crate::text::lang;
use ka_domain::SubmissionId;
use ka_ipc::Failure;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

/// The screen.
#[component]
pub fn DraftScreen() -> impl IntoView {
    let address = use_params_map();
    let id = memo(move || {
        let id = address.read().get("draft");
        id.and_then(|id| id.parse::<SubmissionId>().ok())
    });
    move || match id.get() {
        Some(id) => view! { <Known id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Known(id: SubmissionId) -> impl IntoView {
    let draft = Draft::open(id);
    let address = use_query_map();
    let said = memo(move || address.read().get_str("step").and_then(Step::of));
    let resume = StoredValue::new_local(use_navigate());
    effect(move || {
        let ready = draft.stage.get() == Stage::Ready && draft.outcome.get().is_none();
        if let (true, None, Some(view)) = (ready, said.get(), draft.view_untracked()) {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            let href = draft.href(Step::resumed(&view));
            resume.with_value(|navigate| navigate(&href, options));
        }
    });
    move || match (draft.stage.get(), draft.outcome.get()) {
        (_, Some(Outcome::Sent)) => view! { <Sent /> }.into_any(),
        (_, Some(Outcome::Supported)) => view! { <Supported /> }.into_any(),
        (Stage::Failed(Failure::NotFound), _) => view! { <Gone /> }.into_any(),
        (Stage::Failed(failure), _) => view! {
            <Screen name="report" title=move_tr!("reports-new") state=|| "failed">
                <Failed failure on_retry=move || draft.read() />
            </Screen>
        }
        .into_any(),
        (Stage::Loading, _) => view! { <Coming /> }.into_any(),
        (Stage::Ready, None) => match said.get() {
            Some(step) => view! { <StepScreen draft step /> }.into_any(),
            None => view! { <Coming /> }.into_any(),
        },
    }
}

/// Not a whole screen: the focus waits for the step.
#[component]
fn Coming() -> impl IntoView {
    view! {
        <main id="main" class="ka-screen" data-state="loading" aria-busy="true">
            <Skeleton cards=2 />
        </main>
    }
}

#[component]
fn StepScreen(draft: Draft, step: Step) -> impl IntoView {
    if step == Step::Check {
        draft.looked_over.set(true);
    }
    // Everything on the step before is kept by now, or is about to be.
    draft.keep();
    let first_step = draft.first_step.get_value();
    let is_first = first_step.is_none_or(|first| first == step);
    if is_first {
        draft.first_step.set_value(Some(step));
    }
    let reopened = (is_first || step == Step::Check).then(|| view! { <Reopened draft /> });
    let photos_said = (step != Step::Photos).then(|| {
        view! {
            <div class="ka-report__photos">
                <PhotosSaid draft />
            </div>
        }
    });
    let questions = untrack(|| draft.has_questions());
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |step: Step| {
        draft.keep();
        navigate.with_value(|navigate| navigate(&draft.href(step), NavigateOptions::default()));
    };
    // Whoever has looked over all of it came back to change one thing.
    let to_check = draft.looked_over.get_untracked();
    let on = move || {
        let next = step.next(untrack(|| draft.has_questions()));
        let next = next.map(|next| match next {
            Step::Questions => next,
            _ if to_check => Step::Check,
            _ => next,
        });
        if let Some(next) = next {
            go(next);
        }
    };
    on_cleanup(move || draft.forget_photos_said());
    let body = match step {
        Step::Category => view! {
            <CategoryStep draft on=move |()| on() />
        }
        .into_any(),
        Step::Questions => view! { <Questions draft /> }.into_any(),
        Step::Place => view! { <Place draft /> }.into_any(),
        Step::Photos => view! { <Photos draft /> }.into_any(),
        Step::Words => view! { <Words draft /> }.into_any(),
        Step::Check => view! { <Check draft /> }.into_any(),
    };
    let back = Back {
        href: NEW.to_owned(),
        label: move_tr!("report-later"),
    };
    let before = step
        .before(questions)
        .map_or_else(|| NEW.to_owned(), |before| draft.href(before));
    let next = (step != Step::Check).then(|| {
        view! {
            <Button id="report-next" weight=Weight::Primary submit=true on_press=|| {}>
                {move || {
                    let asks = step == Step::Category && draft.has_questions();
                    if to_check && !asks { tr!("report-next-check") } else { tr!("report-next") }
                }}
            </Button>
        }
    });
    view! {
        <Screen
            name="report"
            step=step.word()
            title=Signal::derive(move || step.title())
            lead=Signal::derive(move || Some(step.lead()))
            state=|| "ready"
            back=back
        >
            <form
                class="ka-report"
                novalidate
                autocomplete="off"
                on:submit=move |event| {
                    event.prevent_default();
                    on();
                }
                on:focusout=move |_| draft.keep()
            >
                <Progress step questions />
                {reopened}
                {body}
                {photos_said}
                <div class="ka-report__buttons">
                    {next}
                    <a class="kern-btn kern-btn--secondary" id="report-back" href=before>
                        <span class="kern-label">{move || tr!("report-back")}</span>
                    </a>
                </div>
                <KeptLine draft />
            </form>
            <Discard draft />
        </Screen>
    }
}

/// How far it is.
#[component]
fn Progress(step: Step, questions: bool) -> impl IntoView {
    let steps = Step::of_draft(questions);
    let all = u32::try_from(steps.clone().count()).unwrap_or(u32::MAX);
    let place = steps.clone().position(|known| known == step).unwrap_or(0);
    let dots = (0..all)
        .zip(0..)
        .map(|(_, dot): (u32, usize)| {
            view! { <span class="ka-steps__dot" data-done=(dot <= place).to_string()></span> }
        })
        .collect_view();
    let now = u32::try_from(place + 1).unwrap_or(u32::MAX);
    view! {
        <div class="ka-steps">
            <p class="ka-steps__words" id="report-step">
                {move || tr!("report-step", { "step" => now, "steps" => all })}
            </p>
            <span class="ka-steps__dots" aria-hidden="true">{dots}</span>
        </div>
    }
}

/// What it is about.
#[component]
fn CategoryStep(draft: Draft, #[prop(into)] on: Callback<()>) -> impl IntoView {
    let chosen = Signal::derive(move || draft.text.with(|text| text.category.clone()));
    let trouble = RwSignal::new(None::<Failure>);
    let choose = move |id| {
        draft.change(|text| text.category = Some(id));
        spawn_local(async move {
            // Whether the category asks anything is known only once it is kept.
            match draft.kept_and(async { Ok(()) }).await {
                // Whoever has left by then goes nowhere.
                Ok(()) => {
                    on.try_run(());
                }
                Err(failure) => {
                    trouble.try_set(Some(failure));
                }
            }
        });
    };
    let wrong = move || {
        let faults = draft.faults(|known| fault::step(known) == Step::Category);
        faults.first().map(|known| fault::words(known, None))
    };
    view! {
        {move || {
            wrong()
                .map(|words| {
                    view! {
                        <p class="kern-error ka-field__wrong">
                            <Glyph icon=Icon::Error />
                            <span>{words}</span>
                        </p>
                    }
                })
        }}
        {move || trouble.get().map(|failure| view! { <FailureAlert failure /> })}
        <super::categories::Categories query=super::categories::ask() chosen on_choose=choose />
    }
}

/// The report that this is about once more.
#[component]
fn Reopened(draft: Draft) -> impl IntoView {
    draft.text.with_untracked(|text| text.reopens).map(|id| {
        // Not asked for by itself: with that, what the city says of it would count as read.
        let mine = KnownReports::of_app().mine();
        let row = memo(move || {
            let mine = mine.get()?;
            mine.reports.iter().find(|row| row.id == id).cloned()
        });
        view! {
            <Alert tone=Tone::Info title=move_tr!("report-reopens")>
                {move || match row.get() {
                    Some(row) => {
                        let (name, sent) = (row.category.clone(), row.sent_at);
                        let words = row.words.clone();
                        view! {
                            <p class="kern-body" id="report-reopens">
                                {move || {
                                    tr!("report-reopens-what", {
                                        "category" => name.get(lang()).to_owned(),
                                        "day" => day(sent),
                                    })
                                }}
                            </p>
                            {(!words.is_empty())
                                .then(|| view! { <p class="kern-body ka-report__quote">{words}</p> })}
                            <a
                                class="kern-link kern-link--no-visited-state"
                                id="report-reopens-link"
                                href=my_report_href(id)
                            >
                                {move || tr!("report-reopens-link")}
                            </a>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <p class="kern-body" id="report-reopens">
                                {move || tr!("report-reopens-some")}
                            </p>
                        }
                            .into_any()
                    }
                }}
            </Alert>
        }
    })
}

/// Whether all is kept. Who sees it sees each change; who hears it hears it once a draft, and each time that
/// it went wrong.
#[component]
fn KeptLine(draft: Draft) -> impl IntoView {
    let kept = memo(move || draft.kept.get());
    let told = RwSignal::new(false);
    // It could not be kept, and has not been since: the button stays where it is while that is tried again.
    let again = RwSignal::new(false);
    let pressed = RwSignal::new(false);
    let found = RwSignal::new(false);
    effect(move || match kept.get() {
        Kept::Failed(_) => {
            again.set(true);
            pressed.set(false);
        }
        Kept::All => {
            again.set(false);
            if pressed.get_untracked() {
                // The button that was pressed is gone.
                pressed.set(false);
                found.set(true);
                draft.told_kept.set_value(true);
                request_animation_frame(|| focus_on("report-saved"));
            } else if !draft.told_kept.get_value() {
                draft.told_kept.set_value(true);
                told.set(true);
            }
        }
        Kept::Untouched | Kept::Writing => {}
    });
    let try_again = move || {
        pressed.set(true);
        draft.keep();
    };
    view! {
        <div class="ka-report__kept">
            <p
                class="ka-said"
                id="report-saved"
                tabindex="-1"
                aria-hidden=move || (!found.get()).then_some("true")
                data-saved=move || match kept.get() {
                    Kept::Untouched | Kept::All => "true",
                    Kept::Writing | Kept::Failed(_) => "false",
                }
            >
                {move || match kept.get() {
                    Kept::Untouched => None,
                    Kept::Writing => Some(view! { <span>{tr!("report-saving")}</span> }.into_any()),
                    Kept::All => {
                        Some(view! { <Glyph icon=Icon::Check /> <span>{tr!("report-saved")}</span> }.into_any())
                    }
                    Kept::Failed(_) => {
                        Some(
                            view! { <Glyph icon=Icon::Warning /> <span>{tr!("report-not-saved")}</span> }
                                .into_any(),
                        )
                    }
                }}
            </p>
            <p class="kern-sr-only" role="status">
                {move || told.get().then(|| tr!("report-saved"))}
            </p>
            // Away while it is tried again: so it is heard once more where that fails.
            {move || match kept.get() {
                Kept::Failed(failure) => Some(view! { <FailureAlert failure /> }),
                _ => None,
            }}
            {move || {
                again
                    .get()
                    .then(|| {
                        view! {
                            <Button
                                id="report-save-again"
                                icon=Icon::Sync
                                off=pressed
                                on_press=try_again
                            >
                                {move || tr!("ask-again")}
                            </Button>
                        }
                    })
            }}
        </div>
    }
}
