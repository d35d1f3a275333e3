//! The outbox: everything that was handed in, how it stands, what happens next and when, and what can be
//! done about it.
//!
//! It changes by itself, while somebody may be on one of its buttons. So a row stays the same element for
//! as long as it is there, and only what is new in it is drawn again.

mod row;

use crate::kit::reports::{ConfirmDialog, Confirming, Deed, MINE, NEW};
use crate::kit::{Answered, FailureAlert, Glyph, Icon, Nothing, states};
use crate::layout::Screen;
use crate::layout::screen::Back;
use crate::state::reactive::memo;
use crate::state::reports::KnownReports;
use crate::text::format::number;
use ka_domain::views::OutboxView;
use ka_ipc::WithdrawSubmission;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use row::Row;
use std::sync::Arc;

fn is_empty(view: &OutboxView) -> bool {
    view.rows.is_empty()
}

/// The screen.
#[component]
pub fn OutboxScreen() -> impl IntoView {
    let query = KnownReports::of_app().outbox();
    let back = Back {
        href: MINE.to_owned(),
        label: move_tr!("my-reports-title"),
    };
    view! {
        <Screen
            name="outbox"
            title=move_tr!("outbox-title")
            state=states::word(query, is_empty)
            lead=move_tr!("outbox-lead")
            back=back
        >
            <Answered query cards=3 let:latest>
                <Rows latest />
            </Answered>
        </Screen>
    }
}

#[component]
fn Rows(latest: Signal<Arc<OutboxView>>) -> impl IntoView {
    let deed = Deed::new();
    let withdrawing = Confirming::new();
    let empty = memo(move || is_empty(&latest.get()));
    let ids = memo(move || {
        let latest = latest.get();
        latest.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    });
    let counts = memo(move || {
        let latest = latest.get();
        (latest.need_you, latest.under_way)
    });
    view! {
        <p class="ka-said ka-outbox__said" id="outbox-said" role="status">
            {move || {
                let (need_you, under_way) = counts.get();
                (!empty.get())
                    .then(|| {
                        let counts = tr!("outbox-counts", { "count" => need_you });
                        if under_way == 0 {
                            return counts;
                        }
                        let way = tr!("outbox-way", { "way" => number(under_way) });
                        format!("{way} {counts}")
                    })
            }}
        </p>
        {move || deed.trouble().map(|failure| view! { <FailureAlert failure /> })}
        {move || {
            if empty.get() {
                view! {
                    <Nothing
                        icon=Icon::Outbox
                        title=move_tr!("outbox-none")
                        hint=move_tr!("outbox-none-hint")
                    />
                    <p class="ka-report-begin">
                        <a class="kern-btn kern-btn--primary" id="outbox-report" href=NEW>
                            <Glyph icon=Icon::Report />
                            <span class="kern-label">{move || tr!("reports-new")}</span>
                        </a>
                    </p>
                }
                    .into_any()
            } else {
                view! {
                    <ul class="ka-list ka-outbox">
                        <For each=move || ids.get() key=|id| *id let:id>
                            <Row id latest deed withdrawing />
                        </For>
                    </ul>
                }
                    .into_any()
            }
        }}
        <ConfirmDialog
            id="withdraw-dialog"
            keep_id="withdraw-keep"
            confirm_id="withdraw-confirm"
            confirming=withdrawing
            title=move_tr!("outbox-withdraw-title")
            what=move_tr!("outbox-withdraw-what")
            keep=move_tr!("outbox-withdraw-keep")
            confirm=move_tr!("outbox-withdraw")
            on_confirm=move || withdrawing.ask(|id| WithdrawSubmission { id })
        />
    }
}
