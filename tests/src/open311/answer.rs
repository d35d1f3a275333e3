//! What the server answers.

use super::office::{Office, Posted};
use super::write;
use super::{API_KEY, JURISDICTION, Trouble};
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use futures::{StreamExt, stream};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::time::Duration;
use url::form_urlencoded;

/// A question to the server.
pub struct Question<'a> {
    pub posts: bool,
    pub at_endpoint: bool,
    /// Below the endpoint, or where that is not.
    pub path: &'a str,
    pub query: &'a str,
    pub form: &'a [u8],
    pub endpoint: &'a str,
    pub host: Option<&'a str>,
}

type Pairs = Vec<(String, String)>;

/// Answers a question.
pub fn answer(office: &mut Office, question: &Question<'_>, trouble: Option<Trouble>) -> Response {
    match &trouble {
        Some(Trouble::Refuses(status)) => return status_of(*status).into_response(),
        Some(Trouble::Busy(status, again)) => {
            return (status_of(*status), [(header::RETRY_AFTER, again.clone())]).into_response();
        }
        Some(Trouble::Garbage) => return "\u{0}\u{1}[{\"service_code\": ".into_response(),
        Some(Trouble::Html) => return Html("<html><title>Wartung</title></html>").into_response(),
        Some(Trouble::Drips) => return drip(),
        Some(Trouble::Complains(status, words)) => return complain(office, *status, words),
        Some(Trouble::SendsTo(status, to)) => {
            return (status_of(*status), [(header::LOCATION, to.clone())]).into_response();
        }
        _ => {}
    }
    let done = dispatch(office, question, trouble.as_ref());
    match trouble {
        Some(Trouble::DoesAndDenies) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Trouble::DoesAndHangsUp) => {
            let broken = stream::iter([Ok("[{"), Err(std::io::Error::other("hung up"))]);
            let length = [(header::CONTENT_LENGTH, "1000")];
            (length, Body::from_stream(broken)).into_response()
        }
        _ => done,
    }
}

