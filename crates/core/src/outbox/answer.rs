//! What an answer to something that was handed in means. Anybody on the way may have given it: a hotel's
//! page comes with any status. So only what the gateway alone can say is taken for its word, and all else
//! is as good as no answer.

use crate::net::Reply;
use chrono::{DateTime, Utc};
use ka_domain::{ReportFault, SubmissionId};
use ka_outbox::{Event, Need, Reason, Trouble};
use ka_protocol::report::{Receipt, Refusal, RefusalCode};
use serde::Deserialize;

/// Whether it was surely the gateway that said so.
pub(super) fn is_of_the_gateway(event: &Event) -> bool {
    match event {
        Event::Accepted(_) | Event::Forgotten | Event::PartsGone => true,
        Event::Failed(Trouble::Transient { .. }) => true,
        // A refusal in words that this version does not know may be anybody's.
        Event::Failed(Trouble::Permanent(reason)) => !matches!(reason, Reason::Other { .. }),
        _ => false,
    }
}

/// What the answer to a submission means.
pub(super) fn to_submission(reply: &Reply, key: &SubmissionId, now: DateTime<Utc>) -> Event {
    match reply.status {
        201 => accepted(reply, key).unwrap_or(STRANGER),
        status => no(reply, status, now),
    }
}

/// What the answer to a wish to take something back means.
pub(super) fn to_withdrawal(reply: &Reply, key: &SubmissionId, now: DateTime<Utc>) -> Event {
    match reply.status {
        204 => Event::Forgotten,
        // It was taken back before, and the answer was lost.
        410 if is_conflict(reply) => Event::Forgotten,
        409 => accepted(reply, key).unwrap_or_else(|| no(reply, 409, now)),
        status => match no(reply, status, now) {
            // Nothing is sent that could need parts.
            Event::PartsGone => failed(Trouble::Permanent(Reason::Other { status })),
            said => said,
        },
    }
}

fn is_conflict(reply: &Reply) -> bool {
    matches!(refusal(reply), Some(Said::Known(refusal)) if refusal.error == RefusalCode::Conflict)
}

const STRANGER: Event = Event::Failed(Trouble::Network { captive: true });

fn failed(trouble: Trouble) -> Event {
    Event::Failed(trouble)
}

/// The proof that the gateway has it, which must be about this very submission.
fn accepted(reply: &Reply, key: &SubmissionId) -> Option<Event> {
    let receipt: Receipt = serde_json::from_slice(&reply.bytes).ok()?;
    let proof = ka_outbox::Receipt {
        id: receipt.id,
        at: receipt.at,
    };
    (receipt.key == *key).then_some(Event::Accepted(proof))
}

fn no(reply: &Reply, status: u16, now: DateTime<Utc>) -> Event {
    let transient = || {
        let retry_after_s = reply
            .retry_after
            .as_deref()
            .and_then(|text| seconds(text, now));
        failed(Trouble::Transient { retry_after_s })
    };
    match status {
        // A network that wants to be greeted first says so.
        407 | 511 => STRANGER,
        408 | 425 | 429 | 500.. => transient(),
        400..500 => match refusal(reply) {
            None => STRANGER,
            Some(_) if status == 426 => failed(Trouble::Needs(Need::Update)),
            Some(Said::New) => failed(Trouble::Permanent(Reason::Other { status })),
            Some(Said::Known(_)) if !REFUSALS.contains(&status) => {
                failed(Trouble::Permanent(Reason::Other { status }))
            }
            Some(Said::Known(refusal)) => match refusal.error {
                RefusalCode::Invalid if refusal.faults.contains(&ReportFault::Category) => {
                    failed(Trouble::Permanent(Reason::Unknown))
                }
                RefusalCode::Invalid => failed(Trouble::Permanent(Reason::Invalid)),
                RefusalCode::NoKey => failed(Trouble::Permanent(Reason::Other { status })),
                RefusalCode::Conflict => failed(Trouble::Permanent(Reason::Conflict)),
                RefusalCode::MissingPhoto => Event::PartsGone,
                RefusalCode::TooLarge => failed(Trouble::Permanent(Reason::TooLarge)),
                RefusalCode::NotAPicture => failed(Trouble::Permanent(Reason::NotAPicture)),
                RefusalCode::TooMany | RefusalCode::Busy => transient(),
            },
        },
        _ => STRANGER,
    }
}

/// What the gateway refuses with. The same words with another status are somebody else's.
const REFUSALS: [u16; 7] = [400, 409, 410, 413, 415, 422, 424];

/// A refusal as this version knows it, or one that only a newer version knows.
enum Said {
    Known(Refusal),
    New,
}

fn refusal(reply: &Reply) -> Option<Said> {
    #[derive(Deserialize)]
    struct Any {
        #[serde(rename = "error")]
        _error: String,
    }
    serde_json::from_slice(&reply.bytes)
        .map(Said::Known)
        .or_else(|_| serde_json::from_slice::<Any>(&reply.bytes).map(|_| Said::New))
        .ok()
}

