//! Handing a report in, and understanding what the server says to it.
//!
//! There are three answers that end the matter: an id, a token, and a complaint about the report. All else
//! is trouble, of which it is told apart whether the server may have the report all the same. Complaints
//! about this gateway (its key, its jurisdiction) are trouble too: somebody will mend the settings, and the
//! report must not be lost for it. What only might be a complaint (an answer of success that describes
//! something, a conflict with what is there already) and being sent elsewhere leave it open: many servers
//! redirect after they took something.

use super::answer::{self, Complaint};
use super::fields;
use super::server::{NOT_IN_THIS_FORMAT, Server};
use crate::connector::oparl::retry;
use chrono::{DateTime, Utc};
use ka_outbox::{Reason, Trouble};
use serde_json::Value;
use url::form_urlencoded;

/// The largest answer that is read, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// What the server calls a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// The `service_request_id`.
    Id(String),
    /// A token: the id is to be asked for with it.
    Token(String),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandedIn {
    /// The server has it.
    Taken {
        /// What it calls it.
        name: Name,
        /// What it says to it.
        notice: Option<String>,
    },
    /// It will not have it as it is.
    Refused {
        /// Why.
        reason: Reason,
        /// In its words.
        words: Option<String>,
    },
    /// It has answered that it does not have it, or was not reached.
    NotTaken(Trouble),
    /// It may have it or not.
    Unclear(Trouble),
}

/// An answer with its status.
struct Reply {
    status: u16,
    retry_after: Option<String>,
    tree: Option<Value>,
    html: bool,
}

const TRANSIENT: Trouble = Trouble::Transient {
    retry_after_s: None,
};
const NETWORK: Trouble = Trouble::Network { captive: false };

impl Server {
    /// Hands in the form of a report.
    pub async fn hand_in(&self, form: &[(String, String)], now: DateTime<Utc>) -> HandedIn {
        // Looking where it answers hands nothing in.
        let Ok(mut place) = self.place().await else {
            return HandedIn::NotTaken(NETWORK);
        };
        let body = {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.extend_pairs(self.own_fields());
            body.extend_pairs(form);
            body.finish()
        };
        let Ok(url) = place.address(&["requests"]) else {
            return HandedIn::NotTaken(TRANSIENT);
        };
        let mut reply = self.post(url, body.clone()).await;
        let not_so = |reply: &Reply| {
            NOT_IN_THIS_FORMAT.contains(&reply.status)
                && reply
                    .tree
                    .as_ref()
                    .is_none_or(|tree| answer::complaints(tree).is_empty())
        };
        if !place.proven && reply.as_ref().is_ok_and(not_so) {
            place.format = place.format.other();
            let Ok(url) = place.address(&["requests"]) else {
                return HandedIn::NotTaken(TRANSIENT);
            };
            reply = self.post(url, body).await;
        }
        match reply {
            Ok(reply) => {
                let handed_in = understand(&reply, now);
                if matches!(handed_in, HandedIn::Taken { .. }) && !place.proven {
                    self.prove(place).await;
                }
                handed_in
            }
            Err(trouble) => trouble,
        }
    }

    async fn post(&self, url: url::Url, body: String) -> Result<Reply, HandedIn> {
        let request = self
            .posting
            .post(url)
            .header(
                reqwest::header::CONTENT_TYPE,
                "application/x-www-form-urlencoded; charset=utf-8",
            )
            .body(body);
        let mut response = request.send().await.map_err(|why| {
            // Where no connection stood, nothing was said on it.
            match why.is_connect() {
                true => HandedIn::NotTaken(NETWORK),
                false => HandedIn::Unclear(NETWORK),
            }
        })?;
        let retry_after = response.headers().get(reqwest::header::RETRY_AFTER);
        let retry_after = retry_after.and_then(|value| value.to_str().ok());
        let mut reply = Reply {
            status: response.status().as_u16(),
            retry_after: retry_after.map(str::to_owned),
            tree: None,
            html: false,
        };
        let mut bytes = Vec::new();
        loop {
            let chunk = response
                .chunk()
                .await
                .map_err(|_| HandedIn::Unclear(NETWORK))?;
            let Some(chunk) = chunk else { break };
            if bytes.len() + chunk.len() > MOST_BYTES {
                return Err(HandedIn::Unclear(TRANSIENT));
            }
            bytes.extend_from_slice(&chunk);
        }
        reply.tree = answer::tree(&bytes).ok();
        let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
        reply.html = reply.tree.is_none() && begin.contains("<") && begin.contains("html");
        Ok(reply)
    }
}

