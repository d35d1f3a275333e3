//! Deleting everything: a button, a dialog that says what goes, and a box that must be ticked first.

use crate::kit::{Button, Dialog, FailureAlert, Icon, Weight};
use crate::state::{CitySync, Person, Start};
use ka_ipc::DeleteEverything as DeleteCommand;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The button and its dialog.
#[component]
pub fn DeleteEverything() -> impl IntoView {
    let (start, person, sync) = (Start::of_app(), Person::of_app(), CitySync::of_app());
    let open = RwSignal::new(false);
    let agreed = RwSignal::new(false);
    let refused = Signal::derive(move || !agreed.get() || start.busy().get());
    let footer = move || {
        view! {
            <Button
                id="delete-cancel"
                weight=Weight::Secondary
                on_press=move || open.set(false)
            >
                {move || tr!("delete-cancel")}
            </Button>
            <Button
                id="delete-confirm"
                weight=Weight::Danger
                icon=Icon::Delete
                off=refused
                on_press=move || start.ask(DeleteCommand {}, person, sync)
            >
                {move || tr!("delete-confirm")}
            </Button>
        }
    };
    view! {
        <Button
            id="delete-open"
            icon=Icon::Delete
            on_press=move || {
                agreed.set(false);
                open.set(true);
            }
        >
            {move || tr!("delete-open")}
        </Button>
        <Dialog id="delete-dialog" title=move_tr!("delete-title") open footer>
            <p class="kern-body">{move || tr!("delete-what")}</p>
            <p class="kern-body">{move || tr!("delete-after")}</p>
            <div class="kern-form-check">
                <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id="delete-agree"
                    prop:checked=agreed
                    on:change=move |event| agreed.set(event_target_checked(&event))
                />
                <label class="kern-label" for="delete-agree">{move || tr!("delete-agree")}</label>
            </div>
            {move || start.trouble().get().map(|failure| view! { <FailureAlert failure /> })}
        </Dialog>
    }
}
