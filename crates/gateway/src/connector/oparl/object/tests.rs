//! What is kept of an object, and what is not.

use super::*;
use serde_json::json;

fn present(list: List, value: Value) -> Option<Present> {
    match read(list, &value.to_string())? {
        Read::Present(present) => Some(*present),
        Read::Deleted { .. } => None,
    }
}

fn paper_of(value: Value) -> (Paper, bool) {
    let found = present(List::Paper, value).unwrap();
    match found.object {
        Object::Paper(paper) => (paper, found.incomplete),
        other => panic!("{other:?}"),
    }
}

fn meeting_of(value: Value) -> (Meeting, bool) {
    let found = present(List::Meeting, value).unwrap();
    match found.object {
        Object::Meeting(meeting) => (meeting, found.incomplete),
        other => panic!("{other:?}"),
    }
}

const PAPER: &str = "https://schema.oparl.org/1.1/Paper";
const MEETING: &str = "https://schema.oparl.org/1.1/Meeting";

#[test]
fn a_paper_is_kept_as_far_as_it_goes() {
    let (paper, incomplete) = paper_of(json!({
        "id": "https://a.example/papers/1", "type": PAPER, "name": "Brücke",
        "reference": 7, "date": "gestern", "paperType": "Antrag",
        "consultation": [{"id": "c1", "role": "unbekannt"}, {"id": "c1"}, 7, {"role": "Beratung"}],
        "mainFile": "https://a.example/files/1",
        "auxiliaryFile": [
            {"id": "f1", "accessUrl": "https://a.example/1.pdf", "size": 12, "mimeType": "application/pdf"},
            {"id": "f1", "accessUrl": "https://a.example/1.pdf"},
            {"id": "f2", "accessUrl": "javascript:alert(1)"},
            {"id": "f3", "downloadUrl": "https://a.example/3.png", "mimeType": "image/png", "size": -1},
        ],
    }));
    assert!(incomplete);
    assert_eq!(
        (paper.name.as_deref(), &paper.reference),
        (Some("Brücke"), &None)
    );
    let roles: Vec<_> = paper
        .consultations
        .iter()
        .map(|c| c.role.as_deref())
        .collect();
    assert_eq!(roles, [None, Some("Beratung")]);
    let files: Vec<_> = paper
        .files
        .iter()
        .map(|f| (&*f.url, f.bytes, f.media_type.as_deref()))
        .collect();
    assert_eq!(
        files,
        [
            ("https://a.example/1.pdf", Some(12), None),
            ("https://a.example/3.png", None, Some("image/png"))
        ]
    );
}

#[test]
fn a_paper_without_a_name_is_a_paper() {
    let (paper, incomplete) = paper_of(json!({"id": "https://a.example/papers/1", "type": PAPER}));
    assert_eq!((paper, incomplete), (Paper::default(), true));
    // Empty where the source has nothing to say is not a loss.
    let whole = json!({"id": "p", "type": PAPER, "name": "x", "reference": "", "date": ""});
    assert!(!paper_of(whole).1);
}

#[test]
fn what_is_no_object_of_the_list_is_not_read() {
    let person = json!({"id": "p", "type": "https://schema.oparl.org/1.1/Person"});
    assert_eq!(present(List::Paper, person), None);
    for odd in [
        "7",
        "null",
        "[]",
        "{}",
        r#"{"id":7}"#,
        r#"{"id":""}"#,
        "{",
        "",
    ] {
        assert_eq!(read(List::Paper, odd), None, "{odd}");
    }
    let deep = format!(
        r#"{{"id":"p","x":{}{}}}"#,
        "[".repeat(9999),
        "]".repeat(9999)
    );
    assert_eq!(read(List::Paper, &deep), None);
}

#[test]
fn what_is_deleted_says_when() {
    let gone = json!({"id": "p", "deleted": true, "modified": "2025-02-19T12:21:06+01:00"});
    let Some(Read::Deleted { address, modified }) = read(List::Paper, &gone.to_string()) else {
        panic!("it is not deleted");
    };
    let modified = modified.map(|moment| moment.to_rfc3339());
    assert_eq!(
        (&*address, modified.as_deref()),
        ("p", Some("2025-02-19T11:21:06+00:00"))
    );
}

#[test]
fn an_agenda_stands_in_its_order() {
    let (meeting, _) = meeting_of(json!({
        "id": "m", "type": MEETING, "name": "Gemeinderat",
        "agendaItem": [
            {"name": "last"}, {"name": "two", "order": 2}, {"name": "one", "order": 1},
            {"name": "gone", "order": 0, "deleted": true}, {"name": "very last"},
        ],
    }));
    let names: Vec<_> = meeting
        .agenda
        .iter()
        .map(|item| item.name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["one", "two", "last", "very last"]);
}

#[test]
fn a_place_is_said_once() {
    let place = |location: Value| {
        meeting_of(json!({"id": "m", "type": MEETING, "location": location}))
            .0
            .place
    };
    let room = json!({"room": "Bürgersaal", "description": "Bürgersaal", "locality": ""});
    assert_eq!(place(room).as_deref(), Some("Bürgersaal"));
    let whole = json!({"room": "Saal", "streetAddress": "Marktplatz 1", "postalCode": "76133", "locality": "Karlsruhe"});
    assert_eq!(
        place(whole).as_deref(),
        Some("Saal, Marktplatz 1, 76133 Karlsruhe")
    );
    assert_eq!(place(json!({"locality": ""})), None);
}
