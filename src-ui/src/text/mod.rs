//! Everything that people read: the texts of `locales/`, the words for what the contracts only name,
//! and dates, ages and numbers in the form of the chosen language.
//!
//! Every id of a text is a literal in a `tr!` or `move_tr!`, so that the compiler can say which texts
//! are missing and which are no longer used.

pub mod failure;
pub mod format;
pub mod order;
pub mod place;
pub mod situation;
pub mod words;

pub use crate::state::appearance::lang;

use leptos::prelude::*;
use leptos_fluent::leptos_fluent;

/// The texts in both languages, for everything inside.
#[component]
pub fn Texts(children: Children) -> impl IntoView {
    leptos_fluent! {
        children: children(),
        locales: "../locales",
        default_language: "de",
        check_translations: "./src/**/*.rs",
        customise: |bundle| bundle.set_use_isolating(false),
    }
}
