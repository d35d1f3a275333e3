//! Throwing a draft away.

use super::draft::Draft;
use crate::ipc::call;
use crate::kit::reports::NEW;
use crate::kit::{Button, Dialog, FailureAlert, Icon, Weight};
use ka_ipc::{DiscardDraft, Failure};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Throwing the draft away, after a question.
#[component]
pub fn Discard(draft: Draft) -> impl IntoView {
    let open = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let discard = move || {
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let discard = DiscardDraft { id: draft.id };
            match draft.discard_with(call(discard)).await {
                Ok(()) => {
                    navigate.try_with_value(|navigate| {
                        navigate(NEW, NavigateOptions::default());
                    });
                }
                Err(failure) => {
                    trouble.try_set(Some(failure));
                }
            }
            busy.try_set(false);
        });
    };
    let footer = move || {
        view! {
            <Button id="report-discard-cancel" on_press=move || open.set(false)>
                {move || tr!("drafts-keep")}
            </Button>
            <Button
                id="report-discard-confirm"
                weight=Weight::Danger
                icon=Icon::Delete
                off=busy
                on_press=discard
            >
                {move || tr!("drafts-discard")}
            </Button>
        }
    };
    view! {
        <div class="ka-report__discard">
            <Button
                id="report-discard"
                weight=Weight::Tertiary
                icon=Icon::Delete
                on_press=move || open.set(true)
            >
                {move || tr!("report-discard")}
            </Button>
            <Dialog id="report-discard-dialog" title=move_tr!("drafts-discard-title") open footer>
                <p class="kern-body">{move || tr!("report-discard-what")}</p>
                {move || trouble.get().map(|failure| view! { <FailureAlert failure /> })}
            </Dialog>
        </div>
    }
}
