//! The council's items as they stand in lists, wherever they do, and what its screens share with
//! those of a district.
//!
//! What the city calls its meetings, papers and results is German in every language of the app, and
//! is marked so. Lists of many are lines (see [`lines`]), lists of few are cards.

pub mod calendar;
pub mod cards;
pub mod dates;
pub mod lines;
pub mod outcome;

pub use calendar::CalendarButton;
pub use cards::{MeetingCard, PaperCard};
pub use lines::{Lead, meeting_line};
pub use outcome::Outcome;

use super::icon::{Glyph, Icon};
use ka_domain::{District, DistrictId, ItemId, Provenance};
use leptos::prelude::*;

/// Where a meeting is described.
pub fn meeting_href(id: &ItemId) -> String {
    href("/council/meeting/", id.as_str())
}

/// Where a paper is described.
pub fn paper_href(id: &ItemId) -> String {
    href("/council/paper/", id.as_str())
}

/// Where a committee is described.
pub fn committee_href(id: &ItemId) -> String {
    href("/council/committee/", id.as_str())
}

/// Where a district is described.
pub fn district_href(id: &DistrictId) -> String {
    href("/district/", id.as_str())
}

fn href(way: &str, id: &str) -> String {
    format!("{way}{}", js_sys::encode_uri_component(id))
}

/// What stands under a list whose rows have no such line of their own: the oldest of them, so that the
/// line promises for no row what is not true of it.
pub fn oldest<'a>(rows: impl Iterator<Item = &'a Provenance>) -> Option<Provenance> {
    rows.min_by_key(|provenance| provenance.as_of).cloned()
}

/// The districts that something concerns, each the way to its own page.
#[component]
pub fn DistrictChips(
    /// The districts.
    districts: Vec<District>,
) -> impl IntoView {
    let chips = districts
        .into_iter()
        .map(|district| {
            view! {
                <li>
                    <a class="ka-chip" href=district_href(&district.id)>
                        <Glyph icon=Icon::District />
                        <span>{district.name}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ka-chips">{chips}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use ka_domain::SourceId;

    #[test]
    fn a_list_is_as_old_as_its_oldest_row() {
        let row = |seconds| Provenance {
            source: SourceId::new("council-karlsruhe").unwrap(),
            licence: None,
            as_of: DateTime::from_timestamp(seconds, 0).unwrap(),
        };
        let rows = [row(30), row(10), row(20)];
        assert_eq!(oldest(rows.iter()), Some(row(10)));
        assert_eq!(oldest([].iter()), None);
    }
}
