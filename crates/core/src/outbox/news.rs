//! What the owner of the device may want to be told of while they look elsewhere.

use crate::report;
use crate::store::submissions::{self, Kind, Submission};
use crate::store::{StoreError, items, reports};
use ka_domain::{CollectionName, Content, ItemId, Localized};
use ka_protocol::report::Support;
use rusqlite::Connection;

/// What happened to a report or to a "me too".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The city's gateway has it.
    Accepted,
    /// It does not get any further without its owner.
    NeedsYou,
    /// The city says something of it, or has begun with it.
    Answered,
    /// The city is done with it.
    Closed,
    /// The city did not take it.
    Refused,
}

/// That it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportNews {
    /// What.
    pub what: What,
    /// The category of the report, as far as the device knows it.
    pub category: Option<Localized>,
}

impl ReportNews {
    /// That `what` happened to `row`.
    pub(super) fn of(
        reader: &Connection,
        row: &Submission,
        what: What,
    ) -> Result<ReportNews, StoreError> {
        let category = match row.kind {
            Kind::Photo => None,
            Kind::Report => {
                let kept = reports::get(reader, &row.id)?;
                kept.and_then(|kept| category_name(reader, &kept.report.category))
            }
            Kind::Support => {
                supported(reader, row)?.and_then(|report| public_name(reader, &report))
            }
        };
        Ok(ReportNews { what, category })
    }
}

/// The report that a "me too" is about.
pub(crate) fn supported(
    reader: &Connection,
    row: &Submission,
) -> Result<Option<ItemId>, StoreError> {
    let payload = submissions::payload(reader, &row.id)?.unwrap_or_default();
    let support: Option<Support> = serde_json::from_str(&payload).ok();
    Ok(support.map(|support| support.report))
}

/// What a category is called, where it is on the device and can be read.
pub(crate) fn category_name(reader: &Connection, id: &ItemId) -> Option<Localized> {
    let found = report::category(reader, id).ok()?;
    found.map(|category| category.name)
}

/// What the category of a public report is called.
pub(crate) fn public_name(reader: &Connection, id: &ItemId) -> Option<Localized> {
    let collection = CollectionName::new(ka_domain::Kind::PublicReport.collection()).ok()?;
    match items::get(reader, &collection, id).ok()??.item {
        Content::PublicReport(report) => Some(report.category_name),
        _ => None,
    }
}
