//! What goes wrong seldom: two processes, a dead target, a gateway that forgets, a damaged photo, and what the
//! city says later.

use super::*;
use crate::net::Http;
use crate::outbox::{Equipment, Outbox};
use crate::store::submissions::{self, Kind, Submission};
use ka_outbox::{Delivery, State};
use ka_protocol::report::ReportStatus;

#[tokio::test]
async fn two_processes_over_one_store_send_everything_and_nothing_twice() {
    let street = Street::new().await;
    let other = street.another(street.gateway.url.clone());
    let photo = a_photo(1, 70_000);
    let sent: Vec<_> = (0..10)
        .map(|nth| street.sent(&nth.to_string(), &[&photo]))
        .collect();
    let ring = |open: &Open| open.outbox.as_ref().unwrap().bell().changed();
    other.with_open(ring).unwrap();
    street
        .until("all", |street| {
            sent.iter().all(|report| street.is_accepted(report))
        })
        .await;
    assert_eq!(street.gateway.accepted().len(), 20);
    assert_eq!(street.gateway.heard().len(), 20);
    assert_eq!(other.outbox().unwrap().under_way, 0);
}

#[tokio::test]
async fn a_dead_target_holds_up_nobody_else() {
    let street = Street::without_network().await;
    let dead = gateway::Gateway::open(street.happened.clone()).await;
    dead.is(|_| Say::Nothing);
    let store = street.city.store().unwrap();
    let key = |nth| SubmissionId::new(nth, &[0; 10]);
    store
        .write(|transaction| {
            for (nth, target) in (0..).zip(["dead", "dead", "alive", "alive", "of tomorrow"]) {
                let submission = Submission {
                    id: key(nth),
                    target: target.into(),
                    kind: Kind::Support,
                    depends_on: vec![],
                    delivery: Delivery::new(NOW),
                    queued_at: NOW,
                };
                submissions::put(transaction, &submission, r#"{"report":"KA-7"}"#)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let happened = street.happened.clone();
    let equipment = Equipment {
        http: Http::new().unwrap(),
        lock: street.folder().join("other.lock"),
        targets: [
            ("dead", dead.url.clone()),
            ("alive", street.gateway.url.clone()),
        ]
        .into(),
        store: store.clone(),
        clock: street.clock.clone(),
        sink: Arc::new(move |_| happened.send_modify(|times| *times += 1)),
    };
    let outbox = Outbox::start(&tokio::runtime::Handle::current(), equipment);
    street
        .until("alive", |street| street.gateway.accepted().len() == 2)
        .await;
    street.until("dead", |_| dead.heard().len() == 1).await;
    let state = |nth| {
        store
            .read(|reader| submissions::get(reader, &key(nth)))
            .unwrap()
            .unwrap()
    };
    assert_eq!(state(0).delivery.state, State::Sending);
    for waiting in [1, 4] {
        assert_eq!(state(waiting).delivery, Delivery::new(NOW));
    }
    drop(outbox);
}

#[tokio::test]
async fn photos_that_the_gateway_lost_are_sent_again_before_their_report() {
    let street = Street::new().await;
    street.gateway.is(|heard| match heard.is_a(REPORTS) {
        true => Say::This(422, "", r#"{"error":"invalid"}"#),
        false => Say::AsItShould,
    });
    let report = street.sent("Nach Monaten", &[&a_photo(1, 100)]);
    street
        .until("rejected", |street| {
            street.city.outbox().unwrap().need_you == 1
        })
        .await;
    let photo = street.gateway.heard()[0].key();
    street.gateway.forgets(&photo);
    street.gateway.is(|_| Say::AsItShould);
    street.city.retry_submission(&report).unwrap();
    street
        .until("photo", |street| {
            street.gateway.accepted().contains_key(&photo)
        })
        .await;
    street.later(TimeDelta::minutes(1));
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
}

#[tokio::test]
async fn a_damaged_photo_is_told_and_never_sent() {
    let street = Street::new().await;
    let draft = street.draft("Beschädigt", &[&a_photo(1, 200_000)]);
    let store = street.city.store().unwrap();
    store
        .write(|transaction| {
            transaction.execute("DELETE FROM photo_chunk WHERE number = 1", [])?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    street.city.send_report(&draft).unwrap();
    let needs = SubmissionState::NeedsYou {
        what: NeedKind::PartRejected,
    };
    street
        .until("told", |street| street.state(&draft) == needs)
        .await;
    assert!(street.gateway.heard().is_empty());
    assert!(street.row(&draft).unwrap().can_edit);
}

#[tokio::test]
async fn what_the_city_says_of_a_report_is_kept_told_once_and_asked_until_it_is_done() {
    let street = Street::new().await;
    let report = street.sent("Was sagt die Stadt?", &[]);
    let says = |progress: &str, words: &str| {
        format!(
            r#"[{{"id":"{report}","progress":"{progress}","city_id":"4711","steps":[
                {{"at":"2026-09-21T10:00:05Z","progress":"received"}},
                {{"at":"2026-09-21T11:00:00Z","progress":"{progress}","words":"{words}"}}]}}]"#
        )
    };
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    let told = |street: &Street| -> Vec<What> {
        street
            .told
            .lock()
            .unwrap()
            .iter()
            .map(|news| news.what)
            .collect()
    };
    street.gateway.says_of_reports(says("open", "Wir kommen."));
    for _ in 0..3 {
        let asked = street.gateway.asked();
        street.ring(|bell| bell.ask_status());
        street
            .until("asked", |street| street.gateway.asked() > asked)
            .await;
    }
    street
        .until("answered", |street| {
            told(street) == [What::Accepted, What::Answered]
        })
        .await;
    street.gateway.says_of_reports(says("closed", "Erledigt."));
    street.ring(|bell| bell.ask_status());
    street
        .until("closed", |street| told(street).contains(&What::Closed))
        .await;
    let view = street.city.my_report(&report).unwrap();
    assert_eq!(view.city_id.as_deref(), Some("4711"));
    assert_eq!(view.steps.len(), 2);
    let status: Vec<ReportStatus> = serde_json::from_str(&says("closed", "Erledigt.")).unwrap();
    assert_eq!(view.steps, status[0].steps);
    // The city may say more, for a while. Then a question would be about the other one alone.
    let question = street.gateway.last_question();
    assert!(question.contains(&report.to_string()));
    street.later(TimeDelta::days(31));
    let other = street.sent("Noch eine", &[]);
    street
        .until("other", |street| street.is_accepted(&other))
        .await;
    let asked = street.gateway.asked();
    street.ring(|bell| bell.ask_status());
    street
        .until("asked", |street| street.gateway.asked() > asked)
        .await;
    let question = street.gateway.last_question();
    assert!(question.contains(&other.to_string()) && !question.contains(&report.to_string()));
}