/// How long `Retry-After` asks to wait: it says seconds or a moment.
fn seconds(text: &str, now: DateTime<Utc>) -> Option<u32> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().unwrap_or(u32::MAX));
    }
    let until = DateTime::parse_from_rfc2822(text).ok()?;
    let wait = (until.with_timezone(&Utc) - now).num_seconds().max(0);
    Some(u32::try_from(wait).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::NOW;

    fn key() -> SubmissionId {
        SubmissionId::new(1_000, &[7; 10])
    }

    fn reply(status: u16, body: &str) -> Reply {
        Reply {
            status,
            retry_after: None,
            bytes: body.to_owned().into(),
        }
    }

    fn meaning(status: u16, body: &str) -> Event {
        to_submission(&reply(status, body), &key(), NOW)
    }

    fn receipt(key: SubmissionId) -> String {
        format!(r#"{{"key":"{key}","id":"KA-1","at":"2026-09-21T10:00:00Z"}}"#)
    }

    #[test]
    fn only_a_receipt_for_this_very_submission_is_an_acceptance() {
        let accepted = Event::Accepted(ka_outbox::Receipt {
            id: "KA-1".into(),
            at: NOW,
        });
        assert_eq!(meaning(201, &receipt(key())), accepted);
        let other = SubmissionId::new(1_000, &[8; 10]);
        for (status, body) in [
            (201, receipt(other)),
            (200, receipt(key())),
            (201, "<html>Willkommen im WLAN</html>".into()),
            (200, "<html>Willkommen im WLAN</html>".into()),
            (204, String::new()),
            (302, String::new()),
            (403, "<html>Bitte anmelden</html>".into()),
            (511, r#"{"error":"invalid"}"#.into()),
        ] {
            assert_eq!(meaning(status, &body), STRANGER, "{status} {body}");
        }
    }

    #[test]
    fn a_refusal_says_why_and_one_of_a_newer_gateway_is_one_too() {
        let refused = |reason| failed(Trouble::Permanent(reason));
        for (status, body, expected) in [
            (422, r#"{"error":"invalid"}"#, refused(Reason::Invalid)),
            (
                422,
                r#"{"error":"invalid","faults":[{"fault":"category"}]}"#,
                refused(Reason::Unknown),
            ),
            (409, r#"{"error":"conflict"}"#, refused(Reason::Conflict)),
            (413, r#"{"error":"too_large"}"#, refused(Reason::TooLarge)),
            (
                415,
                r#"{"error":"not_a_picture"}"#,
                refused(Reason::NotAPicture),
            ),
            (
                451,
                r#"{"error":"of_tomorrow","faults":7}"#,
                refused(Reason::Other { status: 451 }),
            ),
            (
                403,
                r#"{"error":"invalid"}"#,
                refused(Reason::Other { status: 403 }),
            ),
            (
                426,
                r#"{"error":"invalid"}"#,
                failed(Trouble::Needs(Need::Update)),
            ),
            (424, r#"{"error":"missing_photo"}"#, Event::PartsGone),
        ] {
            assert_eq!(meaning(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn who_is_busy_says_for_how_long_in_seconds_or_until_when() {
        for (text, expected) in [
            ("120", Some(120)),
            ("99999999999999", Some(u32::MAX)),
            ("Mon, 21 Sep 2026 10:02:00 GMT", Some(120)),
            ("Mon, 21 Sep 2026 09:00:00 GMT", Some(0)),
            ("soon", None),
            ("", None),
        ] {
            for status in [429, 503] {
                let busy = Reply {
                    retry_after: Some(text.into()),
                    ..reply(status, "<html>")
                };
                let expected = failed(Trouble::Transient {
                    retry_after_s: expected,
                });
                assert_eq!(to_submission(&busy, &key(), NOW), expected, "{text}");
            }
        }
    }

    #[test]
    fn taking_back_succeeds_or_comes_too_late() {
        let withdrawal = |status, body: &str| to_withdrawal(&reply(status, body), &key(), NOW);
        assert_eq!(withdrawal(204, ""), Event::Forgotten);
        assert!(matches!(
            withdrawal(409, &receipt(key())),
            Event::Accepted(_)
        ));
        assert_eq!(withdrawal(200, "<html>"), STRANGER);
        assert_eq!(withdrawal(404, "<html>"), STRANGER);
        assert_eq!(withdrawal(410, r#"{"error":"conflict"}"#), Event::Forgotten);
        assert_eq!(withdrawal(410, "<html>"), STRANGER);
        assert_eq!(
            withdrawal(424, r#"{"error":"missing_photo"}"#),
            failed(Trouble::Permanent(Reason::Other { status: 424 }))
        );
    }

    #[test]
    fn only_what_the_gateway_alone_can_say_shows_that_it_was_reached() {
        for (status, body, is_its) in [
            (201, receipt(key()), true),
            (422, r#"{"error":"invalid"}"#.into(), true),
            (424, r#"{"error":"missing_photo"}"#.into(), true),
            (503, String::new(), true),
            (403, r#"{"error":"forbidden"}"#.into(), false),
            (426, r#"{"error":"invalid"}"#.into(), false),
            (200, "<html>".into(), false),
        ] {
            let said = meaning(status, &body);
            assert_eq!(is_of_the_gateway(&said), is_its, "{status} {body}");
        }
    }
}
