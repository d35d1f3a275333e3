//! Ways to look at the same thing, beside each other. Each is an address, so each is a link: it can be
//! gone back to, and the keyboard knows links.

use leptos::prelude::*;

/// One way to look.
pub struct Tab {
    /// Its stable id.
    pub id: &'static str,
    /// Its address.
    pub href: &'static str,
    /// What it is called.
    pub label: Signal<String>,
    /// Whether it is the one that is shown.
    pub current: Signal<bool>,
}

/// The ways to look.
#[component]
pub fn Tabs(
    /// What the links are for.
    #[prop(into)]
    label: Signal<String>,
    /// The ways.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let links = tabs
        .into_iter()
        .map(|tab| {
            view! {
                <li>
                    <a
                        class="ka-tab"
                        id=tab.id
                        href=tab.href
                        aria-current=move || tab.current.get().then_some("page")
                    >
                        {tab.label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="ka-tabs" aria-label=label>
            <ul>{links}</ul>
        </nav>
    }
}
