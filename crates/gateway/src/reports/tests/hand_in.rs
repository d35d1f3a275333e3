//! Reports are handed in, once and again.

use super::*;
use ka_domain::{AnswerFault, Progress, ReportFault};
use ka_protocol::report::RefusalCode;

#[tokio::test]
async fn a_report_sent_twice_is_here_once_with_the_same_receipt() {
    let town = Town::opened().await;
    let (key, report) = (key(), street_light());
    let first = receipt(town.hand_in(key, &report).await).await;
    assert_eq!((first.key, &*first.id), (key, "KA-1"));
    let again = receipt(town.hand_in(key, &report).await).await;
    assert_eq!(first, again);
    assert_eq!(town.count("SELECT count(*) FROM report"), 1);
    town.running.stop().await;
}

#[tokio::test]
async fn many_who_send_the_same_at_once_get_one_receipt() {
    let town = Town::opened().await;
    let (key, report) = (key(), street_light());
    let sent = (0..16).map(|_| async { receipt(town.hand_in(key, &report).await).await });
    let receipts = futures::future::join_all(sent).await;
    assert!(receipts.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(town.count("SELECT count(*) FROM report"), 1);
    town.running.stop().await;
}

#[tokio::test]
async fn a_key_that_was_used_for_something_else_is_refused() {
    let town = Town::opened().await;
    let (key, mut report) = (key(), street_light());
    receipt(town.hand_in(key, &report).await).await;
    report.words = "Something else.".to_owned();
    let (status, refused) = refusal(town.hand_in(key, &report).await).await;
    assert_eq!((status, refused.error), (409, RefusalCode::Conflict));
    let (status, refused) = refusal(town.photo(key, PHOTO.clone()).await).await;
    assert_eq!((status, refused.error), (409, RefusalCode::Conflict));
    assert_eq!(town.count("SELECT count(*) FROM report"), 1);
    assert_eq!(town.count("SELECT count(*) FROM photo"), 0);
    town.running.stop().await;
}

#[tokio::test]
async fn a_gateway_that_starts_again_knows_the_keys_and_numbers_on() {
    let town = Town::opened().await;
    let (one, report) = (key(), street_light());
    let first = receipt(town.hand_in(one, &report).await).await;
    let town = town.restarted().await;
    assert_eq!(receipt(town.hand_in(one, &report).await).await, first);
    let other = receipt(town.hand_in(key(), &report).await).await;
    assert_eq!(other.id, "KA-2");
    town.running.stop().await;
}

#[tokio::test]
async fn without_a_key_nothing_is_taken() {
    let town = Town::opened().await;
    for keys in [
        vec![],
        vec!["1"],
        vec!["a", "b"],
        vec!["0190163D-8694-739B-AEA5-966C26F8AD91"],
    ] {
        let mut request = town
            .post(REPORTS)
            .header("content-type", "application/json");
        for key in &keys {
            request = request.header(IDEMPOTENCY_KEY, *key);
        }
        let body = serde_json::to_vec(&street_light()).unwrap();
        let (status, refused) = refusal(request.body(body).send().await.unwrap()).await;
        assert_eq!(
            (status, refused.error),
            (400, RefusalCode::NoKey),
            "{keys:?}"
        );
    }
    town.running.stop().await;
}

#[tokio::test]
async fn what_must_be_mended_is_said_and_the_mended_report_is_taken_under_its_key() {
    let town = Town::opened().await;
    let (key, mended) = (key(), street_light());
    let mut report = mended.clone();
    report.answers.clear();
    report.place = ReportPlace::default();
    let (status, refused) = refusal(town.hand_in(key, &report).await).await;
    assert_eq!((status, refused.error), (422, RefusalCode::Invalid));
    let unanswered = ReportFault::Answer {
        code: "fault".to_owned(),
        why: AnswerFault::Missing,
    };
    assert_eq!(refused.faults, [unanswered, ReportFault::Place]);

    report = mended.clone();
    report.category = ItemId::new("dragons").unwrap();
    let (status, refused) = refusal(town.hand_in(key, &report).await).await;
    assert_eq!((status, refused.faults), (422, vec![ReportFault::Category]));

    receipt(town.hand_in(key, &mended).await).await;
    town.running.stop().await;
}

#[tokio::test]
async fn what_is_no_report_is_refused_and_leaves_nothing() {
    let town = Town::opened().await;
    let json = "application/json";
    let far = r#"{"category":"other","place":{"position":{"lat":91,"lon":8}},"words":"a","written_at":"2026-01-01T00:00:00Z"}"#;
    let deep = "[".repeat(60_000);
    for (of, body) in [
        (json, "{}"),
        (json, "<html>"),
        (json, far),
        (json, &*deep),
        (json, "\u{0}"),
    ] {
        let answer = town
            .send(REPORTS, key(), of, body.as_bytes().to_vec())
            .await;
        let (status, refused) = refusal(answer).await;
        assert_eq!((status, refused.error), (400, RefusalCode::Invalid));
    }
    let answer = town
        .send(REPORTS, key(), "text/plain", b"Loch!".to_vec())
        .await;
    assert_eq!(refusal(answer).await.0, 415);
    let long = town
        .send(REPORTS, key(), json, vec![b' '; 64 * 1024 + 1])
        .await;
    let (status, refused) = refusal(long).await;
    assert_eq!((status, refused.error), (413, RefusalCode::TooLarge));
    assert_eq!(town.count("SELECT count(*) FROM submission"), 0);
    town.running.stop().await;
}

#[tokio::test]
async fn only_what_the_category_asks_is_kept_of_the_answers() {
    let town = Town::opened().await;
    let mut report = street_light();
    report
        .answers
        .insert("shoe_size".to_owned(), vec!["43".to_owned()]);
    receipt(town.hand_in(key(), &report).await).await;
    let cases = town.running.reports.store.cases(true).await.unwrap();
    let kept = cases[0].report.as_ref().unwrap();
    assert_eq!(kept.answers, street_light().answers);
    town.running.stop().await;
}

#[tokio::test]
async fn whoever_knows_a_report_is_told_how_far_it_is_and_nobody_else() {
    let town = Town::opened().await;
    let mine = key();
    receipt(town.hand_in(mine, &street_light()).await).await;
    let status = town.status(vec![key(), mine]).await;
    assert_eq!(status.len(), 1);
    assert_eq!(
        (status[0].id, status[0].progress),
        (mine, Progress::Received)
    );
    assert_eq!(status[0].city_id.as_deref(), Some("KA-1"));
    assert_eq!(status[0].steps.len(), 1);

    let ids = (0..101).map(|_| key()).collect();
    let body = serde_json::to_vec(&StatusQuestion { ids }).unwrap();
    let answer = town.post(STATUS).body(body).send().await.unwrap();
    assert_eq!(refusal(answer).await.0, 400);
    town.running.stop().await;
}

#[tokio::test]
async fn two_whom_a_report_concerns_too_count_twice_and_one_who_sends_twice_once() {
    let town = Town::opened().await;
    let name = receipt(town.hand_in(key(), &street_light()).await).await.id;
    let (status, _) = refusal(town.support(key(), "KA-99").await).await;
    assert_eq!(status, 422);
    town.publish().await;
    let (one, other) = (key(), key());
    let first = receipt(town.support(one, &name).await).await;
    assert_eq!(first, receipt(town.support(one, &name).await).await);
    receipt(town.support(other, &name).await).await;
    let public = town.running.reports.store.public(Utc::now()).await.unwrap();
    assert_eq!(public[0].supporters, 2);
    town.running.stop().await;
}
