//! Requests as the server has them: how far each is, and what everybody may read of it.

use super::answer::{self, Record};
use super::{code, fields, filing};
use crate::connector::ConnectorError;
use chrono::{DateTime, Utc};
use ka_domain::{ItemId, Localized, Position, Progress, PublicReport};
use serde_json::Value;

/// A request.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Its `service_request_id`.
    pub id: String,
    /// Whether the office is done with it.
    pub progress: Progress,
    /// What the office says of it.
    pub notes: Option<String>,
    /// Its service.
    pub service: Option<String>,
    /// What the service is called.
    pub service_name: Option<String>,
    /// What is the matter, as the server publishes it.
    pub description: Option<String>,
    /// A picture of it.
    pub media_url: Option<String>,
    /// When it was made.
    pub requested_at: Option<DateTime<Utc>>,
    /// When the office last said something of it.
    pub updated_at: Option<DateTime<Utc>>,
    /// Where it is.
    pub position: Option<Position>,
    /// Where it is, in words.
    pub address: Option<String>,
}

/// The requests of an answer, and how many could not be read.
pub fn requests(tree: &Value) -> Result<(Vec<Request>, u64), ConnectorError> {
    let found = answer::records(tree, &["service_request_id"])?;
    let requests = found.records.into_iter().filter_map(request).collect();
    Ok((requests, found.rejected))
}

fn request(record: &Record) -> Option<Request> {
    Some(Request {
        id: fields::text(record, "service_request_id")?,
        progress: progress(&fields::text(record, "status").unwrap_or_default()),
        notes: fields::words(record, "status_notes"),
        service: fields::text(record, "service_code"),
        service_name: fields::line(record, "service_name"),
        description: fields::words(record, "description"),
        media_url: fields::text(record, "media_url"),
        requested_at: fields::moment(record, "requested_datetime"),
        updated_at: fields::moment(record, "updated_datetime"),
        position: fields::position(record),
        address: fields::line(record, "address"),
    })
}

/// GeoReport knows two states, offices know more: what does not say that it is done is not.
fn progress(status: &str) -> Progress {
    let done = [
        "closed",
        "fixed",
        "resolved",
        "done",
        "geschlossen",
        "erledigt",
    ];
    match done.contains(&status.to_lowercase().as_str()) {
        true => Progress::Closed,
        false => Progress::Open,
    }
}

impl Request {
    /// What everybody may read of it; none if it cannot be named, says not when it was made, or is of no
    /// service. `named` tells what a service is called.
    pub fn public(
        &self,
        named: impl Fn(&ItemId) -> Option<Localized>,
        supporters: u32,
    ) -> Option<PublicReport> {
        let category = self.service.as_deref().and_then(code::id);
        let written = self.service_name.clone().map(fields::localized);
        let description = self.description.as_deref().map(filing::without_mark);
        Some(PublicReport {
            id: code::id(&self.id)?,
            category_name: written.or_else(|| named(category.as_ref()?))?,
            category,
            progress: self.progress,
            position: self.position,
            address: self.address.clone(),
            district: None,
            words: description
                .filter(|words| !words.is_empty())
                .map(str::to_owned),
            answer: self.notes.clone(),
            requested_at: self.requested_at?,
            updated_at: self.updated_at,
            supporters,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Request>, u64) {
        requests(&answer::tree(text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn a_request_is_read_from_xml_as_from_json() {
        let xml = "<service_requests><request><service_request_id>638344</service_request_id>\
            <status>closed</status><status_notes>Erledigt.</status_notes><service_name>Müll</service_name>\
            <service_code>6</service_code><description/><requested_datetime>2026-04-14T06:37:38-08:00</requested_datetime>\
            <lat>49.01</lat><long>8.4</long></request></service_requests>";
        let json = r#"[{"service_request_id":638344,"status":"CLOSED","status_notes":"Erledigt.","service_name":"Müll",
            "service_code":6,"description":null,"requested_datetime":"2026-04-14T14:37:38Z","lat":"49.01","long":8.4}]"#;
        assert_eq!(read(xml), read(json));
        let one = &read(json).0[0];
        assert_eq!(
            (one.id.as_str(), one.progress),
            ("638344", Progress::Closed)
        );
        assert_eq!(one.service.as_deref(), Some("6"));
        let public = one.public(|_| None, 3).unwrap();
        assert_eq!(
            (public.id.as_str(), public.supporters, public.words),
            ("638344", 3, None)
        );
    }

    #[test]
    fn a_request_that_lacks_what_matters_is_not_shown_but_is_known() {
        let (read, rejected) = read(r#"[{"service_request_id":"a"},{"status":"open"}]"#);
        assert_eq!((read.len(), rejected), (1, 1));
        assert_eq!(read[0].progress, Progress::Open);
        assert!(read[0].public(|_| None, 0).is_none());
    }

    #[test]
    fn what_the_gateway_added_to_the_words_is_not_published() {
        let mark = filing::mark(ka_domain::SubmissionId::new(1, &[0; 10]));
        let text = serde_json::json!([{
            "service_request_id": "a", "service_code": "x", "requested_datetime": "2026-04-14T14:37:38Z",
            "description": format!("Loch\n\n{mark}\nFoto 2: https://k/x.jpg"),
        }]);
        let named = |_: &ItemId| Some(fields::localized("Straße".to_owned()));
        let public = read(&text.to_string()).0[0].public(named, 0).unwrap();
        assert_eq!(public.words.as_deref(), Some("Loch"));
        assert_eq!(public.category_name.de, "Straße");
    }
}
