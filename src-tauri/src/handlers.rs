//! Each command, answered by the engine. Everything that takes thought is there.

use crate::failure::{of_city, of_platform};
use crate::notice::sync_state;
use crate::prepared::Prepared;
use crate::router::Router;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ka_core::city::{CityError, Vault};
use ka_core::{City, Phase};
use ka_domain::report::limits;
use ka_ipc::{
    AddPhoto, Agenda, Around, BicyclePlaces, CommitteeById, Committees, DeleteEverything,
    Diagnostics, DiscardDraft, DistrictById, Districts, DraftById, EditSubmission, ExportCalendar,
    Failure, FirstScreen, Follow, Follows, ForgetSearches, GetDiagnostics, GetSyncState, Home,
    MarkRead, MeetingById, MyReportById, MyReports, NewDraft, News, Notify, OfficeById, OpenFile,
    Outbox, PaperById, Parking, PastMeetings, PhotoById, RecentSearches, RememberSearch,
    RemovePhoto, ReopenReport, ReportCategories, RetrySubmission, RetryVault, SaveDraft, Search,
    SendReport, ServiceById, Services, SetPreferences, Sources, Start, StartView, Storage,
    SupportReport, SyncNow, Unlock, WithdrawSubmission,
};
use std::sync::Arc;

/// The table of all of them; the first [`Start`] finds its answer `prepared`.
pub fn router(prepared: Arc<Prepared>) -> Router {
    reports(content(prepared))
}

/// What the city publishes, and what its owner says to the app.
fn content(prepared: Arc<Prepared>) -> Router {
    Router::default()
        .on(move |city, _: Start| Ok(prepared.take().unwrap_or_else(|| start(city))))
        .on(|city, _: RetryVault| Ok(start(city)))
        .on(|city, ask: Unlock| {
            city.unlock(ask.passphrase.reveal()).map_err(of_city)?;
            Ok(start(city))
        })
        .on(|city, ask: SetPreferences| {
            city.set_preferences(&ask.preferences).map_err(of_city)?;
            city.preferences().map_err(of_city)
        })
        .on(|city, _: Districts| city.districts().map_err(of_city))
        .on(|city, _: Home| city.home().map_err(of_city))
        .on(|city, _: Services| city.services().map_err(of_city))
        .on(|city, ask: ServiceById| city.service(&ask.id).map_err(of_city))
        .on(|city, ask: OfficeById| city.office(&ask.id).map_err(of_city))
        .on(|city, _: Parking| city.parking().map_err(of_city))
        .on(|city, ask: BicyclePlaces| city.bicycle_parking(&ask.filter).map_err(of_city))
        .on(|city, ask: DistrictById| city.district(&ask.id).map_err(of_city))
        .on(|city, _: Agenda| city.agenda().map_err(of_city))
        .on(|city, _: PastMeetings| city.past_meetings().map_err(of_city))
        .on(|city, _: Committees| city.committees().map_err(of_city))
        .on(|city, ask: CommitteeById| city.committee(&ask.id).map_err(of_city))
        .on(|city, ask: MeetingById| city.meeting(&ask.id).map_err(of_city))
        .on(|city, ask: PaperById| city.paper(&ask.id).map_err(of_city))
        .on_platform(|city, platform, ask: OpenFile| {
            let address = city.file_address(&ask.owner, &ask.file).map_err(of_city)?;
            platform.open_address(&address).map_err(of_platform)
        })
        .on_platform(|city, platform, ask: ExportCalendar| {
            let file = city.export_calendar(&ask.choice).map_err(of_city)?;
            // Without a program for it the file is there all the same, and who knows where it is can
            // take it to a calendar themselves.
            let _ = platform.open_file(&file);
            Ok(file.display().to_string())
        })
        .on(|city, ask: Search| {
            city.search(&ask.words, &ask.filter, ask.lang)
                .map_err(of_city)
        })
        .on(|city, _: RecentSearches| city.recent_searches().map_err(of_city))
        .on(|city, ask: RememberSearch| city.remember_search(&ask.words).map_err(of_city))
        .on(|city, _: ForgetSearches| city.forget_searches().map_err(of_city))
        .on(|city, _: Follows| city.follows().map_err(of_city))
        .on(|city, ask: Follow| city.follow(&ask.subject, ask.on).map_err(of_city))
        .on_platform(|city, platform, ask: Notify| {
            let follows = city.notify(&ask.subject, ask.on).map_err(of_city)?;
            if ask.on {
                platform.ask_to_tell();
            }
            Ok(follows)
        })
        .on(|city, _: News| city.news().map_err(of_city))
        .on(|city, ask: MarkRead| city.mark_read(&ask.mark).map_err(of_city))
        .on(|city, _: Sources| city.sources().map_err(of_city))
        .on(|city, _: Storage| city.storage().map_err(of_city))
        .on(|city, _: GetSyncState| Ok(sync_state(&city.sync_status())))
        .on(|city, _: SyncNow| city.sync_now().map_err(of_city))
        .on(|city, _: GetDiagnostics| diagnostics(city).map_err(of_city))
        .on(|city, _: DeleteEverything| {
            city.delete_everything().map_err(of_city)?;
            Ok(start(city))
        })
}

