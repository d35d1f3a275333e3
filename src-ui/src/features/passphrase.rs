//! No key store answers: a passphrase opens the store, or is chosen for a new one.

use crate::kit::{Alert, Button, FailureAlert, Fan, Icon, Section, Tone, Weight};
use crate::layout::{DeleteEverything, Screen};
use crate::state::reactive::memo;
use crate::state::{CitySync, Person, Start};
use crate::text::failure;
use ka_ipc::{Failure, RetryVault, Unlock};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The screen.
#[component]
pub fn PassphraseScreen(
    /// Whether it is chosen now, for the first time.
    new: bool,
    /// What the key store of the system did.
    why: Failure,
) -> impl IntoView {
    let (start, person, sync) = (Start::of_app(), Person::of_app(), CitySync::of_app());
    let typed = RwSignal::new(String::new());
    let repeated = RwSignal::new(String::new());
    let shown = RwSignal::new(false);
    let differs = RwSignal::new(false);
    let kind = move || if shown.get() { "text" } else { "password" };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let passphrase = typed.get_untracked();
        differs.set(new && passphrase != repeated.get_untracked());
        if !differs.get_untracked() && !passphrase.is_empty() {
            let passphrase = passphrase.into();
            start.ask(Unlock { passphrase }, person, sync);
        }
    };
    let title = Signal::derive(move || {
        if new {
            tr!("passphrase-choose")
        } else {
            tr!("passphrase-enter")
        }
    });
    let lead = Signal::derive(move || {
        Some(if new {
            tr!("passphrase-choose-hint")
        } else {
            tr!("passphrase-enter-hint")
        })
    });
    view! {
        <Screen name="passphrase" title state=|| "ready" lead backdrop=|| view! { <Fan /> }>
            <form class="ka-welcome" on:submit=send>
                <KeyStore why />
                <Field id="passphrase" label=move_tr!("passphrase-label") kind typed new />
                {new
                    .then(|| {
                        view! {
                            <Field
                                id="passphrase-repeat"
                                label=move_tr!("passphrase-repeat")
                                kind
                                typed=repeated
                                new
                            />
                        }
                    })}
                <div class="kern-form-check">
                    <input
                        class="kern-form-check__checkbox"
                        type="checkbox"
                        id="passphrase-show"
                        prop:checked=shown
                        on:change=move |event| shown.set(event_target_checked(&event))
                    />
                    <label class="kern-label" for="passphrase-show">
                        {move || tr!("passphrase-show")}
                    </label>
                </div>
                <div id="passphrase-error">
                    {move || {
                        if differs.get() {
                            Some(
                                view! {
                                    <Alert tone=Tone::Danger title=move_tr!("passphrase-differs")>
                                        <p class="kern-body">{move || tr!("passphrase-differs-advice")}</p>
                                    </Alert>
                                }
                                    .into_any(),
                            )
                        } else {
                            start
                                .trouble()
                                .get()
                                .map(|failure| view! { <FailureAlert failure /> }.into_any())
                        }
                    }}
                </div>
                <div class="ka-welcome__buttons">
                    <Button
                        id="passphrase-submit"
                        weight=Weight::Primary
                        submit=true
                        off=start.busy()
                        on_press=|| {}
                    >
                        {move || {
                            if start.busy().get() {
                                tr!("passphrase-busy")
                            } else if new {
                                tr!("passphrase-choose-submit")
                            } else {
                                tr!("passphrase-enter-submit")
                            }
                        }}
                    </Button>
                    <Button
                        id="vault-retry"
                        icon=Icon::Sync
                        off=start.busy()
                        on_press=move || start.ask(RetryVault {}, person, sync)
                    >
                        {move || tr!("vault-retry")}
                    </Button>
                </div>
                {new.then(|| view! { <p class="ka-note">{move || tr!("passphrase-no-way-back")}</p> })}
            </form>
            // Who has forgotten the passphrase can only begin anew.
            {(!new).then(|| view! {
                <div class="ka-welcome">
                    <Section id="passphrase-forgotten" title=move_tr!("passphrase-forgotten")>
                        <p class="kern-body">{move || tr!("passphrase-forgotten-advice")}</p>
                        <DeleteEverything />
                    </Section>
                </div>
            })}
        </Screen>
    }
}

/// What the key store did, and what that means.
#[component]
fn KeyStore(why: Failure) -> impl IntoView {
    let words = memo(move || {
        let words = failure::words(&why);
        (words.title, words.advice)
    });
    view! {
        <Alert tone=Tone::Info title=Signal::derive(move || words.get().0)>
            <p class="kern-body">{move || words.get().1}</p>
        </Alert>
    }
}

#[component]
fn Field(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    kind: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    typed: RwSignal<String>,
    new: bool,
) -> impl IntoView {
    view! {
        <div class="kern-form-input">
            <label class="kern-label" for=id>{label}</label>
            <input
                class="kern-form-input__input"
                id=id
                type=kind
                required
                autocomplete=if new { "new-password" } else { "current-password" }
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="passphrase-error"
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
    }
}
