//! What a search is narrowed down to: a kind, a district, a year; each where it makes sense.

use super::looking::Looking;
use super::results::kind_name;
use crate::kit::Select;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use chrono::Datelike;
use ka_domain::views::SearchFilter;
use ka_domain::{DistrictId, Kind};
use ka_ipc::Districts;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The kinds to choose from, those first that most people look for.
const KINDS: [Kind; 10] = [
    Kind::Service,
    Kind::Office,
    Kind::Paper,
    Kind::Meeting,
    Kind::Organization,
    Kind::District,
    Kind::CarPark,
    Kind::BicycleParking,
    Kind::ReportCategory,
    Kind::PublicReport,
];

/// The first year of which the council's archive has more than strays.
const FIRST_YEAR: i32 = 2001;

/// One of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Kind,
    District,
    Year,
}

impl Part {
    /// Whether it makes sense for what is left by a choice of `kind`.
    fn fits(self, kind: Option<Kind>) -> bool {
        match (self, kind) {
            (Part::Kind, _) | (_, None | Some(Kind::Paper | Kind::Meeting)) => true,
            (Part::District, Some(kind)) => matches!(
                kind,
                Kind::Office | Kind::Organization | Kind::BicycleParking | Kind::PublicReport
            ),
            (Part::Year, Some(_)) => false,
        }
    }

    /// The key of what is chosen; empty for everything.
    fn key(self, filter: &SearchFilter) -> String {
        match self {
            Part::Kind => filter.kind.map(|kind| kind.collection().to_owned()),
            Part::District => filter.district.as_ref().map(|id| id.as_str().to_owned()),
            Part::Year => filter.year.map(|year| year.to_string()),
        }
        .unwrap_or_default()
    }

    /// Chooses the thing with that key; and nothing any more of what no longer makes sense.
    fn choose(self, filter: &mut SearchFilter, key: String) {
        match self {
            Part::Kind => filter.kind = Kind::of_collection(&key),
            Part::District => filter.district = DistrictId::new(key).ok(),
            Part::Year => filter.year = key.parse().ok(),
        }
        if !Part::District.fits(filter.kind) {
            filter.district = None;
        }
        if !Part::Year.fits(filter.kind) {
            filter.year = None;
        }
    }
}

/// The three fields.
#[component]
pub fn Filters(
    /// What is looked for.
    looking: Looking,
) -> impl IntoView {
    let districts = Query::new(|| Districts {}, &[Topic::Content(Kind::District)]);
    let now = Now::of_app();
    let kinds = Signal::derive(move || {
        let mut options = vec![(String::new(), tr!("search-all-kinds"))];
        options.extend(KINDS.map(|kind| (kind.collection().to_owned(), kind_name(kind))));
        options
    });
    let districts = Signal::derive(move || {
        let mut options = vec![(String::new(), tr!("search-all-districts"))];
        let known = districts.get();
        options.extend(
            known
                .iter()
                .flat_map(|known| known.iter())
                .map(|district| (district.id.as_str().to_owned(), district.name.clone())),
        );
        options
    });
    // Meetings are announced for the year to come.
    let this_year = memo(move || now.get().year());
    let years = Signal::derive(move || {
        let mut options = vec![(String::new(), tr!("search-all-years"))];
        let years = (FIRST_YEAR..=this_year.get() + 1).rev();
        options.extend(years.map(|year| (year.to_string(), year.to_string())));
        options
    });
    view! {
        <div class="ka-search__filters">
            {field(Part::Kind, "search-kind", move_tr!("search-kind"), kinds, looking)}
            {field(Part::District, "search-district", move_tr!("search-district"), districts, looking)}
            {field(Part::Year, "search-year", move_tr!("search-year"), years, looking)}
        </div>
    }
}

fn field(
    part: Part,
    id: &'static str,
    label: Signal<String>,
    options: Signal<Vec<(String, String)>>,
    looking: Looking,
) -> impl IntoView {
    let fits = memo(move || part.fits(looking.wanted().filter.kind));
    let chosen = Signal::derive(move || part.key(&looking.wanted().filter));
    let choose = move |key| looking.change(|wanted| part.choose(&mut wanted.filter, key));
    move || {
        fits.get()
            .then(|| view! { <Select id label options chosen on_choose=choose /> })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_longer_makes_sense_is_chosen_no_more() {
        let mut filter = SearchFilter::default();
        Part::Year.choose(&mut filter, "2025".to_owned());
        Part::District.choose(&mut filter, "durlach".to_owned());
        assert_eq!(Part::Year.key(&filter), "2025");
        Part::Kind.choose(&mut filter, "offices".to_owned());
        assert_eq!(
            (
                Part::Year.key(&filter).as_str(),
                Part::District.key(&filter).as_str()
            ),
            ("", "durlach")
        );
        Part::Kind.choose(&mut filter, "services".to_owned());
        assert_eq!(filter.district, None);
    }

    #[test]
    fn everything_is_chosen_by_the_empty_key() {
        let mut filter = SearchFilter {
            kind: Some(Kind::Paper),
            district: DistrictId::new("durlach").ok(),
            year: Some(2025),
        };
        for part in [Part::Kind, Part::District, Part::Year] {
            part.choose(&mut filter, String::new());
        }
        assert_eq!(filter, SearchFilter::default());
    }
}
