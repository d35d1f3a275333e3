//! What the screens of reports and of the outbox are given to read.

use crate::geo::Position;
use crate::ids::{DistrictId, ItemId, PhotoId, SubmissionId};
use crate::lang::Localized;
use crate::report::{
    Answers, Contact, Progress, PublicReport, ReportCategory, ReportFault, ReportPlace, ReportStep,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A draft as its owner writes it. All of it is kept with each change; what an older app did not know of is as
/// if nothing had been said.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftText {
    /// What it is about.
    pub category: Option<ItemId>,
    /// Answers so far, as they were typed.
    pub answers: Answers,
    /// Where.
    pub place: ReportPlace,
    /// What is the matter.
    pub words: String,
    /// Who reports.
    pub contact: Contact,
    /// Whether they have said that the city may have `contact`.
    pub contact_released: bool,
    /// The report of which this says that it is not mended.
    pub reopens: Option<SubmissionId>,
}

/// A photo of a draft or of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoRow {
    /// Which.
    pub id: PhotoId,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// As it is sent, in bytes.
    pub bytes: u64,
    /// A small JPEG of it, in base64, at most 320 pixels wide and high.
    pub thumbnail: String,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// Which. The report will be submitted under it.
    pub id: SubmissionId,
    /// What is written.
    pub text: DraftText,
    /// The category, where one is chosen and there.
    pub category: Option<ReportCategory>,
    /// The photos, in their order.
    pub photos: Vec<PhotoRow>,
    /// When it was last changed.
    pub edited_at: DateTime<Utc>,
    /// What must be mended before it can be sent. Empty: it can be.
    pub faults: Vec<ReportFault>,
    /// The place in words: the address as typed, or what the device knows to be near the position.
    pub place_words: PlaceWords,
    /// What the device knows to be near the position, whatever was typed; none without a position.
    pub located: Option<PlaceWords>,
    /// Open reports of the same category within 50 metres, nearest first, at most three.
    pub nearby: Vec<NearbyRow>,
}

/// A place in words, as far as the device can say.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PlaceWords {
    /// Street and number, typed or near.
    pub address: Option<String>,
    /// Whether the address is not the place itself but is near it, and how far, in metres.
    pub distance_m: Option<u32>,
    /// The district, by its name.
    pub district: Option<String>,
    /// Where it is on the map.
    pub position: Option<Position>,
    /// How exact that is, in metres.
    pub accuracy_m: Option<u32>,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftRow {
    /// Which.
    pub id: SubmissionId,
    /// The category, where one is chosen and there.
    pub category: Option<Localized>,
    /// The beginning of what is the matter.
    pub words: String,
    /// The place, as far as it is said.
    pub place: PlaceWords,
    /// How many photos.
    pub photos: u32,
    /// When it was last changed.
    pub edited_at: DateTime<Utc>,
}

/// A report of somebody, open and near.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearbyRow {
    /// What everybody may read of it.
    pub report: PublicReport,
    /// How far away, in metres; not known where one of both has no position.
    pub distance_m: Option<u32>,
    /// Whether the owner of this device has said that it concerns them too.
    pub supported: bool,
}

/// How a submission stands, in the words of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SubmissionState {
    /// It waits for its turn.
    Queued {
        /// When it is tried next; now if that is past.
        next_at: DateTime<Utc>,
        /// How often it was tried in vain.
        attempts: u32,
        /// Why the last attempt was in vain.
        trouble: Option<TroubleKind>,
        /// Something else must get there first, such as a photo.
        waits_for_other: bool,
    },
    /// It is on its way now.
    Sending,
    /// It is there.
    Accepted {
        /// When the city's gateway took it.
        at: DateTime<Utc>,
        /// What the gateway calls it.
        receipt: String,
    },
    /// The gateway said that it will never take it.
    Rejected {
        /// Why.
        reason: RejectionKind,
    },
    /// Only the person can get it on.
    NeedsYou {
        /// What is to be done.
        what: NeedKind,
    },
    /// It is being taken back, which the gateway has to hear of.
    Withdrawing {
        /// When the gateway is told next; now if that is past.
        next_at: DateTime<Utc>,
        /// How often something was tried in vain.
        attempts: u32,
    },
}

/// Why an attempt was in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// Nobody could be reached.
    Network,
    /// Somebody else answered, as networks with a page of their own do.
    CaptivePortal,
    /// The gateway cannot now.
    Busy,
}

