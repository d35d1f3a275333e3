//! How far reports are, for whoever knows their ids.

use super::body;
use super::head::Admitted;
use super::refused::{Refused, unkept};
use super::schema;
use crate::http::App;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use ka_protocol::report::{ANSWER_BYTES, REPORT_BYTES, ReportStatus, STATUS_IDS, StatusQuestion};
use serde::Serialize;

/// What stands for words that were left out.
const LEFT_OUT: &str = "…";
/// Bytes around a list.
const BRACKETS: usize = "[]".len();
/// Bytes between what is in one.
const COMMA: usize = ",".len();
/// Bytes around the words of a step, and between it and others.
const WORDS_AROUND: usize = ",\"words\":\"\",".len();

/// Asks how far reports are. Those that are not here are left out.
#[utoipa::path(post, path = "/v1/reports/status",
    request_body = schema::StatusQuestion,
    responses(
        (status = 200, description = "Those that are here", body = Vec<schema::ReportStatus>),
        (status = 400, description = "Not of the form, or too many at a time", body = schema::Refusal),
        (status = 413, description = "Too large", body = schema::Refusal),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn status(
    State(app): State<App>,
    sender: Admitted,
    body: Body,
) -> Result<Response, Refused> {
    let (bytes, _room) = body::read(&app.reports.bodies, sender, body, REPORT_BYTES).await?;
    let StatusQuestion { ids } = body::json(&bytes)?;
    if ids.is_empty() || ids.len() > STATUS_IDS {
        return Err(Refused::malformed());
    }
    // A history without end must not make the answer longer than anybody reads it.
    let share = share(ids.len());
    let mut found = app.reports.store.status(ids).await?;
    for status in &mut found {
        shorten(status, share);
    }
    Ok(unkept(StatusCode::OK, Json(found)))
}

/// Bytes that each of `many` may have in an answer.
fn share(many: usize) -> usize {
    (ANSWER_BYTES as usize - BRACKETS) / many - COMMA
}

/// Leaves out the earliest steps until the rest is at most `most` bytes of JSON; if the last one alone is
/// more, the end of its words.
fn shorten(status: &mut ReportStatus, most: usize) {
    let mut steps = std::mem::take(&mut status.steps);
    let mut room = most.saturating_sub(length(status));
    let kept = steps.iter().rev().take_while(|step| {
        let (needed, fits) = (length(step) + COMMA, room);
        room = room.saturating_sub(needed);
        needed <= fits
    });
    let kept = kept.count();
    if kept > 0 {
        steps.drain(..steps.len() - kept);
        status.steps = steps;
        return;
    }
    let Some(mut last) = steps.pop() else { return };
    let words = last.words.take().unwrap_or_default();
    let room = most.saturating_sub(length(status) + length(&last) + WORDS_AROUND);
    last.words = Some(beginning(&words, room));
    status.steps.push(last);
}

/// Bytes of it as JSON.
fn length(of: &impl Serialize) -> usize {
    serde_json::to_vec(of).map_or(0, |json| json.len())
}

/// As much of `words` as is at most `most` bytes within a JSON text, and that something was left out.
fn beginning(words: &str, most: usize) -> String {
    let mut room = most.saturating_sub(LEFT_OUT.len());
    let fit = words.chars().take_while(|character| {
        let (needed, fits) = (written(*character), room);
        room = room.saturating_sub(needed);
        needed <= fits
    });
    fit.chain(LEFT_OUT.chars()).collect()
}

/// Bytes of a character within a JSON text.
fn written(character: char) -> usize {
    match character {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        ..' ' => 6,
        other => other.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use ka_domain::{Progress, ReportStep, SubmissionId};

    fn status(words: &[String]) -> ReportStatus {
        ReportStatus {
            id: SubmissionId::new(1, &[7; 10]),
            progress: Progress::Open,
            city_id: Some("KA-1".to_owned()),
            steps: words
                .iter()
                .map(|words| ReportStep {
                    at: DateTime::<Utc>::UNIX_EPOCH,
                    progress: Progress::Open,
                    words: Some(words.clone()),
                })
                .collect(),
        }
    }

    #[test]
    fn a_long_history_loses_its_beginning_and_not_its_end() {
        let words: Vec<_> = (0..50).map(|n| format!("{n} {}", "a".repeat(90))).collect();
        let (mut short, whole) = (status(&words), status(&words));
        shorten(&mut short, 2_000);
        assert!((1_800..=2_000).contains(&length(&short)));
        let kept = short.steps.len();
        assert_eq!(short.steps, whole.steps[50 - kept..]);
        let mut same = whole.clone();
        shorten(&mut same, 64 * 1024);
        assert_eq!(same, whole);
    }

    #[test]
    fn words_longer_than_the_answer_lose_their_end_whatever_they_are_written_in() {
        for character in ['a', 'ß', '🦉', '"', '\\', '\n', '\u{7}', '\u{1f}', '\u{7f}'] {
            let words = character.to_string().repeat(4_000);
            let mut short = status(&["Before.".to_owned(), words]);
            shorten(&mut short, 2_000);
            assert!((1_990..=2_000).contains(&length(&short)), "{character:?}");
            assert_eq!(short.steps.len(), 1);
            let kept = short.steps[0].words.clone().unwrap();
            assert!(kept.starts_with(character) && kept.ends_with(LEFT_OUT));
        }
    }

    #[test]
    fn as_many_as_may_be_asked_after_make_no_answer_that_is_too_long() {
        let long = status(&["\"\u{1}ß🦉".repeat(2_000)]);
        let mut all = vec![long; STATUS_IDS];
        for status in &mut all {
            shorten(status, share(STATUS_IDS));
        }
        assert!(length(&all) <= ANSWER_BYTES as usize);
    }
}
