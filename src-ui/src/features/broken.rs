//! The store cannot be opened: why, what to do, the way to try again, and, behind a confirmation, the
//! way to start anew. Nothing is deleted before somebody says so.

use crate::kit::{Button, FailureAlert, Icon, Section, Weight};
use crate::layout::{DeleteEverything, Screen};
use crate::state::{CitySync, Person, Start};
use ka_ipc::{Failure, RetryVault};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The screen.
#[component]
pub fn BrokenScreen(
    /// Why.
    why: Failure,
) -> impl IntoView {
    let (start, person, sync) = (Start::of_app(), Person::of_app(), CitySync::of_app());
    view! {
        <Screen
            name="broken"
            title=move_tr!("broken-title")
            state=|| "failed"
            lead=move_tr!("broken-lead")
        >
            <div class="ka-welcome">
                <FailureAlert failure=why />
                <div class="ka-welcome__buttons">
                    <Button
                        id="broken-retry"
                        weight=Weight::Primary
                        icon=Icon::Sync
                        off=start.busy()
                        on_press=move || start.ask(RetryVault {}, person, sync)
                    >
                        {move || {
                            if start.busy().get() { tr!("broken-busy") } else { tr!("broken-retry") }
                        }}
                    </Button>
                </div>
                {move || start.trouble().get().map(|failure| view! { <FailureAlert failure /> })}
                <Section id="broken-delete" title=move_tr!("broken-delete")>
                    <p class="ka-note">{move || tr!("broken-delete-hint")}</p>
                    <DeleteEverything />
                </Section>
            </div>
        </Screen>
    }
}
