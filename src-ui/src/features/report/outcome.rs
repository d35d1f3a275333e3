//! What stands where a draft was: it was sent, another report was supported, or it is not there.

use crate::kit::reports::{MINE, NEW, OUTBOX};
use crate::kit::{Alert, Glyph, Icon, Tone};
use crate::layout::Screen;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The ways on from a report.
#[component]
fn WaysOn() -> impl IntoView {
    view! {
        <div class="ka-report__buttons">
            <a class="kern-btn kern-btn--primary" id="report-to-mine" href=MINE>
                <span class="kern-label">{move || tr!("my-reports-title")}</span>
            </a>
            <a class="kern-btn kern-btn--secondary" id="report-to-outbox" href=OUTBOX>
                <span class="kern-label">{move || tr!("report-to-outbox")}</span>
            </a>
            <a class="kern-btn kern-btn--tertiary" id="report-another" href=NEW>
                <span class="kern-label">{move || tr!("report-another")}</span>
            </a>
        </div>
    }
}

/// It is in the outbox.
#[component]
pub fn Sent() -> impl IntoView {
    view! {
        <Screen
            name="report"
            step="sent"
            title=move_tr!("report-sent")
            state=|| "ready"
            lead=move_tr!("report-sent-lead")
        >
            <div class="ka-report">
                <ol class="ka-report__then">
                    <li>{move || tr!("report-sent-kept")}</li>
                    <li>{move || tr!("report-sent-network")}</li>
                    <li>{move || tr!("report-sent-answer")}</li>
                </ol>
                <WaysOn />
            </div>
        </Screen>
    }
}

/// A report of somebody else was supported instead.
#[component]
pub fn Supported() -> impl IntoView {
    view! {
        <Screen
            name="report"
            step="supported"
            title=move_tr!("report-supported")
            state=|| "ready"
            lead=move_tr!("report-supported-lead")
        >
            <div class="ka-report">
                <p class="ka-remark ka-remark--first">
                    <Glyph icon=Icon::Check />
                    <span>{move || tr!("report-supported-draft")}</span>
                </p>
                <WaysOn />
            </div>
        </Screen>
    }
}

/// There is no such draft: most likely somebody came back to one that was sent.
#[component]
pub fn Gone() -> impl IntoView {
    view! {
        <Screen name="report" step="gone" title=move_tr!("report-gone") state=|| "empty">
            <div class="ka-report">
                <Alert tone=Tone::Info title=move_tr!("report-gone-why")>
                    <p class="kern-body">{move || tr!("report-gone-advice")}</p>
                </Alert>
                <WaysOn />
            </div>
        </Screen>
    }
}
