//! KERN's badge.

use super::alert::Tone;
use super::icon::Glyph;
use leptos::prelude::*;

/// A few words that stand out, with a sign.
#[component]
pub fn Badge(
    /// What it is about.
    tone: Tone,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=format!("kern-badge kern-badge--small kern-badge--{} ka-badge", tone.word())>
            <Glyph icon=tone.icon() />
            <span class="kern-label kern-label--small">{children()}</span>
        </span>
    }
}
