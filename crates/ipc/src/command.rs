//! Every command: what is asked, and what comes back.

use crate::passphrase::Passphrase;
use crate::start::{Diagnostics, StartView};
use crate::sync::SyncState;
use ka_domain::views::{
    AgendaView, AroundFilter, AroundView, BicycleParkingView, CalendarChoice, CommitteeRow,
    CommitteeView, DistrictFilter, DistrictView, DraftText, DraftView, FileOwner, FollowRow,
    HomeView, MeetingView, MyReportView, MyReportsView, NewsView, OfficeView, OutboxView,
    PaperView, ParkingView, PastMeetingsView, ReadMark, SearchFilter, SearchView, ServiceView,
    ServicesView, SourceRow, StorageView,
};
use ka_domain::{
    District, DistrictId, ItemId, Lang, PhotoId, Preferences, ReportCategory, Subject, SubmissionId,
};
use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A question of the UI to the shell.
pub trait Command: Serialize + DeserializeOwned + Send + 'static {
    /// The name on the bridge.
    const NAME: &'static str;
    /// The answer. The other answer is always a [`crate::Failure`].
    type Output: Serialize + DeserializeOwned + Send + 'static;
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:literal => $command:ident $({ $($field:ident : $ty:ty),* $(,)? })? => $output:ty,)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $command { $($(
                #[allow(missing_docs)]
                pub $field: $ty,
            )*)? }

            impl Command for $command {
                const NAME: &'static str = $name;
                type Output = $output;
            }
        )*

        /// The names of all commands, for Tauri's permission check and for the test that each
        /// has a handler.
        pub const NAMES: &[&str] = &[$($name,)* AddPhoto::NAME];
    };
}

/// A picture for a draft. It crosses as bytes, not as JSON: the picture is the body, the draft is in the
/// header [`AddPhoto::DRAFT`]. What comes back is the draft.
#[derive(Debug, Clone, Copy)]
pub struct AddPhoto;

impl AddPhoto {
    /// The name on the bridge.
    pub const NAME: &'static str = "add_photo";
    /// The header with the draft's id.
    pub const DRAFT: &'static str = "draft";
}

