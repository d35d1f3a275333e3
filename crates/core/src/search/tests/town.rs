//! The items of a small town.

use serde_json::{Value, json};

fn service(id: &str, de: &str, keywords: &[&str], summary: &str) -> Value {
    json!({
        "kind": "service", "id": id, "name": {"de": de, "en": format!("{de} (en)")},
        "summary": {"de": summary, "en": summary}, "office": "buergerbuero",
        "audience": ["citizen"], "situations": ["identity"], "keywords": keywords,
    })
}

pub fn services() -> Vec<Value> {
    vec![
        service(
            "personalausweis",
            "Personalausweis",
            &["perso"],
            "Sie bekommen einen neuen Ausweis.",
        ),
        service(
            "fuehrerschein",
            "Führerschein",
            &["fahrerlaubnis"],
            "Damit Sie Auto fahren dürfen.",
        ),
        service(
            "spielplaetze",
            "Spielplätze",
            &["rutsche"],
            "Wo Kinder spielen.",
        ),
    ]
}

pub fn paper(id: &str, name: &str, reference: &str, date: &str, districts: &[&str]) -> Value {
    json!({
        "kind": "paper", "id": id, "name": name, "paper_type": "Antrag", "reference": reference,
        "date": date, "districts": districts,
        "consultations": [{"committees": [{"id": "gr.1", "name": "Planungsausschuss"}]}],
    })
}

pub fn papers() -> Vec<Value> {
    vec![
        paper(
            "vo.1",
            "Sanierung der Kinderspielplätze in Durlach",
            "2021/1198",
            "2021-10-12",
            &["durlach"],
        ),
        paper(
            "vo.2",
            "Radweg an der Kaiserallee",
            "2019/0007",
            "2019-03-01",
            &[],
        ),
        paper(
            "vo.3",
            "Radweg an der Kaiserallee, zweiter Abschnitt",
            "2025/0100",
            "2025-05-20",
            &[],
        ),
        paper(
            "vo.4",
            "Straßenbeleuchtung \"Am Zwinger\"",
            "2020/0042",
            "2020-01-08",
            &["durlach"],
        ),
    ]
}

pub fn meetings() -> Vec<Value> {
    let meeting = |id: &str, name: &str, start: &str, item: &str| {
        json!({
            "kind": "meeting", "id": id, "name": name, "start": start,
            "committees": [{"id": "gr.2", "name": name}],
            "agenda": [{"number": "1", "name": item}],
        })
    };
    vec![
        meeting(
            "m1",
            "Gemeinderat",
            "2025-05-13T15:30:00+02:00",
            "Beleuchtung der Turnhalle",
        ),
        meeting("m2", "Gemeinderat", "2024-05-14T15:30:00+02:00", "Haushalt"),
        meeting(
            "m3",
            "Planungsausschuss",
            "2025-05-15T16:00:00+02:00",
            "Radweg",
        ),
    ]
}
