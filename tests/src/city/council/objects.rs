//! The records as OParl 1.1 objects.

use super::records::{DECISION, Draft, Item, MEETINGS, Party, Sitting, When};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

/// When meetings begin, in Greenwich: late in the afternoon, and on the same day in the city.
const BEGINS: (u32, u32) = (15, 30);

/// Writes the objects of a body.
pub struct Body<'a> {
    address: &'a str,
    now: DateTime<Utc>,
}

impl<'a> Body<'a> {
    /// The body at `address`, as of `now`.
    pub fn new(address: &'a str, now: DateTime<Utc>) -> Self {
        Body {
            address: address.trim_end_matches('/'),
            now,
        }
    }

    /// The address of an object.
    fn at(&self, list: &str, id: &str) -> String {
        format!("{}/{list}/{id}", self.address)
    }

    /// An object with what each has, and `more`.
    fn object(&self, kind: &str, list: &str, id: &str, more: Value) -> Value {
        let modified = (self.now - TimeDelta::days(1)).to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut object = json!({
            "id": self.at(list, id),
            "type": format!("https://schema.oparl.org/1.1/{kind}"),
            "created": modified,
            "modified": modified,
        });
        if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
            object.extend(more);
        }
        object
    }

    /// Somebody who takes part.
    pub fn organization(&self, party: &Party) -> Value {
        let mut object = self.object(
            "Organization",
            "organizations",
            party.id,
            json!({"body": self.address, "name": party.name, "shortName": party.short}),
        );
        if let Some(words) = party.classification {
            object["classification"] = json!(words);
        }
        if let Some(end) = party.end {
            object["endDate"] = json!(self.day(end));
        }
        object
    }

    /// A meeting with its agenda.
    pub fn meeting(&self, sitting: &Sitting) -> Value {
        let start = self.start(sitting.when);
        let items = sitting.agenda.iter().zip(1..);
        let agenda: Vec<Value> = items
            .map(|(item, place)| self.agenda_item(sitting, item, place))
            .collect();
        let place = json!({"description": sitting.place});
        let mut meeting = self.object(
            "Meeting",
            "meetings",
            sitting.id,
            json!({
                "name": sitting.name,
                "organization": [self.at("organizations", sitting.of)],
                "start": start.to_rfc3339(),
                "end": (start + TimeDelta::hours(3)).to_rfc3339(),
                "location": self.object("Location", "locations", sitting.id, place),
            }),
        );
        if !agenda.is_empty() {
            meeting["agendaItem"] = json!(agenda);
            let invitation = format!("2{}", sitting.id);
            meeting["invitation"] = self.file(&invitation, "Einladung mit Tagesordnung", None);
        }
        if sitting.cancelled {
            meeting["cancelled"] = json!(true);
        }
        meeting
    }

    fn agenda_item(&self, sitting: &Sitting, item: &Item, place: u32) -> Value {
        let id = format!("{}{place}", sitting.id);
        let mut object = self.object(
            "AgendaItem",
            "agendaitems",
            &id,
            json!({
                "meeting": self.at("meetings", sitting.id),
                "name": item.name,
                "number": place.to_string(),
                "order": place,
                "public": item.public,
            }),
        );
        if item.paper.is_some() {
            object["consultation"] = json!(self.at("consultations", &id));
        }
        if let Some(result) = item.result {
            object["result"] = json!(result);
        }
        object
    }

    /// A paper, with its way as far as there are meetings that treat it.
    pub fn paper(&self, draft: &Draft) -> Value {
        let mut paper = self.object(
            "Paper",
            "papers",
            draft.id,
            json!({
                "body": self.address,
                "name": draft.name,
                "paperType": draft.kind,
                "reference": draft.reference,
                "date": self.day(draft.date),
            }),
        );
        let of = |list: &'static str, ids: &[&str]| -> Vec<String> {
            ids.iter().map(|id| self.at(list, id)).collect()
        };
        let files = draft.files.iter();
        let files: Vec<Value> = files
            .map(|(id, name, bytes)| self.file(id, name, *bytes))
            .collect();
        for (key, value) in [
            ("consultation", self.consultations(draft.id)),
            ("auxiliaryFile", json!(files)),
            (
                "underDirectionOf",
                json!(of("organizations", draft.offices)),
            ),
            (
                "superordinatedPaper",
                json!(of("papers", draft.belongs_to.as_slice())),
            ),
            (
                "subordinatedPaper",
                json!(of("papers", draft.owns.as_slice())),
            ),
        ] {
            if value.as_array().is_some_and(|list| !list.is_empty()) {
                paper[key] = value;
            }
        }
        paper
    }

    fn consultations(&self, paper: &str) -> Value {
        let mut consultations = Vec::new();
        for sitting in &MEETINGS {
            for (item, place) in sitting.agenda.iter().zip(1..) {
                if let Some((_, role)) = item.paper.filter(|(treated, _)| *treated == paper) {
                    consultations.push(self.consultation(paper, role, sitting, place));
                }
            }
        }
        json!(consultations)
    }

    fn consultation(&self, paper: &str, role: &str, sitting: &Sitting, place: u32) -> Value {
        let id = format!("{}{place}", sitting.id);
        let mut object = self.object(
            "Consultation",
            "consultations",
            &id,
            json!({
                "paper": self.at("papers", paper),
                "meeting": self.at("meetings", sitting.id),
                "agendaItem": self.at("agendaitems", &id),
                "organization": [self.at("organizations", sitting.of)],
                "role": role,
            }),
        );
        if role == DECISION {
            object["authoritative"] = json!(true);
        }
        object
    }

    /// A paper that was deleted, as it goes on being listed.
    pub fn deleted_paper(&self, id: &str) -> Value {
        self.object(
            "Paper",
            "papers",
            id,
            json!({
                "body": self.address,
                "deleted": true,
                "name": "",
                "paperType": "",
                "reference": "",
            }),
        )
    }

    fn file(&self, id: &str, name: &str, bytes: Option<u64>) -> Value {
        let file = format!("{id:0>8}.pdf");
        let mut object = self.object(
            "File",
            "files",
            id,
            json!({
                "name": name,
                "fileName": file,
                "mimeType": "application/pdf",
                "accessUrl": format!("{}/downloadfiles/a/{file}", self.address),
                "downloadUrl": format!("{}/downloadfiles/{file}", self.address),
            }),
        );
        if let Some(bytes) = bytes {
            object["size"] = json!(bytes);
        }
        object
    }

    fn day(&self, when: When) -> NaiveDate {
        let today = self.now.date_naive();
        match when {
            When::In(days) => today + TimeDelta::days(days),
            When::On(year, month, day) => {
                NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today)
            }
        }
    }

    fn start(&self, when: When) -> DateTime<FixedOffset> {
        let (hour, minute) = BEGINS;
        let at = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        self.day(when).and_time(at).and_utc().fixed_offset()
    }
}