fn understand(reply: &Reply, now: DateTime<Utc>) -> HandedIn {
    let named = reply.tree.as_ref().and_then(name);
    if let (200..=299, Some((name, notice))) = (reply.status, named) {
        return HandedIn::Taken { name, notice };
    }
    let complaints = reply
        .tree
        .as_ref()
        .map(answer::complaints)
        .unwrap_or_default();
    if !complaints.is_empty() {
        return complained(&complaints, reply, now);
    }
    let trouble = Trouble::Transient {
        retry_after_s: wait(reply, now),
    };
    match reply.status {
        // A page where an answer should be: whoever sent it is not the server, or not all of it.
        200..=299 if reply.html => HandedIn::Unclear(Trouble::Network { captive: true }),
        413 => HandedIn::Refused {
            reason: Reason::TooLarge,
            words: None,
        },
        400..=408 | 410..=499 => {
            tracing::warn!(
                status = reply.status,
                "the city's server does not take reports so"
            );
            HandedIn::NotTaken(trouble)
        }
        _ => HandedIn::Unclear(trouble),
    }
}

/// The first name in an answer. An id says more than a token.
fn name(tree: &Value) -> Option<(Name, Option<String>)> {
    let found = answer::records(tree, &["service_request_id", "token"]).ok()?;
    let record = found.records.first()?;
    let id = fields::text(record, "service_request_id").map(Name::Id);
    let name = id.or_else(|| fields::text(record, "token").map(Name::Token))?;
    Some((name, fields::words(record, "service_notice")))
}

/// What follows from complaints. The status that they have themselves counts more than that of the answer:
/// some servers answer everything with 200.
fn complained(complaints: &[Complaint], reply: &Reply, now: DateTime<Utc>) -> HandedIn {
    let status = complaints.iter().find_map(|one| one.code);
    let status = status.unwrap_or(reply.status);
    let words: Vec<&str> = complaints.iter().map(|one| one.words.as_str()).collect();
    let words = words.join("\n");
    let said = words.to_lowercase();
    let about = |subjects: &[&str]| subjects.iter().any(|subject| said.contains(subject));
    let trouble = Trouble::Transient {
        retry_after_s: wait(reply, now),
    };
    // Not a word of it into the log: it may repeat what somebody wrote.
    tracing::warn!(status, "the city's server complains about a report");
    let ours = about(&["api_key", "api key", "jurisdiction_id", "jurisdiction id"]);
    let reason = match status {
        // It says so itself. Without its words somebody on the way may have said so, after it took the report.
        503 => return HandedIn::NotTaken(trouble),
        0..=399 | 409 | 500.. => return HandedIn::Unclear(trouble),
        _ if ours => return HandedIn::NotTaken(trouble),
        404 | 410 if about(&["service_code", "service code"]) => Reason::Unknown,
        401 | 403 | 404 | 405 | 408 | 425 | 429 => return HandedIn::NotTaken(trouble),
        413 => Reason::TooLarge,
        _ => Reason::Invalid,
    };
    HandedIn::Refused {
        reason,
        words: Some(words).filter(|words| !words.trim().is_empty()),
    }
}

