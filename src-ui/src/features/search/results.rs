//! What was found, kind by kind. It is drawn anew for each answer, and nothing in it follows signals of
//! its own: so it is there within a few milliseconds of the letter.

use super::looking::{Answer, Looking};
use super::own;
use crate::kit::council::{committee_href, dates, district_href, meeting_href, paper_href};
use crate::kit::items::{office_href, service_href};
use crate::kit::{Button, Glyph, Icon, reports};
use crate::layout::screen::focus_on;
use ka_domain::views::{Hit, HitGroup, Piece, SearchFilter, Tried};
use ka_domain::{DistrictId, ItemId, Kind};
use leptos::prelude::*;
use leptos_fluent::tr;
use std::sync::Arc;

/// What the arrow keys stop at.
pub const STOPS: &str = "[data-stop]";

/// The id of the line that says how much was found. It takes the focus where a button goes with what was
/// found before.
pub const COUNT: &str = "search-count";

/// Everything that was found: what the shell answered, and what of the app itself.
#[derive(Debug, PartialEq)]
pub struct Found {
    answer: Arc<Answer>,
    places: Vec<own::Place>,
    /// The words name the first of the places, so they come before all else.
    plainly: bool,
}

impl Found {
    /// What is found with `answer`.
    pub fn of(answer: Arc<Answer>) -> Self {
        let wanted = &answer.wanted;
        let (places, plainly) = if wanted.filter == SearchFilter::default() {
            own::find(&wanted.words)
        } else {
            (Vec::new(), false)
        };
        Self {
            answer,
            places,
            plainly,
        }
    }

    /// How much it is.
    pub fn count(&self) -> usize {
        let groups = self.answer.view.groups.iter();
        groups.map(|group| group.hits.len()).sum::<usize>() + self.places.len()
    }

    /// Whether there is more than that.
    pub fn is_cut(&self) -> bool {
        self.answer.view.groups.iter().any(|group| group.more)
    }

    /// All of it, in groups.
    pub fn draw(&self, looking: Looking) -> AnyView {
        let own = (!self.places.is_empty()).then(|| own_group(&self.places));
        let (first, last) = if self.plainly {
            (own, None)
        } else {
            (None, own)
        };
        let alone = self.answer.wanted.filter.kind.is_some();
        let groups: Vec<AnyView> = self
            .answer
            .view
            .groups
            .iter()
            .map(|found| kind_group(found, alone, looking))
            .collect();
        view! { {first} {groups} {last} }.into_any()
    }
}

/// The name of the group of a kind.
pub fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::District => tr!("follow-districts"),
        Kind::Office => tr!("home-offices"),
        Kind::Service => tr!("services-title"),
        Kind::CarPark => tr!("parking-car-parks"),
        Kind::BicycleParking => tr!("search-bicycle-places"),
        Kind::Source => tr!("sources-title"),
        Kind::Organization => tr!("council-committees"),
        Kind::Meeting => tr!("search-meetings"),
        Kind::Paper => tr!("follow-papers"),
        Kind::ReportCategory => tr!("search-report-categories"),
        Kind::PublicReport => tr!("search-public-reports"),
    }
}

fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::District => Icon::District,
        Kind::Office => Icon::Office,
        Kind::Service => Icon::Services,
        Kind::CarPark => Icon::Parking,
        Kind::BicycleParking => Icon::Bicycle,
        Kind::Source => Icon::Info,
        Kind::Organization => Icon::Committee,
        Kind::Meeting => Icon::Meeting,
        Kind::Paper => Icon::Paper,
        Kind::ReportCategory | Kind::PublicReport => Icon::Report,
    }
}

/// Where an item is described.
fn href(kind: Kind, id: &ItemId) -> String {
    let found = |screen: &str| {
        format!(
            "{screen}?found={}",
            js_sys::encode_uri_component(id.as_str())
        )
    };
    match kind {
        Kind::District => {
            DistrictId::new(id.as_str()).map_or_else(|_| "/".to_owned(), |id| district_href(&id))
        }
        Kind::Office => office_href(id),
        Kind::Service => service_href(id),
        Kind::CarPark => found("/parking"),
        Kind::BicycleParking => found("/parking/bicycles"),
        Kind::Source => "/settings/sources".to_owned(),
        Kind::Organization => committee_href(id),
        Kind::Meeting => meeting_href(id),
        Kind::Paper => paper_href(id),
        Kind::ReportCategory => reports::new_href(Some(id)),
        Kind::PublicReport => reports::around_href(id),
    }
}

/// The language that a title is in, where it is the same in all of the app's.
fn lang_of(kind: Kind) -> Option<&'static str> {
    let both = matches!(
        kind,
        Kind::Service | Kind::Office | Kind::ReportCategory | Kind::PublicReport
    );
    (!both).then_some("de")
}

fn own_group(places: &[own::Place]) -> AnyView {
    let rows = places
        .iter()
        .map(|place| Row {
            id: place.id.to_owned(),
            item: None,
            href: place.href.to_owned(),
            icon: place.icon,
            lang: None,
            title: place.title.clone().into_any(),
            facts: String::new(),
            snippet: None,
        })
        .map(Row::draw)
        .collect();
    group("own", tr!("search-own"), rows, ())
}

