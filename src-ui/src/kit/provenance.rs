//! The line under every item: where it comes from, under which licence, how old it is.

use crate::state::first_picture::FirstPicture;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::sources::KnownSources;
use crate::text::format;
use ka_domain::Provenance;
use leptos::prelude::*;
use leptos_fluent::tr;

/// The line.
#[component]
pub fn ProvenanceLine(
    /// What it tells of.
    provenance: Provenance,
) -> impl IntoView {
    let sources = KnownSources::of_app();
    let now = Now::of_app();
    // The engine takes a while to begin with dates, and nobody points at the line before it is drawn.
    let first = FirstPicture::of_app();
    let Provenance {
        source,
        licence,
        as_of,
    } = provenance;
    let id = source.as_str().to_owned();
    let publisher = memo(move || {
        sources
            .find(&source)
            .map_or_else(|| source.as_str().to_owned(), |source| source.publisher)
    });
    view! {
        <p class="ka-provenance" data-source=id>
            <span>{move || tr!("provenance-source", { "publisher" => publisher.get() })}</span>
            {licence.map(|licence| view! { <span class="ka-provenance__licence">{licence.0}</span> })}
            <time datetime=as_of.to_rfc3339() title=move || first.is_there().then(|| format::day_and_time(as_of))>
                {move || tr!("provenance-as-of", { "age" => format::age(as_of, now.get()) })}
            </time>
        </p>
    }
}