/// Why something will never be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectionKind {
    /// What was said does not fit what the city asks, for instance because that has changed.
    Invalid,
    /// The city has no such category any more.
    UnknownCategory,
    /// Too large.
    TooLarge,
    /// A photo is no picture to the city.
    NotAPicture,
    /// The same key was used for something else.
    Conflict,
    /// The office did not take it.
    Office,
    /// Another refusal.
    Other,
}

/// What only the person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    /// Something that belongs to it was rejected, such as a photo.
    PartRejected,
    /// This app is too old for the gateway.
    Update,
    /// What was to be sent is damaged or gone from the device.
    Damaged,
}

/// What a submission is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum SubmissionKind {
    /// A report of a concern.
    Report {
        /// Its category.
        category: Option<Localized>,
        /// The beginning of what is the matter.
        words: String,
        /// Its photos.
        photos: u32,
    },
    /// That a report of somebody else concerns the owner too.
    Support {
        /// The category of that report.
        category: Option<Localized>,
        /// Its id.
        report: ItemId,
    },
}

/// Something in the outbox. Photos are told of with the report that they belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// Which.
    pub id: SubmissionId,
    /// What it is.
    pub kind: SubmissionKind,
    /// When it was handed in.
    pub queued_at: DateTime<Utc>,
    /// How it stands.
    pub state: SubmissionState,
    /// How many of its photos are there already.
    pub photos_sent: u32,
    /// Whether its owner may still edit it.
    pub can_edit: bool,
    /// Whether its owner may still withdraw it.
    pub can_withdraw: bool,
}

/// The outbox: what needs its owner first, then what is under way, then what is there, the latest first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OutboxView {
    /// At most 100 that are there; all others.
    pub rows: Vec<OutboxRow>,
    /// How many need their owner.
    pub need_you: u32,
    /// How many are under way.
    pub under_way: u32,
}

/// A report of the owner of this device, in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MyReportRow {
    /// Which.
    pub id: SubmissionId,
    /// Its category.
    pub category: Localized,
    /// The beginning of what is the matter.
    pub words: String,
    /// Where.
    pub place: PlaceWords,
    /// How it stands in the outbox.
    pub delivery: SubmissionState,
    /// How far it is at the city; not known before the gateway has it.
    pub progress: Option<Progress>,
    /// When it was handed in.
    pub sent_at: DateTime<Utc>,
    /// When the city last said something of it.
    pub updated_at: Option<DateTime<Utc>>,
    /// The city has said something since its owner last looked.
    pub unread: bool,
}

/// The reports of the owner of this device, and what they have not sent yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MyReportsView {
    /// The latest first.
    pub drafts: Vec<DraftRow>,
    /// The latest first.
    pub reports: Vec<MyReportRow>,
}

/// One report of the owner of this device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MyReportView {
    /// As in the list.
    pub row: MyReportRow,
    /// All of what is the matter.
    pub words: String,
    /// The questions with their answers, both in words.
    pub answers: Vec<AnsweredQuestion>,
    /// Its photos.
    pub photos: Vec<PhotoRow>,
    /// Whether the city was told who reports.
    pub with_contact: bool,
    /// What became of it so far, the earliest first.
    pub steps: Vec<ReportStep>,
    /// What the office calls it.
    pub city_id: Option<String>,
    /// The report of which this says that it is not mended.
    pub reopens: Option<SubmissionId>,
    /// The reports that say so of this one.
    pub reopened_by: Vec<SubmissionId>,
    /// When the city was last asked for news of it.
    pub asked_at: Option<DateTime<Utc>>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    /// The question, where it is still there; else its code.
    pub question: Localized,
    /// The answers.
    pub answers: Vec<Localized>,
}

/// Where to look for reports.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AroundFilter {
    /// Only this district.
    pub district: Option<DistrictId>,
    /// Only this category.
    pub category: Option<ItemId>,
    /// Only what the city is not done with.
    pub open_only: bool,
    /// Only this report.
    #[serde(default)]
    pub report: Option<ItemId>,
}

/// Public reports of the last 90 days.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AroundView {
    /// The latest first, at most 500.
    pub reports: Vec<NearbyRow>,
    /// How many there are in all with this filter.
    pub count: u32,
    /// Categories that have any, for the filter.
    pub categories: Vec<(ItemId, Localized)>,
}
