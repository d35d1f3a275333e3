//! What is shown of the reports, as it stands in the address: so whoever comes back finds it again.

use crate::kit::reports::AROUND;
use ka_domain::views::AroundFilter;
use ka_domain::{DistrictId, ItemId};

/// Reads what the address says. What it says wrongly counts as not said.
pub fn read(said: impl Fn(&str) -> Option<String>) -> AroundFilter {
    AroundFilter {
        district: said("district").and_then(|id| DistrictId::new(id).ok()),
        category: said("category").and_then(|id| ItemId::new(id).ok()),
        open_only: said("open").is_some_and(|open| open == "true"),
        // One of them has a screen of its own.
        report: None,
    }
}

/// The address that says it. Ids are of letters that an address takes, but for those that `encode` sees to.
pub fn write(filter: &AroundFilter, encode: impl Fn(&str) -> String) -> String {
    let said = [
        ("district", filter.district.as_ref().map(DistrictId::as_str)),
        ("category", filter.category.as_ref().map(ItemId::as_str)),
        ("open", filter.open_only.then_some("true")),
    ];
    let mut href = AROUND.to_owned();
    let said = said
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    for ((name, value), sign) in said.zip(std::iter::once('?').chain(std::iter::repeat('&'))) {
        href.push(sign);
        href.push_str(name);
        href.push('=');
        href.push_str(&encode(value));
    }
    href
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(href: &str) -> AroundFilter {
        let query = href.split_once('?').map_or("", |(_, query)| query);
        read(|name| {
            query
                .split('&')
                .filter_map(|part| part.split_once('='))
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn what_was_written_is_read_again() {
        let all = AroundFilter {
            district: DistrictId::new("durlach").ok(),
            category: ItemId::new("pothole").ok(),
            open_only: true,
            report: None,
        };
        for filter in [
            AroundFilter::default(),
            AroundFilter {
                open_only: true,
                ..AroundFilter::default()
            },
            all,
        ] {
            assert_eq!(said(&write(&filter, str::to_owned)), filter);
        }
    }

    #[test]
    fn what_is_said_wrongly_counts_as_not_said() {
        let filter = said("/around?district=N%C3%B6!&category=&open=perhaps");
        assert_eq!(filter, AroundFilter::default());
    }
}
