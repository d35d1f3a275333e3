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
        .on(|city, ask: SupportReport| {
            city.support_report(&ask.report, ask.draft.as_ref())
                .map_err(of_city)
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
mod tests {
    use super::*;
    use crate::testing::{Asked, a_city};
    use ka_domain::views::{CalendarChoice, DraftView, FileOwner};
    use ka_domain::{Content, CouncilFile, FollowedWord, ItemId, Meeting, Paper, Subject};
    use tauri::ipc::InvokeBody;

    /// Four red pixels.
    const A_PNG: &str = concat!(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mP4z8AA",
        "RAwQCgAf7gP9Y167WwAAAABJRU5ErkJggg==",
    );

    fn id(text: &str) -> ItemId {
        ItemId::new(text).unwrap()
    }

    fn a_paper(url: &str) -> Content {
        Content::Paper(Paper {
            id: id("1"),
            name: "Radweg".into(),
            paper_type: None,
            reference: None,
            date: None,
            consultations: vec![],
            files: vec![CouncilFile {
                id: id("f"),
                name: "Vorlage".into(),
                url: url.into(),
                bytes: None,
                media_type: None,
            }],
            offices: vec![],
            superordinated: vec![],
            subordinated: vec![],
            districts: vec![],
        })
    }

    fn a_meeting() -> Content {
        Content::Meeting(Meeting {
            id: id("1"),
            name: "Gemeinderat".into(),
            committees: vec![],
            start: Some("2026-06-23T15:30:00+02:00".parse().unwrap()),
            end: None,
            place: None,
            cancelled: false,
            agenda: vec![],
            files: vec![],
            districts: vec![],
        })
    }

    fn of_the_paper(file: &str) -> OpenFile {
        OpenFile {
            owner: FileOwner::Paper(id("1")),
            file: id(file),
        }
    }

    #[tokio::test]
    async fn a_file_is_opened_where_the_store_says_it_is() {
        let (router, home, asked) = (router(Arc::default()), a_city(), Asked::default());
        let open = |file: &str| router.answer(&home.city, &asked, &of_the_paper(file));
        assert_eq!(open("f"), Err(Failure::Locked));
        home.open();
        assert_eq!(open("f"), Err(Failure::NotFound));
        home.has("1", &a_paper("https://ris.example/1.pdf"));
        assert_eq!(open("other"), Err(Failure::NotFound));
        assert_eq!(open("f"), Ok(()));
        assert_eq!(asked.all(), ["open https://ris.example/1.pdf"]);
    }

    #[tokio::test]
    async fn what_is_no_address_of_the_web_is_never_opened() {
        let (router, home, asked) = (router(Arc::default()), a_city(), Asked::default());
        home.open();
        home.has("1", &a_paper("file:///etc/passwd"));
        let refused = router.answer(&home.city, &asked, &of_the_paper("f"));
        assert_eq!(refused, Err(Failure::NotFound));
        assert!(asked.all().is_empty());
    }

    #[tokio::test]
    async fn without_a_program_a_file_of_the_council_is_not_opened_and_that_is_said() {
        let (router, home, asked) = (router(Arc::default()), a_city(), Asked::in_vain());
        home.open();
        home.has("1", &a_paper("http://ris.example/1.pdf"));
        let refused = router.answer(&home.city, &asked, &of_the_paper("f"));
        assert_eq!(refused, Err(Failure::NoViewer));
    }

    #[tokio::test]
    async fn a_calendar_file_is_there_whether_or_not_a_program_opens_it() {
        let (router, home) = (router(Arc::default()), a_city());
        home.open();
        home.has("1", &a_meeting());
        let choice = CalendarChoice::Meeting(id("1"));
        for asked in [Asked::default(), Asked::in_vain()] {
            let choice = choice.clone();
            let path = router
                .answer(&home.city, &asked, &ExportCalendar { choice })
                .unwrap();
            assert_eq!(asked.all(), [format!("open {path}")]);
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("BEGIN:VCALENDAR\r\n"), "{path}: {text}");
            assert!(path.ends_with("2026-06-23-gemeinderat.ics"), "{path}");
        }
    }

    #[tokio::test]
    async fn leave_to_tell_is_asked_for_when_it_is_wanted_and_not_before() {
        let (router, home, asked) = (router(Arc::default()), a_city(), Asked::default());
        home.open();
        let subject = Subject::Word(FollowedWord::new("Radweg").unwrap());
        let follow = Follow {
            subject: subject.clone(),
            on: true,
        };
        router.answer(&home.city, &asked, &follow).unwrap();
        assert!(asked.all().is_empty());
        for on in [true, false] {
            let subject = subject.clone();
            let rows = router
                .answer(&home.city, &asked, &Notify { subject, on })
                .unwrap();
            assert_eq!(rows[0].notify, on);
        }
        assert_eq!(asked.all(), ["ask"]);
    }

    #[tokio::test]
    async fn a_picture_crosses_as_bytes_as_base64_or_as_numbers_and_always_for_a_draft() {
        let (router, home, asked) = (router(Arc::default()), a_city(), Asked::default());
        home.open();
        let begin = NewDraft { category: None };
        let draft = router.answer(&home.city, &asked, &begin).unwrap().id;
        let of = |draft: &str| {
            let name = tauri::http::HeaderName::from_static(AddPhoto::DRAFT);
            tauri::http::HeaderMap::from_iter([(name, draft.parse().unwrap())])
        };
        let add = |body: InvokeBody, headers| {
            let name = AddPhoto::NAME;
            router.answer_bytes::<DraftView>(&home.city, name, &body, &headers)
        };
        let mine = || of(&draft.to_string());
        let png = BASE64_STANDARD.decode(A_PNG).unwrap();
        let numbers = serde_json::json!(png);
        assert_eq!(
            add(InvokeBody::Raw(png.clone()), mine())
                .unwrap()
                .photos
                .len(),
            1
        );
        let view = add(InvokeBody::Json(numbers), mine()).unwrap();
        assert_eq!(view.photos.len(), 2);
        let base64 = serde_json::json!({ "photo": A_PNG });
        let view = add(InvokeBody::Json(base64), mine()).unwrap();
        assert_eq!(view.photos.len(), 3);
        let photo = PhotoById {
            photo: view.photos[0].id,
        };
        let jpeg = router.answer(&home.city, &asked, &photo).unwrap();
        assert!(
            BASE64_STANDARD
                .decode(jpeg)
                .unwrap()
                .starts_with(&[0xff, 0xd8])
        );

        let refused = [
            (
                InvokeBody::Raw(b"GIF89a".to_vec()),
                mine(),
                Failure::PhotoUnsupported,
            ),
            (
                InvokeBody::Raw(vec![0; limits::CAMERA_BYTES + 1]),
                mine(),
                Failure::PhotoTooLarge,
            ),
            // What is too large is refused for that, before anybody looks whether it is base64 at all.
            (
                InvokeBody::Json(
                    serde_json::json!({ "photo": "?".repeat(limits::CAMERA_BYTES / 3 * 4 + 8) }),
                ),
                mine(),
                Failure::PhotoTooLarge,
            ),
            (
                InvokeBody::Json(serde_json::json!({ "photo": "no base64" })),
                mine(),
                Failure::Internal,
            ),
            (
                InvokeBody::Json(serde_json::json!({ "photo": 7 })),
                mine(),
                Failure::Internal,
            ),
            (
                InvokeBody::Json(serde_json::json!([256])),
                mine(),
                Failure::Internal,
            ),
            (
                InvokeBody::Json(serde_json::json!({})),
                mine(),
                Failure::Internal,
            ),
            (InvokeBody::Raw(png.clone()), of("no id"), Failure::Internal),
            (InvokeBody::Raw(png), Default::default(), Failure::Internal),
        ];
        for (body, headers, why) in refused {
            assert_eq!(add(body, headers), Err(why));
        }
    }

    #[tokio::test]
    async fn a_draft_that_is_not_complete_is_refused_and_asks_the_system_nothing() {
        let (router, home, asked) = (router(Arc::default()), a_city(), Asked::default());
        home.open();
        let begin = NewDraft { category: None };
        let id = router.answer(&home.city, &asked, &begin).unwrap().id;
        let sent = router.answer(&home.city, &asked, &SendReport { id });
        assert_eq!(sent, Err(Failure::DraftIncomplete));
        assert!(asked.all().is_empty());
        let outbox = router.answer(&home.city, &asked, &Outbox {}).unwrap();
        assert!(outbox.rows.is_empty());
    }

    #[test]
    fn every_command_has_a_handler_and_nothing_else_has() {
        let mut names = ka_ipc::NAMES.to_vec();
        names.sort_unstable();
        assert_eq!(router(Arc::default()).names(), names);
    }

    #[test]
    fn the_window_may_ask_every_command_and_listen_and_nothing_else() {
        let capability: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let mut wanted: Vec<String> = ka_ipc::NAMES
            .iter()
            .map(|name| format!("allow-{}", name.replace('_', "-")))
            .collect();
        wanted.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(String::from));
        wanted.sort_unstable();
        let mut given: Vec<String> =
            serde_json::from_value(capability["permissions"].clone()).unwrap();
        given.sort_unstable();
        assert_eq!(given, wanted);
        assert!(capability.get("remote").is_none());
    }
}
