//! KERN's description list.

use leptos::prelude::*;

/// Facts, each with its name.
#[component]
pub fn Descriptions(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="kern-description-list ka-descriptions">{children()}</dl> }
}

/// One fact.
#[component]
pub fn Described(
    /// Its name.
    #[prop(into)]
    key: Signal<String>,
    /// The fact.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="kern-description-list-item">
            <dt class="kern-description-list-item__key">{key}</dt>
            <dd class="kern-description-list-item__value">{children()}</dd>
        </div>
    }
}
