//! A part of a screen under a heading of its own.

use leptos::prelude::*;

/// A part of a screen.
#[component]
pub fn Section(
    /// Its stable id; the heading's is `<id>-title`.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Where there is more of it, as address, id and words.
    #[prop(optional)]
    more: Option<(&'static str, &'static str, Signal<String>)>,
    /// The part.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    view! {
        <section class="ka-section" id=id aria-labelledby=labelled>
            <div class="ka-section__head">
                <h2 class="kern-heading-medium" id=heading tabindex="-1">{title}</h2>
                {more
                    .map(|(href, id, words)| {
                        view! {
                            <a class="kern-link kern-link--no-visited-state" href=href id=id>
                                {words}
                            </a>
                        }
                    })}
            </div>
            {children()}
        </section>
    }
}