/// What its owner says to the city.
fn reports(router: Router) -> Router {
    router
        .on(|city, _: ReportCategories| city.report_categories().map_err(of_city))
        .on(|city, ask: NewDraft| city.new_draft(ask.category.as_ref()).map_err(of_city))
        .on(|city, ask: DraftById| city.draft(&ask.id).map_err(of_city))
        .on(|city, ask: SaveDraft| city.save_draft(&ask.id, &ask.text).map_err(of_city))
        .on(|city, ask: DiscardDraft| city.discard_draft(&ask.id).map_err(of_city))
        .on_bytes(
            AddPhoto::NAME,
            AddPhoto::DRAFT,
            limits::CAMERA_BYTES,
            |city, draft, picture| {
                let draft = draft.parse().map_err(|_| Failure::Internal)?;
                city.add_photo(&draft, picture).map_err(of_city)
            },
        )
        .on(|city, ask: RemovePhoto| city.remove_photo(&ask.draft, &ask.photo).map_err(of_city))
        .on(|city, ask: PhotoById| {
            let photo = city.photo(&ask.photo).map_err(of_city)?;
            Ok(BASE64_STANDARD.encode(photo))
        })
        .on_platform(|city, platform, ask: SendReport| {
            let outbox = city.send_report(&ask.id).map_err(of_city)?;
            // Whoever hands something in wants to hear what becomes of it.
            platform.ask_to_tell();
            Ok(outbox)
        })
        .on_platform(|city, platform, ask: SupportReport| {
            let outbox = city.support_report(&ask.report, ask.draft.as_ref());
            let outbox = outbox.map_err(of_city)?;
            platform.ask_to_tell();
            Ok(outbox)
        })
        .on(|city, _: MyReports| city.my_reports().map_err(of_city))
        .on(|city, ask: MyReportById| city.my_report(&ask.id).map_err(of_city))
        .on(|city, ask: ReopenReport| city.reopen_report(&ask.id).map_err(of_city))
        .on(|city, ask: Around| city.around(&ask.filter).map_err(of_city))
        .on(|city, _: Outbox| city.outbox().map_err(of_city))
        .on(|city, ask: RetrySubmission| city.retry_submission(&ask.id).map_err(of_city))
        .on(|city, ask: EditSubmission| city.edit_submission(&ask.id).map_err(of_city))
        .on(|city, ask: WithdrawSubmission| city.withdraw_submission(&ask.id).map_err(of_city))
}

/// Opens the store if it is not open yet, and says what is to be shown.
pub fn start(city: &City) -> StartView {
    let (phase, preferences) = match city.open() {
        Phase::Ready => match city.preferences() {
            Ok(preferences) if preferences.welcomed => (ka_ipc::Phase::Ready, preferences),
            Ok(preferences) => (ka_ipc::Phase::Welcome, preferences),
            Err(error) => (broken(error), Default::default()),
        },
        Phase::Passphrase { new, why } => {
            let why = of_city(CityError::Vault(why));
            (ka_ipc::Phase::Passphrase { new, why }, Default::default())
        }
        Phase::Broken(error) => (broken(error), Default::default()),
    };
    let first = matches!(phase, ka_ipc::Phase::Ready).then(|| first_screen(city));
    StartView {
        phase,
        preferences,
        system_language: sys_locale::get_locale().unwrap_or_default(),
        sync: sync_state(&city.sync_status()),
        first: first.and_then(Result::ok),
    }
}

fn first_screen(city: &City) -> Result<FirstScreen, CityError> {
    Ok(FirstScreen {
        home: city.home()?,
        sources: city.sources()?,
    })
}

fn broken(error: CityError) -> ka_ipc::Phase {
    tracing::warn!(%error, "the store is not open");
    ka_ipc::Phase::Broken {
        why: of_city(error),
    }
}

fn diagnostics(city: &City) -> Result<Diagnostics, CityError> {
    let facts = city.facts()?;
    let vault = match facts.vault {
        Vault::KeyStore => "keystore",
        Vault::Passphrase => "passphrase",
    };
    Ok(Diagnostics {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        gateway: facts.gateway,
        schema: facts.schema,
        cipher: facts.cipher,
        vault: vault.to_owned(),
        root_version: facts.root_version,
    })
}

#[cfg(test)]
mod tests;
