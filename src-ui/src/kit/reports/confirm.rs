//! The word before something is gone for good: a draft that is thrown away, or something that was handed
//! in and is taken back.

use super::Deed;
use crate::kit::{Button, Dialog, FailureAlert, Icon, Weight};
use crate::layout::screen::focus_heading;
use ka_domain::SubmissionId;
use ka_ipc::Command;
use leptos::prelude::*;
use std::time::Duration;

/// What is to go, and what becomes of that. Its refusal is told in the dialog and nowhere else.
#[derive(Clone, Copy)]
pub struct Confirming {
    what: RwSignal<Option<(SubmissionId, String)>>,
    open: RwSignal<bool>,
    deed: Deed,
}

impl Confirming {
    /// Nothing is to go.
    pub fn new() -> Self {
        Self {
            what: RwSignal::new(None),
            open: RwSignal::new(false),
            deed: Deed::new(),
        }
    }

    /// Somebody wants `id` to go, which is called `name`.
    pub fn open(&self, id: SubmissionId, name: String) {
        self.deed.forget();
        self.what.set(Some((id, name)));
        self.open.set(true);
    }

    /// They have confirmed it: does `command` to it.
    pub fn ask<C: Command>(&self, command: impl FnOnce(SubmissionId) -> C) {
        let open = self.open;
        if let Some((id, _)) = self.what.get_untracked() {
            self.deed.ask(&command(id), move |_| {
                open.try_set(false);
                // The row with the button goes. While the dialog is open, nothing behind it takes the focus.
                set_timeout(focus_heading, Duration::ZERO);
            });
        }
    }

    /// They have thought better of it.
    fn keep(&self) {
        self.open.set(false);
        // The button that led here may be gone: then there is nothing to which the focus goes back.
        set_timeout(
            || {
                let lost = document()
                    .active_element()
                    .is_none_or(|element| element.tag_name() == "BODY");
                if lost {
                    focus_heading();
                }
            },
            Duration::ZERO,
        );
    }
}

/// The word. One for all rows of a screen.
#[component]
pub fn ConfirmDialog(
    /// Its stable id.
    id: &'static str,
    /// The stable id of the button that keeps it.
    keep_id: &'static str,
    /// The stable id of the button that confirms.
    confirm_id: &'static str,
    /// What is to go.
    confirming: Confirming,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What is gone then.
    #[prop(into)]
    what: Signal<String>,
    /// The word on the button that keeps it.
    #[prop(into)]
    keep: Signal<String>,
    /// The word on the button that confirms.
    #[prop(into)]
    confirm: Signal<String>,
    /// What is done then.
    on_confirm: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let Confirming {
        what: item,
        open,
        deed,
    } = confirming;
    let footer = move || {
        view! {
            <Button id=keep_id on_press=move || confirming.keep()>
                {keep}
            </Button>
            <Button
                id=confirm_id
                weight=Weight::Danger
                icon=Icon::Delete
                off=deed.busy()
                on_press=on_confirm
            >
                {confirm}
            </Button>
        }
    };
    view! {
        <Dialog id title open footer>
            <p class="ka-report-name">{move || item.get().map(|(_, name)| name)}</p>
            <p class="kern-body">{what}</p>
            {move || deed.trouble().map(|failure| view! { <FailureAlert failure /> })}
        </Dialog>
    }
}