fn dispatch(office: &mut Office, question: &Question<'_>, trouble: Option<&Trouble>) -> Response {
    let manner = office.manner;
    let (path, ending) = match question.path.rsplit_once('.') {
        Some((path, ending)) => (path, ending),
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    if path == "/discovery" && manner.discovery && !question.at_endpoint && ending == "json" {
        let host = question.host.unwrap_or_default();
        return axum::Json(json!({"changeset": "2026-01-01T00:00:00Z", "endpoints": [
            {"specification": "http://wiki.open311.org/GeoReport_v2", "type": "test",
             "url": "https://elsewhere.example/", "formats": ["application/json"]},
            {"specification": "http://wiki.open311.org/GeoReport_v2", "type": "production",
             "url": format!("http://{host}{}", question.endpoint),
             "formats": if manner.xml_only { json!(["text/xml"]) } else { json!(["application/json"]) }},
        ]}))
        .into_response();
    }
    if !question.at_endpoint || (ending == "json") == manner.xml_only {
        return StatusCode::NOT_FOUND.into_response();
    }
    let pairs: Pairs = match question.posts {
        true => form_urlencoded::parse(question.form).into_owned().collect(),
        false => form_urlencoded::parse(question.query.as_bytes())
            .into_owned()
            .collect(),
    };
    if value(&pairs, "jurisdiction_id") != Some(JURISDICTION) {
        return complain(office, 400, "jurisdiction_id was not provided");
    }
    let parts: Vec<String> = path.trim_matches('/').split('/').map(decoded).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match (question.posts, &*parts) {
        (true, ["requests"]) => take(office, pairs),
        (false, ["services"]) => services(office, trouble),
        (false, ["services", code]) => definition(office, code),
        (false, ["requests"]) => requests(office, &pairs, trouble),
        (false, ["requests", id]) => {
            let found = office.posted.iter().find(|one| one.id == *id && one.has_id);
            match found.map(|request| record(office, request)) {
                Some(record) => list(office, vec![record], "service_requests", "request"),
                None => complain(office, 404, "service_request_id not found"),
            }
        }
        (false, ["tokens", token]) => {
            let found = office.posted.iter().find(|one| one.token() == *token);
            let Some(found) = found else {
                return complain(office, 404, "token not found");
            };
            let id = found.has_id.then_some(&found.id);
            let record = json!({"service_request_id": id, "token": token});
            list(office, vec![record], "service_requests", "request")
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
    .with_type(manner.xml_only)
}

trait WithType {
    fn with_type(self, xml: bool) -> Response;
}

impl WithType for Response {
    fn with_type(mut self, xml: bool) -> Response {
        let kind = if xml {
            "text/xml; charset=utf-8"
        } else {
            "application/json"
        };
        let kind = header::HeaderValue::from_static(kind);
        self.headers_mut().insert(header::CONTENT_TYPE, kind);
        self
    }
}

fn decoded(part: &str) -> String {
    // A plus in a path is a plus.
    let part = part.replace('+', "%2B");
    let mut pairs = form_urlencoded::parse(part.as_bytes());
    pairs
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

fn take(office: &mut Office, mut form: Pairs) -> Response {
    if value(&form, "api_key") != Some(API_KEY) {
        return complain(office, 403, "api_key is not valid");
    }
    form.retain(|(name, _)| name != "api_key");
    let code = value(&form, "service_code").unwrap_or_default();
    let Some(service) = office.services.iter().find(|service| service.code == code) else {
        return complain(office, 404, "service_code was not found");
    };
    for attribute in &service.attributes {
        let code = attribute["code"].as_str().unwrap_or_default();
        let answered = form
            .iter()
            .any(|(name, _)| name.starts_with(&format!("attribute[{code}]")));
        if attribute["required"] == json!(true) && !answered {
            let words = format!("attribute {code} is required");
            return complain(office, 400, &words);
        }
    }
    let located = value(&form, "lat").zip(value(&form, "long")).is_some();
    if !located && value(&form, "address_string").is_none() {
        return complain(office, 400, "a location is required");
    }
    if value(&form, "description").is_some_and(|text| text.chars().count() > 4000) {
        return complain(office, 400, "the description is too long");
    }
    let id = office.take(form, Utc::now(), false);
    let manner = office.manner;
    let record = match manner.tokens {
        true => {
            json!({"token": format!("token-{id}"), "service_notice": "Vielen Dank.", "account_id": null})
        }
        false => {
            json!({"service_request_id": id, "service_notice": "Vielen Dank.", "account_id": null})
        }
    };
    let status = if manner.created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    (
        status,
        write::list(manner, vec![record], "service_requests", "request"),
    )
        .into_response()
}

fn services(office: &Office, trouble: Option<&Trouble>) -> Response {
    let services = office.services.iter().map(|service| {
        json!({
            "service_code": service.code, "service_name": service.name, "type": "realtime",
            "description": format!("{} in Karlsruhe", service.name), "group": "Straße",
            "metadata": !service.attributes.is_empty(), "keywords": "Stadt, Meldung",
        })
    });
    let services = troubled(services.collect(), "service_name", trouble);
    list(office, services, "services", "service")
}

fn definition(office: &Office, code: &str) -> Response {
    let found = office.services.iter().find(|service| service.code == code);
    match found.filter(|service| !service.attributes.is_empty()) {
        Some(service) => {
            let definition = json!({"service_code": code, "attributes": service.attributes});
            write::single(office.manner, definition, "service_definition").into_response()
        }
        None => complain(office, 404, "service_code has no definition"),
    }
}

fn requests(office: &Office, pairs: &Pairs, trouble: Option<&Trouble>) -> Response {
    let moment = |name| {
        let read = value(pairs, name).map(DateTime::parse_from_rfc3339)?;
        read.ok().map(|moment| moment.to_utc())
    };
    let (start, end) = (moment("start_date"), moment("end_date"));
    if start
        .zip(end)
        .is_some_and(|(start, end)| (end - start).num_days() > 90)
    {
        return complain(office, 400, "more than 90 days");
    }
    let ids: Option<Vec<&str>> =
        value(pairs, "service_request_id").map(|ids| ids.split(',').collect());
    let wanted = |request: &&Posted| match &ids {
        Some(ids) => ids.contains(&request.id.as_str()),
        None => {
            let service = value(pairs, "service_code");
            let within = start.is_none_or(|start| request.at >= start)
                && end.is_none_or(|end| request.at <= end);
            request.shown
                && (within || office.manner.timeless)
                && service.is_none_or(|code| request.field("service_code") == Some(code))
        }
    };
    let there = office.posted.iter().filter(|request| request.has_id);
    let found = there.filter(wanted).take(office.manner.limit);
    let records = found.map(|request| record(office, request)).collect();
    let records = troubled(records, "requested_datetime", trouble);
    list(office, records, "service_requests", "request")
}

fn record(office: &Office, request: &Posted) -> Value {
    let written = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let code = request.field("service_code");
    let service = office
        .services
        .iter()
        .find(|service| Some(service.code.as_str()) == code);
    json!({
        "service_request_id": request.id, "status": if request.closed { "closed" } else { "open" },
        "status_notes": request.notes, "service_code": code,
        "service_name": service.map(|service| &service.name),
        "description": request.field("description"), "agency_responsible": "Tiefbauamt",
        "requested_datetime": written(request.at), "updated_datetime": request.updated_at.map(written),
        "address": request.field("address_string"), "lat": request.field("lat"),
        "long": request.field("long"), "media_url": null,
    })
}

/// The records of a list with trouble: each twice, or all but the first without what must be there.
fn troubled(mut records: Vec<Value>, must: &str, trouble: Option<&Trouble>) -> Vec<Value> {
    match trouble {
        Some(Trouble::Doubles) => {
            let again = records.clone();
            records.extend(again);
        }
        Some(Trouble::Lacks) => {
            for record in records.iter_mut().skip(1) {
                record[must] = Value::Null;
            }
        }
        _ => {}
    }
    records
}

fn list(office: &Office, records: Vec<Value>, all: &str, each: &str) -> Response {
    write::list(office.manner, records, all, each).into_response()
}

fn complain(office: &Office, status: u16, words: &str) -> Response {
    let complaint = json!({"code": status, "description": words});
    let text = write::list(office.manner, vec![complaint], "errors", "error");
    (status_of(status), text).into_response()
}

fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut found = pairs.iter().filter(|(given, _)| given == name);
    found.next().map(|(_, value)| value.as_str())
}

/// The answer of somebody who wants the other side to wait: it would go on for ever.
fn drip() -> Response {
    let bytes = stream::repeat(Bytes::from_static(b" ")).then(async |byte| {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok::<_, Infallible>(byte)
    });
    Body::from_stream(bytes).into_response()
}
