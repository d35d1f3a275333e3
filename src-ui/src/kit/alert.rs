//! KERN's alert, and a failure in it.

use super::icon::{Glyph, Icon};
use crate::state::reactive::memo;
use crate::text::failure;
use ka_ipc::Failure;
use leptos::prelude::*;

/// What an alert or a badge is about. Never told by colour alone: each has its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The names are KERN's.
pub enum Tone {
    Info,
    Warning,
    Danger,
}

impl Tone {
    /// KERN's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Info => "info",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
        }
    }

    /// Its sign.
    pub fn icon(self) -> Icon {
        match self {
            Tone::Info => Icon::Info,
            Tone::Warning => Icon::Warning,
            Tone::Danger => Icon::Error,
        }
    }
}

/// A message that stands out.
#[component]
pub fn Alert(
    /// What it is about.
    tone: Tone,
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// More words.
    children: Children,
) -> impl IntoView {
    // What somebody must hear at once interrupts; the rest waits for its turn.
    let role = if tone == Tone::Danger {
        "alert"
    } else {
        "status"
    };
    view! {
        <div class=format!("kern-alert kern-alert--{} ka-alert", tone.word()) role=role>
            <div class="kern-alert__header">
                <Glyph icon=tone.icon() />
                <p class="kern-title">{title}</p>
            </div>
            <div class="kern-alert__body">{children()}</div>
        </div>
    }
}

/// A failure: what happened, and what a person can do.
#[component]
pub fn FailureAlert(
    /// Which.
    failure: Failure,
) -> impl IntoView {
    let tone = match failure {
        Failure::Offline => Tone::Info,
        Failure::PassphraseTooShort { .. } | Failure::NotFound => Tone::Warning,
        _ => Tone::Danger,
    };
    let words = memo(move || {
        let words = failure::words(&failure);
        (words.title, words.advice)
    });
    view! {
        <Alert tone title=Signal::derive(move || words.get().0)>
            <p class="kern-body">{move || words.get().1}</p>
        </Alert>
    }
}
