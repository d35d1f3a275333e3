//! What the app hands in, and what the gateway says to it.
//!
//! Each submission is one `POST` with its id as `Idempotency-Key`: sending it again gives the same answer
//! and has no second effect; the same key with another body is refused. An acceptance is a [`Receipt`] as
//! JSON with status 201, and nothing else: a page of somebody's hotel is none, whatever its status.
//!
//! - [`PHOTOS`]: the bytes of one photo, `image/jpeg`.
//! - [`REPORTS`]: a [`ka_domain::Report`] as JSON, that names photos sent before; or `multipart/form-data`
//!   with the report as the part `report` and photos as parts `photo`, for those who are not this app.
//! - [`SUPPORT`]: a [`Support`] as JSON.
//!
//! `DELETE {path}/{key}` takes back what has not been accepted: 204, after which the key is refused for
//! ever; or 409 with the receipt, where it came too late.
//!
//! [`STATUS`] tells how far reports are, to whoever knows their ids: nobody else does, they have 74 random
//! bits.

use chrono::{DateTime, Utc};
use ka_domain::{ItemId, Progress, ReportFault, ReportStep, SubmissionId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Where reports are handed in.
pub const REPORTS: &str = "/v1/reports";
/// Where photos are handed in, before the report that names them.
pub const PHOTOS: &str = "/v1/reports/photos";
/// Where it is said that a report of somebody else concerns one too.
pub const SUPPORT: &str = "/v1/reports/support";
/// Where reports are asked after: `POST` with a [`StatusQuestion`].
pub const STATUS: &str = "/v1/reports/status";
/// Photos of reports as everybody may see them, a directory: `{photo}.jpg`.
pub const MEDIA: &str = "/v1/media/";

/// The header with the id of a submission.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The header with a key of the device for one day: 32 hexadecimal digits that say nothing of it and are
/// others tomorrow. For limits of rate only; never written down.
pub const DEVICE_KEY: &str = "device-key";

/// A report as it travels, without photos, in bytes.
pub const REPORT_BYTES: usize = 64 * 1024;
/// A whole multipart request, in bytes.
pub const MULTIPART_BYTES: usize = 6 * 1024 * 1024;
/// Any answer to a submission, in bytes.
pub const ANSWER_BYTES: u64 = 256 * 1024;
/// How long a submission may take in all: a photo from a street with bad reception. The gateway gives everybody
/// that time; the device gives up no later.
pub const SUBMISSION: Duration = Duration::from_secs(10 * 60);
/// Reports that are asked after at a time.
pub const STATUS_IDS: usize = 100;

/// That a submission was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The submission's own id, by which the app knows that it is meant.
    pub key: SubmissionId,
    /// What the gateway calls it.
    pub id: String,
    /// When it was accepted.
    pub at: DateTime<Utc>,
}

/// Why a submission was not accepted. With a status of 4xx it never will be as it is, except for 408, 425 and
/// 429; with 426 the app is too old.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Why.
    pub error: RefusalCode,
    /// What is wrong with a report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<ReportFault>,
}

/// Why a submission was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// Not of the form that is expected (400, 422).
    Invalid,
    /// No or no proper `Idempotency-Key` (400).
    NoKey,
    /// The key was used for something else, or was taken back (409, 410).
    Conflict,
    /// The photos that it names are not there (424).
    MissingPhoto,
    /// Too large (413).
    TooLarge,
    /// Not a picture (415, 422).
    NotAPicture,
    /// Too many at a time (429, with `Retry-After`).
    TooMany,
    /// The gateway cannot now (503, with `Retry-After`).
    Busy,
}

/// That a report of somebody else concerns one too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// The public report.
    pub report: ItemId,
}

/// Which reports are asked after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusQuestion {
    /// At most [`STATUS_IDS`].
    pub ids: Vec<SubmissionId>,
}

/// How far one of them is. Those that the gateway does not know are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportStatus {
    /// Which.
    pub id: SubmissionId,
    /// How far.
    pub progress: Progress,
    /// What the office calls it, once it has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city_id: Option<String>,
    /// What became of it, the earliest first.
    pub steps: Vec<ReportStep>,
}
