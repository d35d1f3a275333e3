//! Reports that everybody may read.

use super::collection;
use super::district::KnownDistricts;
use crate::store::{StoreError, items, reports, supports};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::views::{AroundFilter, AroundView, NearbyRow};
use ka_domain::{Content, ItemId, Kind, Localized, Progress, PublicReport};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// How far back reports are shown.
const RECENT: TimeDelta = TimeDelta::days(90);
/// How many are shown.
const MOST: usize = 500;

/// Whether `report` is of the last 90 days.
pub(super) fn is_recent(report: &PublicReport, now: DateTime<Utc>) -> bool {
    report.requested_at > now - RECENT
}

/// Public reports of the last 90 days, the latest first.
pub(crate) fn around(
    reader: &Connection,
    filter: &AroundFilter,
    now: DateTime<Utc>,
) -> Result<AroundView, StoreError> {
    let fits = |report: &PublicReport| {
        let done = matches!(report.progress, Progress::Closed | Progress::Refused);
        let named = filter.report.as_ref().is_none_or(|id| report.id == *id);
        is_recent(report, now) && named && !(filter.open_only && done)
    };
    let all = items::all(reader, &collection(Kind::PublicReport)?)?;
    let mut reports: Vec<PublicReport> = all
        .into_iter()
        .filter_map(|sourced| match sourced.item {
            Content::PublicReport(report) => fits(&report).then_some(report),
            _ => None,
        })
        .collect();
    // The city's server says where something is, but not in which district.
    let districts = KnownDistricts::of(reader)?;
    for report in &mut reports {
        let position = report.position.filter(|_| report.district.is_none());
        report.district = report.district.take().or_else(|| districts.at(position?));
    }
    if filter.district.is_some() {
        reports.retain(|report| report.district == filter.district);
    }
    reports.sort_by(|a, b| (b.requested_at, &b.id).cmp(&(a.requested_at, &a.id)));
    // A category is called as it was in the latest of its reports.
    let mut categories: BTreeMap<ItemId, Localized> = BTreeMap::new();
    for report in &reports {
        if let Some(category) = &report.category {
            let name = categories.entry(category.clone());
            name.or_insert_with(|| report.category_name.clone());
        }
    }
    let mut categories: Vec<_> = categories.into_iter().collect();
    categories.sort_by_cached_key(|(_, name)| name.de.to_lowercase());
    if filter.category.is_some() {
        reports.retain(|report| report.category == filter.category);
    }
    let count = u32::try_from(reports.len()).unwrap_or(u32::MAX);
    reports.truncate(MOST);
    let supported = Supported::of(reader)?;
    let rows = reports.into_iter().map(|report| {
        Ok(NearbyRow {
            supported: supported.has(reader, &report.id)?,
            distance_m: None,
            report,
        })
    });
    Ok(AroundView {
        reports: rows.collect::<Result<_, StoreError>>()?,
        count,
        categories,
    })
}

/// Which public reports concern the owner of this device: those of which they said so, and their own.
pub(super) struct Supported {
    own: BTreeSet<String>,
}

impl Supported {
    pub(super) fn of(reader: &Connection) -> Result<Supported, StoreError> {
        let own = reports::all(reader)?.into_iter();
        let own = own.filter_map(|kept| kept.status?.city_id);
        Ok(Supported { own: own.collect() })
    }

    pub(super) fn has(&self, reader: &Connection, report: &ItemId) -> Result<bool, StoreError> {
        Ok(self.own.contains(report.as_str()) || supports::has(reader, report)?)
    }
}
