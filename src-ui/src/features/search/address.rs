//! What is looked for, as it stands in the address: so whoever comes back finds it again.
//!
//! Engines refuse an address that is replaced a hundred times in half a minute, which is no more than
//! quick typing. So it is written a moment after the last change, and at once where the screen may be
//! left. It is written by the router, which would otherwise lose count of its own steps.

use super::looking::Looking;
use crate::state::reactive::effect;
use ka_domain::views::SearchFilter;
use ka_domain::{DistrictId, Kind};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use std::rc::Rc;
use std::time::Duration;

/// Letters at most.
pub const LONGEST: usize = 200;

/// Where the screen is.
const PATH: &str = "/search";

/// How long a change waits before it is written.
const WAIT: Duration = Duration::from_millis(400);

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// As it was typed.
    pub words: String,
    /// What it is narrowed down to.
    pub filter: SearchFilter,
}

impl Wanted {
    /// Whether there is anything to look for.
    pub fn is_nothing(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// Reads what the address says. What it says wrongly counts as not said.
    fn read(said: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            words: said("q")
                .unwrap_or_default()
                .chars()
                .take(LONGEST)
                .collect(),
            filter: SearchFilter {
                kind: said("kind").and_then(|kind| Kind::of_collection(&kind)),
                district: said("district").and_then(|id| DistrictId::new(id).ok()),
                year: said("year").and_then(|year| year.parse().ok()),
            },
        }
    }

    /// The names and values of the address.
    fn said(&self) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let district = filter.district.as_ref();
        [
            (
                "q",
                Some(self.words.clone()).filter(|words| !words.is_empty()),
            ),
            ("kind", filter.kind.map(|kind| kind.collection().to_owned())),
            ("district", district.map(|id| id.as_str().to_owned())),
            ("year", filter.year.map(|year| year.to_string())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

/// Writes an address in place of the one that there is.
type Write = Rc<dyn Fn(&str)>;

/// The address of the screen.
#[derive(Clone, Copy)]
pub struct Address {
    /// What it says now.
    written: StoredValue<Wanted>,
    /// It is about to be written.
    due: StoredValue<bool>,
    write: StoredValue<Write, LocalStorage>,
}

/// What the address said when the screen was opened.
pub struct Opened {
    /// What to look for.
    pub wanted: Wanted,
    /// The id of the link by which the screen was left before.
    pub left_by: Option<String>,
}

impl Address {
    /// What the address says now.
    pub fn opened() -> Opened {
        use_query_map().with_untracked(|map| Opened {
            wanted: Wanted::read(|name| map.get(name)),
            left_by: map.get("at"),
        })
    }

    /// Keeps the address as `looking` is, and `looking` as the address is where a link changes it.
    pub fn follow(looking: Looking) -> Self {
        let (navigate, path, map) = (use_navigate(), use_location().pathname, use_query_map());
        let write = move |href: &str| {
            // Who has left already is not called back.
            if path.get_untracked() == PATH {
                let options = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(href, options);
            }
        };
        let address = Self {
            written: StoredValue::new(looking.wanted_untracked()),
            due: StoredValue::new(false),
            write: StoredValue::new_local(Rc::new(write)),
        };
        effect(move || {
            let wanted = looking.wanted();
            let known = address.written.with_value(|written| *written == wanted);
            if !known && !address.due.get_value() {
                address.due.set_value(true);
                set_timeout(move || address.write_now(looking, None), WAIT);
            }
        });
        effect(move || {
            let said = map.with(|map| Wanted::read(|name| map.get(name)));
            if address.written.with_value(|written| *written != said) {
                address.written.set_value(said.clone());
                looking.want(said);
            }
        });
        address
    }

    /// Writes what is looked for, and the id of the link by which the screen is left.
    pub fn write_now(&self, looking: Looking, left_by: Option<&str>) {
        let (Some(wanted), Some(write)) = (looking.try_wanted(), self.write.try_get_value()) else {
            return;
        };
        self.due.set_value(false);
        if left_by.is_none() && self.written.with_value(|written| *written == wanted) {
            return;
        }
        let mut said = wanted.said();
        said.extend(left_by.map(|id| ("at", id.to_owned())));
        self.written.set_value(wanted);
        let mut href = PATH.to_owned();
        for ((name, value), sign) in said
            .into_iter()
            .zip(std::iter::once('?').chain(std::iter::repeat('&')))
        {
            href.push(sign);
            href.push_str(name);
            href.push('=');
            href.push_str(&String::from(js_sys::encode_uri_component(&value)));
        }
        write(&href);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &[(&str, &str)]) -> Wanted {
        Wanted::read(|name| {
            let found = said.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn what_was_written_is_read_again() {
        let wanted = Wanted {
            words: "Spielplatz \"Nord\" & Süd".to_owned(),
            filter: SearchFilter {
                kind: Some(Kind::CarPark),
                district: DistrictId::new("durlach").ok(),
                year: Some(2025),
            },
        };
        let said = wanted.said();
        let said: Vec<_> = said
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(read(&said), wanted);
        assert!(Wanted::default().said().is_empty());
    }

    #[test]
    fn what_is_said_wrongly_counts_as_not_said() {
        let wanted = read(&[
            ("q", "a"),
            ("kind", "dragons"),
            ("district", "Nö!"),
            ("year", "99999"),
        ]);
        assert_eq!(wanted.filter, SearchFilter::default());
        assert_eq!(wanted.words, "a");
    }

    #[test]
    fn ten_thousand_letters_are_cut_short() {
        let wanted = read(&[("q", &"ä".repeat(10_000))]);
        assert_eq!(wanted.words.chars().count(), LONGEST);
    }

    #[test]
    fn blanks_alone_are_nothing_to_look_for() {
        assert!(read(&[("q", " \u{a0} ")]).is_nothing());
    }
}
