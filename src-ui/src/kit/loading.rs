//! What stands where content will be.

use leptos::prelude::*;
use leptos_fluent::tr;

/// Grey lines in the shape of what comes. Screen readers hear one word instead.
#[component]
pub fn Skeleton(
    /// How many cards.
    #[prop(default = 4)]
    cards: usize,
) -> impl IntoView {
    let cards = (0..cards)
        .map(|_| {
            view! {
                <div class="ka-skeleton__card">
                    <div class="ka-skeleton__line ka-skeleton__line--title"></div>
                    <div class="ka-skeleton__line"></div>
                    <div class="ka-skeleton__line ka-skeleton__line--short"></div>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="ka-skeleton" role="status">
            <span class="kern-sr-only">{move || tr!("loading")}</span>
            <div class="ka-skeleton__cards" aria-hidden="true">{cards}</div>
        </div>
    }
}

/// KERN's loader, for what takes as long as it takes.
#[component]
pub fn Loader() -> impl IntoView {
    view! { <div class="kern-loader kern-loader--visible ka-loader" aria-hidden="true"></div> }
}