commands! {
    /// What the app is to show first, and the preferences it needs to do so.
    "start" => Start => StartView,
    /// Tries the key store of the system again.
    "retry_vault" => RetryVault => StartView,
    /// Opens the store with a passphrase, or makes a new store under it at the first start.
    "unlock" => Unlock { passphrase: Passphrase } => StartView,
    /// Replaces the preferences; gives back what is now kept.
    "set_preferences" => SetPreferences { preferences: Preferences } => Preferences,
    /// The districts, by name.
    "districts" => Districts => Vec<District>,
    /// The home screen.
    "home" => Home => HomeView,
    /// All services and offices.
    "services" => Services => ServicesView,
    /// One service.
    "service" => ServiceById { id: ItemId } => ServiceView,
    /// One office.
    "office" => OfficeById { id: ItemId } => OfficeView,
    /// All car parks with their live numbers. While it is asked again, the numbers are kept fresh.
    "parking" => Parking => ParkingView,
    /// Bicycle places.
    "bicycle_parking" => BicyclePlaces { filter: DistrictFilter } => BicycleParkingView,
    /// Everything about one district.
    "district" => DistrictById { id: DistrictId } => DistrictView,
    /// The council's next meetings.
    "agenda" => Agenda => AgendaView,
    /// The council's past meetings.
    "past_meetings" => PastMeetings => PastMeetingsView,
    /// The committees, by name.
    "committees" => Committees => Vec<CommitteeRow>,
    /// One committee.
    "committee" => CommitteeById { id: ItemId } => CommitteeView,
    /// One meeting with its agenda.
    "meeting" => MeetingById { id: ItemId } => MeetingView,
    /// One paper with its way through the committees.
    "paper" => PaperById { id: ItemId } => PaperView,
    /// Opens a file of the council in the viewer of the system: it leaves the app.
    "open_file" => OpenFile { owner: FileOwner, file: ItemId } => (),
    /// Hands meetings to the calendar of the system, as iCalendar; says where the file is.
    "export_calendar" => ExportCalendar { choice: CalendarChoice } => String,
    /// Looks for something in everything. Titles come in `lang`.
    "search" => Search { words: String, filter: SearchFilter, lang: Lang } => SearchView,
    /// What was looked for lately, the latest first.
    "recent_searches" => RecentSearches => Vec<String>,
    /// Remembers what was looked for; gives back what is now remembered.
    "remember_search" => RememberSearch { words: String } => Vec<String>,
    /// Forgets what was looked for lately.
    "forget_searches" => ForgetSearches => (),
    /// What is followed.
    "follows" => Follows => Vec<FollowRow>,
    /// Follows it, or no more; gives back what is now followed.
    "follow" => Follow { subject: Subject, on: bool } => Vec<FollowRow>,
    /// Lets the system tell of news about it, or no more; gives back what is now followed.
    "notify" => Notify { subject: Subject, on: bool } => Vec<FollowRow>,
    /// What is new of what is followed.
    "news" => News => NewsView,
    /// Marks news as read; gives back what is left.
    "mark_read" => MarkRead { mark: ReadMark } => NewsView,
    /// What can be reported to the city, by group and name.
    "report_categories" => ReportCategories => Vec<ReportCategory>,
    /// Begins a draft, of a category where one is known.
    "new_draft" => NewDraft { category: Option<ItemId> } => DraftView,
    /// One draft.
    "draft" => DraftById { id: SubmissionId } => DraftView,
    /// Keeps what is written in a draft instead of what was kept.
    "save_draft" => SaveDraft { id: SubmissionId, text: DraftText } => DraftView,
    /// Throws a draft away, with its photos.
    "discard_draft" => DiscardDraft { id: SubmissionId } => (),
    /// Takes a photo out of a draft.
    "remove_photo" => RemovePhoto { draft: SubmissionId, photo: PhotoId } => DraftView,
    /// One photo as it is sent: a JPEG in base64.
    "photo" => PhotoById { photo: PhotoId } => String,
    /// Hands a draft in: it goes to the outbox, whole, or stays a draft.
    "send_report" => SendReport { id: SubmissionId } => OutboxView,
    /// Says that a report of somebody else concerns the owner too, instead of `draft`, which is thrown away.
    "support_report" => SupportReport { report: ItemId, draft: Option<SubmissionId> } => OutboxView,
    /// Drafts and reports of the owner of this device.
    "my_reports" => MyReports => MyReportsView,
    /// One report of the owner of this device. The city is asked for news of it behind the screen.
    "my_report" => MyReportById { id: SubmissionId } => MyReportView,
    /// Begins a draft that says that what an earlier report was about is not mended.
    "reopen_report" => ReopenReport { id: SubmissionId } => DraftView,
    /// Public reports of the last 90 days.
    "around" => Around { filter: AroundFilter } => AroundView,
    /// What is in the outbox.
    "outbox" => Outbox => OutboxView,
    /// Tries something in the outbox now.
    "retry_submission" => RetrySubmission { id: SubmissionId } => OutboxView,
    /// Takes a report that the city does not have out of the outbox and makes it a draft again.
    "edit_submission" => EditSubmission { id: SubmissionId } => DraftView,
    /// Takes something back that was not accepted yet.
    "withdraw_submission" => WithdrawSubmission { id: SubmissionId } => OutboxView,
    /// Where content comes from, under which licence, how much and how old it is.
    "sources" => Sources => Vec<SourceRow>,
    /// What the app keeps on this device.
    "storage" => Storage => StorageView,
    /// How the last sync went and when the next one is due.
    "sync_state" => GetSyncState => SyncState,
    /// Asks for a sync now. It runs behind the screen; [`crate::Notice`]s tell of it.
    "sync_now" => SyncNow => (),
    /// Facts for a person who helps: versions and states, nothing personal.
    "diagnostics" => GetDiagnostics => Diagnostics,
    /// Removes everything that the app keeps on this device, the key included, and starts anew.
    "delete_everything" => DeleteEverything => StartView,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }

    #[test]
    fn a_command_with_a_field_too_many_is_refused() {
        assert!(serde_json::from_str::<Home>("{}").is_ok());
        assert!(serde_json::from_str::<Home>(r#"{"who":"me"}"#).is_err());
    }
}
