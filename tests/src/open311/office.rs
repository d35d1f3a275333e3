//! What lies in the server: its services, and what was handed in.

use super::Manner;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What it asks: attributes as GeoReport writes them. Empty: there is no definition.
    pub attributes: Vec<Value>,
}

/// Something that was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    /// Its `service_request_id`.
    pub id: String,
    /// All that was said, but for the key.
    pub form: Vec<(String, String)>,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the staff are done with it.
    pub closed: bool,
    /// What they say of it.
    pub notes: Option<String>,
    /// When they said it.
    pub updated_at: Option<DateTime<Utc>>,
    /// It has an id already, not only a token.
    pub has_id: bool,
    /// It is listed.
    pub shown: bool,
    /// It is listed once something is handed in.
    pub shown_at_post: bool,
}

impl Posted {
    /// What a field of the form says.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut found = self.form.iter().filter(|(given, _)| given == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// All that a field says that is there several times.
    pub fn fields(&self, name: &str) -> Vec<&str> {
        let found = self.form.iter().filter(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str()).collect()
    }

    /// Where its photos are: in `media_url`, and at the end of the description.
    pub fn photo_urls(&self) -> Vec<String> {
        let first = self.field("media_url").into_iter();
        let description = self.field("description").unwrap_or_default();
        let further = description
            .lines()
            .filter(|line| line.starts_with("Foto "))
            .filter_map(|line| line.split_once(": "))
            .map(|(_, url)| url);
        first.chain(further).map(str::to_owned).collect()
    }

    /// What is known of it before it has an id.
    pub fn token(&self) -> String {
        format!("token-{}", self.id)
    }
}

/// The office.
#[derive(Debug)]
pub struct Office {
    pub manner: Manner,
    pub services: Vec<Service>,
    pub posted: Vec<Posted>,
    last: u32,
}

impl Office {
    pub fn new(manner: Manner) -> Office {
        let service = |code: &str, name: &str, attributes| Service {
            code: code.to_owned(),
            name: name.to_owned(),
            attributes,
        };
        Office {
            manner,
            services: vec![
                service("1", "Straßenbeleuchtung", vec![]),
                service("wilder müll", "Verunreinigung", attributes()),
                service("9", "Gefahrenstelle", vec![]),
            ],
            posted: vec![],
            last: 1000,
        }
    }

    pub fn put_service(&mut self, service: Service) {
        self.services.retain(|there| there.code != service.code);
        self.services.push(service);
    }

    pub fn take(&mut self, form: Vec<(String, String)>, at: DateTime<Utc>, shown: bool) -> String {
        self.last += 1;
        let id = format!("{}-2026", self.last);
        self.posted.push(Posted {
            id: id.clone(),
            form,
            at,
            closed: false,
            notes: None,
            updated_at: None,
            has_id: !self.manner.tokens,
            shown: shown || !self.manner.moderated,
            shown_at_post: false,
        });
        id
    }

    pub fn request(&mut self, id: &str) -> Result<&mut Posted> {
        let found = self.posted.iter_mut().find(|request| request.id == id);
        found.with_context(|| format!("there is no request {id}"))
    }
}

/// One attribute of every datatype, and a note.
fn attributes() -> Vec<Value> {
    let values = json!([{"key": 1, "name": "Sperrmüll"}, {"key": "alt", "name": "Altöl"}]);
    let all = [
        ("NOTE", "string", "Bei Gefahr wählen Sie 112."),
        ("WHAT", "singlevaluelist", "Was liegt dort?"),
        ("ALSO", "multivaluelist", "Was noch?"),
        ("SINCE", "datetime", "Seit wann?"),
        ("BAGS", "number", "Wie viele Säcke?"),
        ("WHO", "string", "Wem gehört es?"),
        ("MORE", "text", "Was sollen wir noch wissen?"),
    ];
    let attribute = |(order, (code, datatype, description)): (usize, (&str, &str, &str))| {
        let is_list = datatype.ends_with("list");
        json!({
            "variable": code != "NOTE", "code": code, "datatype": datatype, "required": code == "WHAT",
            "datatype_description": null, "order": order + 1, "description": description,
            "values": if is_list { values.clone() } else { json!([]) },
        })
    };
    // Not as they are ordered.
    all.into_iter().enumerate().map(attribute).rev().collect()
}