fn kind_group(found: &HitGroup, alone: bool, looking: Looking) -> AnyView {
    let kind = found.kind;
    let slug = kind.collection();
    let rows = found.hits.iter().map(|hit| row(kind, hit).draw()).collect();
    let more = found.more.then(|| {
        if alone {
            return view! { <p class="ka-note">{tr!("search-too-many")}</p> }.into_any();
        }
        let name = kind_name(kind);
        let all = move |_| {
            looking.change(|wanted| wanted.filter.kind = Some(kind));
            focus_on(COUNT);
        };
        view! {
            <button
                class="kern-btn kern-btn--tertiary"
                type="button"
                id=format!("search-all-{slug}")
                data-stop
                on:click=all
            >
                <span class="kern-label">{tr!("search-all", { "kind" => name })}</span>
            </button>
        }
        .into_any()
    });
    group(slug, kind_name(kind), rows, more)
}

fn group(slug: &str, name: String, rows: Vec<AnyView>, more: impl IntoView) -> AnyView {
    let heading = format!("search-group-{slug}");
    let labelled = heading.clone();
    view! {
        <section class="ka-found" data-kind=slug.to_owned() aria-labelledby=labelled>
            <h2 class="ka-found__kind" id=heading>{name}</h2>
            <ul class="ka-lines">{rows}</ul>
            {more.into_any()}
        </section>
    }
    .into_any()
}

/// A line of what was found. The whole of it is the link.
struct Row {
    id: String,
    item: Option<String>,
    href: String,
    icon: Icon,
    lang: Option<&'static str>,
    title: AnyView,
    facts: String,
    snippet: Option<AnyView>,
}

fn row(kind: Kind, hit: &Hit) -> Row {
    let when = match (hit.start, hit.date) {
        (Some(start), _) => Some(dates::day_and_clock(start)),
        (None, date) => date.map(dates::short),
    };
    let facts: Vec<String> = [hit.reference.clone(), hit.note.clone(), when]
        .into_iter()
        .flatten()
        .collect();
    Row {
        id: format!("hit-{}-{}", kind.collection(), hit.id.as_str()),
        item: Some(hit.id.as_str().to_owned()),
        href: href(kind, &hit.id),
        icon: kind_icon(kind),
        lang: lang_of(kind),
        title: pieces(&hit.title),
        facts: facts.join(" · "),
        snippet: (!hit.snippet.is_empty()).then(|| pieces(&hit.snippet)),
    }
}

impl Row {
    fn draw(self) -> AnyView {
        let icon = self.icon;
        let facts = (!self.facts.is_empty())
            .then(|| view! { <span class="ka-hit__small">{self.facts}</span> });
        let snippet = self
            .snippet
            .map(|snippet| view! { <span class="ka-hit__small">{snippet}</span> });
        view! {
            <li>
                <a class="ka-hit" id=self.id href=self.href data-item=self.item data-stop>
                    <span class="ka-hit__sign"><Glyph icon /></span>
                    <span class="ka-hit__text">
                        <span class="ka-hit__title" lang=self.lang>{self.title}</span>
                        {facts}
                        {snippet}
                    </span>
                </a>
            </li>
        }
        .into_any()
    }
}

/// A text with what was looked for marked.
fn pieces(pieces: &[Piece]) -> AnyView {
    pieces
        .iter()
        .map(|piece| {
            let text = piece.text.clone();
            if piece.hit {
                view! { <mark class="ka-mark">{text}</mark> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// Nothing was found: what was tried, and what is near.
pub fn nothing(found: &Found, looking: Looking) -> AnyView {
    let answer = &found.answer;
    let tried = answer.view.tried.iter().map(|tried| {
        let words = match tried {
            Tried::Words => tr!("search-tried-words"),
            Tried::Beginnings => tr!("search-tried-beginnings"),
            Tried::Parts => tr!("search-tried-parts"),
            Tried::Typos => tr!("search-tried-typos"),
        };
        view! { <li>{words}</li> }
    });
    let tried = (!answer.view.tried.is_empty()).then(|| {
        view! {
            <p class="kern-body">{tr!("search-tried")}</p>
            <ul class="ka-facts ka-search__tried">{tried.collect_view()}</ul>
        }
    });
    let nearest = answer.view.nearest.clone();
    let nearest = (!nearest.is_empty()).then(|| {
        view! {
            <p class="kern-body">{tr!("search-nearest")}</p>
            <div class="ka-chips" id="search-nearest">{words(nearest, looking)}</div>
        }
    });
    let narrowed = answer.wanted.filter != SearchFilter::default();
    let widen = narrowed.then(|| {
        let press = move || {
            looking.change(|wanted| wanted.filter = SearchFilter::default());
            focus_on(COUNT);
        };
        view! {
            <Button id="search-widen" icon=Icon::Search on_press=press>
                {tr!("search-everywhere")}
            </Button>
        }
    });
    view! {
        <div class="ka-nothing" id="search-nothing">
            <div class="ka-nothing__sign"><Glyph icon=Icon::Search /></div>
            <p class="kern-title">{tr!("search-none")}</p>
            {tried}
            {nearest}
            {widen}
        </div>
    }
    .into_any()
}

/// Words to look for, each a button that does.
pub fn words(words: Vec<String>, looking: Looking) -> AnyView {
    words
        .into_iter()
        .map(|word| {
            let words = word.clone();
            let press = move |_| {
                looking.change(|wanted| wanted.words.clone_from(&words));
                focus_on(COUNT);
            };
            view! {
                <button class="ka-chip" type="button" data-stop dir="auto" on:click=press>
                    {word}
                </button>
            }
        })
        .collect_view()
        .into_any()
}
