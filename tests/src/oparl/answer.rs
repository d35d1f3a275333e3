//! What a council information system answers.

use super::Trouble;
use super::body::{Body, Entry, Kept};
use axum::body::{Body as Content, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures::StreamExt;
use serde_json::json;
use std::time::Duration;
use url::form_urlencoded;

/// Answers a request for `path` below the body.
pub fn answer(body: &Body, path: &str, query: &str, trouble: Option<Trouble>) -> Response {
    match trouble {
        Some(Trouble::Refuses(status)) => return refuse(status),
        Some(Trouble::Busy(status, again)) => {
            return ([(header::RETRY_AFTER, again)], refuse(status)).into_response();
        }
        Some(Trouble::Garbage) => return "\u{0}\u{1}{\"data\": [[".into_response(),
        Some(Trouble::Html) => return Html("<title>Wartungsarbeiten</title>").into_response(),
        Some(Trouble::Drips) => return drip(),
        _ => {}
    }
    let path = path.trim_matches('/');
    if path.is_empty() {
        let list = |name: &str| format!("{}/{name}", body.name);
        return axum::Json(json!({
            "id": body.name, "type": "https://schema.oparl.org/1.1/Body",
            "organization": list("organizations"), "meeting": list("meetings"),
            "paper": list("papers"), "person": list("people"), "name": "Stadt",
        }))
        .into_response();
    }
    match body.list(path) {
        Some(entries) => page(body, path, entries, query, trouble),
        None => single(body.entry(&format!("{}/{path}", body.name))),
    }
}

fn refuse(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let message =
        json!({"type": "https://schema.oparl.org/1.1/Error", "message": "no", "debug": ""});
    (status, axum::Json(message)).into_response()
}

/// The answer of somebody who wants the other side to wait: it would go on for ever.
fn drip() -> Response {
    let bytes = futures::stream::repeat(Bytes::from_static(b" ")).then(async |byte| {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok::<_, std::convert::Infallible>(byte)
    });
    Content::from_stream(bytes).into_response()
}

fn single(entry: Option<&Entry>) -> Response {
    match entry {
        Some(entry) => match entry.kept {
            Kept::Shown | Kept::Omitted | Kept::Deleted => as_json(entry.text.clone()),
            Kept::Hidden => refuse(401),
            Kept::Vanished => refuse(404),
        },
        None => refuse(404),
    }
}

fn page(
    body: &Body,
    list: &str,
    entries: &[Entry],
    query: &str,
    trouble: Option<Trouble>,
) -> Response {
    let mut asked = Asked::read(query);
    if list == "organizations" {
        asked.since = None;
    }
    let shown = |entry: &&Entry| match (entry.kept, asked.since) {
        (Kept::Shown, None) => true,
        (Kept::Shown | Kept::Deleted, Some(since)) => entry.modified >= since,
        _ => false,
    };
    let texts = entries.iter().filter(shown).map(|entry| &*entry.text);
    let odd = body.odd_ones(list).iter().map(String::as_str);
    let mut all: Vec<&str> = texts.chain(odd).collect();
    if trouble == Some(Trouble::Emptied) {
        all.clear();
    }
    let size = asked.limit.unwrap_or(usize::MAX).min(body.page).max(1);
    let pages = all.len().div_ceil(size).max(1);
    // Every page of one that repeats itself has what the first has.
    let shown = if trouble == Some(Trouble::Repeats) {
        1
    } else {
        asked.page
    };
    let on_page = all.iter().skip((shown - 1) * size).take(size);
    let on_page: Vec<&str> = on_page.copied().collect();

    let address = |page| format!("{}/{list}?{}", body.name, asked.on_page(page));
    let next = match trouble {
        Some(Trouble::Loops) => Some(address(asked.page)),
        Some(Trouble::LeadsAway) => Some("https://elsewhere.example/papers".to_owned()),
        Some(Trouble::Repeats) => Some(address(asked.page + 1)),
        Some(Trouble::BreaksOff) => None,
        _ => (asked.page < pages).then(|| address(asked.page + 1)),
    };
    let around = json!({
        "pagination": {
            "totalElements": all.len(), "elementsPerPage": size,
            "currentPage": asked.page, "totalPages": pages,
        },
        "links": {"first": address(1), "self": address(asked.page), "next": next},
    });
    let around = around.to_string();
    as_json(format!(
        "{{\"data\":[{}],{}",
        on_page.join(","),
        &around[1..]
    ))
}

fn as_json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// What a list was asked for.
struct Asked {
    page: usize,
    limit: Option<usize>,
    since: Option<DateTime<Utc>>,
}

impl Asked {
    fn read(query: &str) -> Asked {
        let value = |name: &str| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let since = value("modified_since");
        Asked {
            page: value("page")
                .and_then(|page| page.parse().ok())
                .unwrap_or(1)
                .max(1),
            limit: value("limit").and_then(|limit| limit.parse().ok()),
            since: since.and_then(|text| Some(DateTime::parse_from_rfc3339(&text).ok()?.to_utc())),
        }
    }

    fn on_page(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("page", &page.to_string());
        if let Some(limit) = self.limit {
            query.append_pair("limit", &limit.to_string());
        }
        if let Some(since) = self.since {
            query.append_pair("modified_since", &since.to_rfc3339());
        }
        query.finish()
    }
}
