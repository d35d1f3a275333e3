//! KERN's button.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// How much a button stands out. One primary button a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// What most people will want.
    Primary,
    /// Something else that they may want.
    #[default]
    Secondary,
    /// The quiet way out.
    Tertiary,
    /// Something that cannot be undone.
    Danger,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Weight::Primary => "kern-btn kern-btn--primary",
            Weight::Secondary => "kern-btn kern-btn--secondary",
            Weight::Tertiary => "kern-btn kern-btn--tertiary",
            Weight::Danger => "kern-btn kern-btn--primary ka-btn--danger",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// Its stable id.
    id: &'static str,
    /// How much it stands out.
    #[prop(optional)]
    weight: Weight,
    /// A sign before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Whether it sends the form that it is in.
    #[prop(optional)]
    submit: bool,
    /// Not to be pressed now. It stays where the keyboard can reach it, so that the focus is not lost.
    #[prop(optional, into)]
    off: Signal<bool>,
    /// What it does.
    on_press: impl Fn() + 'static,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if off.get_untracked() {
            event.prevent_default();
        } else {
            on_press();
        }
    };
    view! {
        <button
            id=id
            class=weight.class()
            type=if submit { "submit" } else { "button" }
            aria-disabled=move || off.get().then_some("true")
            on:click=press
        >
            {icon.map(|icon| view! { <Glyph icon /> })}
            <span class="kern-label">{children()}</span>
        </button>
    }
}
