//! A meeting and a paper in lists of a few. The whole card is the link.

use super::lines::leaf;
use super::outcome::Outcome;
use super::{dates, meeting_href, paper_href};
use crate::kit::alert::Tone;
use crate::kit::badge::Badge;
use crate::kit::icon::{Glyph, Icon};
use crate::kit::provenance::ProvenanceLine;
use ka_domain::views::{MeetingRow, PaperRow, Sourced};
use leptos::prelude::*;
use leptos_fluent::tr;

/// A meeting in a list.
#[component]
pub fn MeetingCard(
    /// The meeting.
    row: Sourced<MeetingRow>,
) -> impl IntoView {
    let Sourced { item, provenance } = row;
    let (start, agenda) = (item.start, item.agenda);
    let points = (agenda > 0).then(|| {
        view! { <p class="ka-card__small">{move || tr!("meeting-points", { "count" => agenda })}</p> }
    });
    let cancelled = item.cancelled.then(|| {
        view! { <p><Badge tone=Tone::Danger>{move || tr!("meeting-cancelled")}</Badge></p> }
    });
    view! {
        <article
            class="kern-card kern-card--interactive ka-card"
            data-item=item.id.as_str().to_owned()
            data-cancelled=item.cancelled.then_some("")
        >
            {move || leaf(start)}
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">
                    <a
                        class="kern-link kern-link--stretched kern-link--no-visited-state"
                        href=meeting_href(&item.id)
                        lang="de"
                    >
                        {item.name}
                    </a>
                </h3>
                {cancelled}
                <p class="ka-card__summary">{move || dates::span(start, None)}</p>
                {item.place.map(|place| view! { <p class="ka-card__small" lang="de">{place}</p> })}
                {points}
                <ProvenanceLine provenance />
            </div>
        </article>
    }
}

/// A paper in a list.
#[component]
pub fn PaperCard(
    /// The paper.
    row: PaperRow,
) -> impl IntoView {
    let date = row.date;
    view! {
        <article class="kern-card kern-card--interactive ka-card" data-item=row.id.as_str().to_owned()>
            <div class="ka-card__sign"><Glyph icon=Icon::Paper /></div>
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">
                    <a
                        class="kern-link kern-link--stretched kern-link--no-visited-state"
                        href=paper_href(&row.id)
                        lang="de"
                    >
                        {row.name}
                    </a>
                </h3>
                <p class="ka-parts ka-card__small">
                    {row.paper_type.map(|kind| view! { <span lang="de">{kind}</span> })}
                    {row.reference.map(|number| view! { <span class="ka-figures">{number}</span> })}
                    {date.map(|date| view! { <span>{move || dates::short(date)}</span> })}
                </p>
                {row.result.map(|words| view! { <p><Outcome words /></p> })}
            </div>
        </article>
    }
}
