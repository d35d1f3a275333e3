//! The word before a draft is thrown away.

use crate::kit::reports::Deed;
use crate::kit::{Button, Dialog, FailureAlert, Icon, Weight};
use crate::layout::screen::focus_heading;
use ka_domain::SubmissionId;
use ka_ipc::DiscardDraft;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::time::Duration;

/// The draft that somebody wants to throw away.
#[derive(Clone, Copy)]
pub struct Discarding {
    what: RwSignal<Option<(SubmissionId, String)>>,
    open: RwSignal<bool>,
    deed: Deed,
}

impl Discarding {
    /// None.
    pub fn new() -> Self {
        Self {
            what: RwSignal::new(None),
            open: RwSignal::new(false),
            deed: Deed::new(),
        }
    }

    /// Somebody wants to throw away `id`, which is called `name`.
    pub fn ask(&self, id: SubmissionId, name: String) {
        self.deed.forget();
        self.what.set(Some((id, name)));
        self.open.set(true);
    }

    /// They do.
    fn discard(&self) {
        let open = self.open;
        if let Some((id, _)) = self.what.get_untracked() {
            self.deed.ask(&DiscardDraft { id }, move |()| {
                open.try_set(false);
                // The row with the button goes. While the dialog is open, nothing behind it takes the focus.
                set_timeout(focus_heading, Duration::ZERO);
            });
        }
    }
}

/// The word. One a screen.
#[component]
pub fn DiscardDialog(
    /// The draft that somebody wants to throw away.
    discarding: Discarding,
) -> impl IntoView {
    let Discarding { what, open, deed } = discarding;
    let footer = move || {
        view! {
            <Button id="discard-keep" on_press=move || open.set(false)>
                {move || tr!("drafts-keep")}
            </Button>
            <Button
                id="discard-confirm"
                weight=Weight::Danger
                icon=Icon::Delete
                off=deed.busy()
                on_press=move || discarding.discard()
            >
                {move || tr!("drafts-discard")}
            </Button>
        }
    };
    view! {
        <Dialog id="discard-dialog" title=move_tr!("drafts-discard-title") open footer>
            <p class="ka-report-name">{move || what.get().map(|(_, name)| name)}</p>
            <p class="kern-body">{move || tr!("drafts-discard-what")}</p>
            {move || deed.trouble().map(|failure| view! { <FailureAlert failure /> })}
        </Dialog>
    }
}