/// How long it asks to wait, in seconds.
fn wait(reply: &Reply, now: DateTime<Utc>) -> Option<u32> {
    let rest = retry::rest(reply.retry_after.as_deref()?, now)?;
    u32::try_from(rest.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, text: &str) -> HandedIn {
        let reply = Reply {
            status,
            retry_after: Some("60".to_owned()),
            tree: answer::tree(text.as_bytes()).ok(),
            html: text.contains("<html"),
        };
        understand(&reply, DateTime::UNIX_EPOCH)
    }

    const LATER: Trouble = Trouble::Transient {
        retry_after_s: Some(60),
    };

    #[test]
    fn an_id_or_a_token_is_an_acceptance() {
        let id = |id: &str, notice: Option<&str>| HandedIn::Taken {
            name: Name::Id(id.to_owned()),
            notice: notice.map(str::to_owned),
        };
        for (status, text) in [
            (
                200,
                r#"[{"service_request_id":293944,"service_notice":null,"account_id":null}]"#,
            ),
            (
                201,
                r#"{"service_requests":[{"service_request_id":"293944","token":"x"}]}"#,
            ),
            (
                201,
                "<service_requests><request><service_request_id>293944</service_request_id></request></service_requests>",
            ),
        ] {
            assert_eq!(said(status, text), id("293944", None), "{text}");
        }
        let token = r#"[{"token":"t1","service_notice":"Danke"}]"#;
        let name = Name::Token("t1".to_owned());
        let notice = Some("Danke".to_owned());
        assert_eq!(said(200, token), HandedIn::Taken { name, notice });
    }

    #[test]
    fn a_complaint_about_the_report_ends_its_way_with_the_servers_words() {
        for (status, text) in [
            (
                400,
                r#"[{"code":"400","description":"attribute WHAT is required"}]"#,
            ),
            (
                200,
                r#"[{"code":400,"description":"attribute WHAT is required"}]"#,
            ),
            (
                422,
                r#"{"errors":[{"description":"attribute WHAT is required"}]}"#,
            ),
        ] {
            let words = Some("attribute WHAT is required".to_owned());
            let reason = Reason::Invalid;
            assert_eq!(
                said(status, text),
                HandedIn::Refused { reason, words },
                "{text}"
            );
        }
        let outside = r#"[{"code":400,"description":"outside of our jurisdiction"}]"#;
        assert!(matches!(said(400, outside), HandedIn::Refused { .. }));
        let gone = r#"[{"code":404,"description":"service_code not found"}]"#;
        assert!(matches!(
            said(404, gone),
            HandedIn::Refused {
                reason: Reason::Unknown,
                ..
            }
        ));
    }

    #[test]
    fn a_complaint_about_the_gateway_costs_no_report() {
        for (status, text) in [
            (403, r#"[{"code":403,"description":"api_key is invalid"}]"#),
            (
                400,
                r#"[{"code":400,"description":"jurisdiction_id was not provided"}]"#,
            ),
            (404, r#"[{"code":404,"description":"not found"}]"#),
            (404, "nothing here"),
            (401, ""),
            (429, "[]"),
            // Whoever cannot take anything now.
            (503, r#"[{"code":503,"description":"later"}]"#),
        ] {
            assert_eq!(
                said(status, text),
                HandedIn::NotTaken(LATER),
                "{status} {text}"
            );
        }
    }

    #[test]
    fn what_is_no_answer_leaves_it_open_whether_it_was_taken() {
        for (status, text) in [
            (200, ""),
            (200, "[]"),
            (201, "{{{"),
            (200, r#"[{"service_request_id":null}]"#),
            (500, "oops"),
            (503, "later"),
            (504, "oops"),
            (200, r#"[{"code":500,"description":"oops"}]"#),
            (500, r#"[{"service_request_id":"17"}]"#),
            (302, ""),
            (303, r#"[{"description":"see there"}]"#),
            (409, ""),
            (409, r#"[{"code":409,"description":"it is there already"}]"#),
            (200, r#"[{"description":"Vielen Dank."}]"#),
            (201, r#"{"code":"0","description":"accepted"}"#),
        ] {
            assert_eq!(
                said(status, text),
                HandedIn::Unclear(LATER),
                "{status} {text}"
            );
        }
        let page = said(200, "<html><body>Willkommen</body></html>");
        assert_eq!(page, HandedIn::Unclear(Trouble::Network { captive: true }));
    }
}
