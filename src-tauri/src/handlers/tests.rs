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
        serde_json::from_str(include_str!("../../capabilities/main.json")).unwrap();
    let mut wanted: Vec<String> = ka_ipc::NAMES
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .collect();
    wanted.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(String::from));
    wanted.sort_unstable();
    let mut given: Vec<String> = serde_json::from_value(capability["permissions"].clone()).unwrap();
    given.sort_unstable();
    assert_eq!(given, wanted);
    assert!(capability.get("remote").is_none());
}
