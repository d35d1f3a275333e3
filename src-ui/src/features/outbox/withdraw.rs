//! The word before something is taken back: what is written in it is gone then.

use crate::kit::reports::Deed;
use crate::kit::{Button, Dialog, FailureAlert, Icon, Weight};
use crate::layout::screen::focus_heading;
use ka_domain::SubmissionId;
use ka_ipc::WithdrawSubmission;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::time::Duration;

/// What somebody wants to take back.
#[derive(Clone, Copy)]
pub struct Withdrawing {
    what: RwSignal<Option<(SubmissionId, String)>>,
    open: RwSignal<bool>,
    deed: Deed,
}

impl Withdrawing {
    /// Nothing.
    pub fn new(deed: Deed) -> Self {
        Self {
            what: RwSignal::new(None),
            open: RwSignal::new(false),
            deed,
        }
    }

    /// Somebody wants to take `id` back, which is called `name`.
    pub fn ask(&self, id: SubmissionId, name: String) {
        self.deed.forget();
        self.what.set(Some((id, name)));
        self.open.set(true);
    }

    /// They do.
    fn withdraw(&self) {
        let open = self.open;
        if let Some((id, _)) = self.what.get_untracked() {
            self.deed.ask(&WithdrawSubmission { id }, move |_| {
                open.try_set(false);
                // The row with the button goes. While the dialog is open, nothing behind it takes the focus.
                set_timeout(focus_heading, Duration::ZERO);
            });
        }
    }
}

/// The word. One a screen.
#[component]
pub fn WithdrawDialog(
    /// What somebody wants to take back.
    withdrawing: Withdrawing,
) -> impl IntoView {
    let Withdrawing { what, open, deed } = withdrawing;
    let footer = move || {
        view! {
            <Button id="withdraw-keep" on_press=move || open.set(false)>
                {move || tr!("outbox-withdraw-keep")}
            </Button>
            <Button
                id="withdraw-confirm"
                weight=Weight::Danger
                icon=Icon::Delete
                off=deed.busy()
                on_press=move || withdrawing.withdraw()
            >
                {move || tr!("outbox-withdraw")}
            </Button>
        }
    };
    view! {
        <Dialog id="withdraw-dialog" title=move_tr!("outbox-withdraw-title") open footer>
            <p class="ka-report-name">{move || what.get().map(|(_, name)| name)}</p>
            <p class="kern-body">{move || tr!("outbox-withdraw-what")}</p>
            {move || deed.trouble().map(|failure| view! { <FailureAlert failure /> })}
        </Dialog>
    }
}
