//! What more than one screen shows of reports: their addresses, how far they are, and what becomes of
//! what was handed in.

pub mod confirm;
pub mod deed;
pub mod delivery;
pub mod light;

pub use confirm::{ConfirmDialog, Confirming};
pub use deed::Deed;
pub use light::Light;

use crate::text::lang;
use ka_domain::{ItemId, Localized, SubmissionId};
use leptos_fluent::tr;

/// Where a report is begun.
pub const NEW: &str = "/report";
/// Drafts and reports of the owner of this device.
pub const MINE: &str = "/my-reports";
/// What is on its way to the city.
pub const OUTBOX: &str = "/outbox";
/// Reports of everybody.
pub const AROUND: &str = "/around";

/// Where a report is begun, of a category where it is known.
pub fn new_href(category: Option<&ItemId>) -> String {
    category.map_or_else(
        || NEW.to_owned(),
        |id| format!("{NEW}?category={}", encoded(id)),
    )
}

/// Where a draft is written on.
pub fn draft_href(id: SubmissionId) -> String {
    format!("{NEW}/{id}")
}

/// One report of the owner of this device.
pub fn my_report_href(id: SubmissionId) -> String {
    format!("{MINE}/{id}")
}

/// One report of somebody.
pub fn around_href(id: &ItemId) -> String {
    format!("{AROUND}/{}", encoded(id))
}

fn encoded(id: &ItemId) -> String {
    js_sys::encode_uri_component(id.as_str()).into()
}

/// What a category is called; and where it is not known, that it is a report.
pub fn category(name: Option<&Localized>) -> String {
    name.map_or_else(|| tr!("reports-one"), |name| name.get(lang()).to_owned())
}
