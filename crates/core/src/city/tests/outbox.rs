//! What is handed in, over a real store and a real connection to a gateway that may misbehave.

mod damaged;
mod gateway;
mod odd;
mod street;
mod taking_back;
mod waiting;

use super::*;
use crate::city::{self, ReportNews, What};
use crate::samples::{self, NOW, id, report_category};
use crate::store::{drafts, photos};
use chrono::{DateTime, TimeDelta, Utc};
use gateway::Say;
use ka_domain::views::{
    DraftText, NeedKind, OutboxRow, RejectionKind, SubmissionKind, SubmissionState, TroubleKind,
};
use ka_domain::{Content, PhotoId, Report, ReportPlace, SubmissionId};
use ka_photo::Photo;
use ka_protocol::report::{PHOTOS, REPORTS, STATUS, SUPPORT, Support};
use std::time::Duration;
use street::Street;

/// What stands for a photo of so many bytes.
fn a_photo(first: u8, bytes: usize) -> Vec<u8> {
    (0..bytes).map(|at| (at / 251 + at) as u8 ^ first).collect()
}

#[tokio::test]
async fn what_is_accepted_is_proved_by_the_gateways_receipt_and_the_draft_is_gone() {
    let street = Street::new().await;
    let report = street.sent("Die Lampe ist dunkel.", &[]);
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    assert_eq!(
        street.state(&report),
        SubmissionState::Accepted {
            at: "2026-09-21T10:00:05Z".parse().unwrap(),
            receipt: format!("KA-{report}"),
        }
    );
    let heard = street.gateway.heard();
    assert_eq!(heard.len(), 1);
    assert_eq!((heard[0].key(), heard[0].path.as_str()), (report, REPORTS));
    assert_eq!(heard[0].device_key().len(), 32);
    let body: Report = serde_json::from_slice(&heard[0].body).unwrap();
    assert_eq!(
        (body.words.as_str(), body.category),
        ("Die Lampe ist dunkel.", id("lamp"))
    );
    assert!(matches!(
        street.city.draft(&report),
        Err(CityError::NotFound)
    ));
    let told = street.told.lock().unwrap().clone();
    assert_eq!(
        told.iter().map(|news| news.what).collect::<Vec<_>>(),
        [What::Accepted]
    );
    let row = street.row(&report).unwrap();
    assert!(!row.can_edit && !row.can_withdraw);
    assert!(matches!(
        row.kind,
        SubmissionKind::Report {
            category: Some(_),
            ..
        }
    ));
}

#[tokio::test]
async fn photos_are_there_byte_for_byte_before_the_report_that_names_them() {
    let street = Street::new().await;
    let (one, other) = (a_photo(1, 150_000), a_photo(2, 900_000));
    let report = street.sent("Zwei Bilder.", &[&one, &other]);
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    let heard = street.gateway.heard();
    let paths: Vec<&str> = heard.iter().map(|heard| heard.path.as_str()).collect();
    assert_eq!(paths, [PHOTOS, PHOTOS, REPORTS]);
    assert!(heard[0].body == one && heard[1].body == other);
    assert_eq!(heard[0].headers["content-type"], "image/jpeg");
    let body: Report = serde_json::from_slice(&heard[2].body).unwrap();
    assert_eq!(body.photos, [heard[0].key(), heard[1].key()]);
    assert_eq!(street.row(&report).unwrap().photos_sent, 2);
}

#[tokio::test]
async fn a_hotels_page_is_no_acceptance_and_is_passed_once_somebody_greeted_it() {
    let street = Street::new().await;
    street
        .gateway
        .is(|_| Say::This(200, "Content-Type: text/html\r\n", "<h1>WLAN</h1>"));
    let report = street.sent("Nasse Straße", &[]);
    let captive = Some(TroubleKind::CaptivePortal);
    street
        .until("refused", |street| street.trouble(&report) == captive)
        .await;
    street.gateway.is(|_| Say::AsItShould);
    street.network_is_back();
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
}

#[tokio::test]
async fn who_is_busy_is_left_alone_for_as_long_as_it_asked() {
    let street = Street::new().await;
    let before = street.sent("Vorher", &[]);
    street
        .until("accepted", |street| street.is_accepted(&before))
        .await;
    street.gateway.is(|heard| match heard.is_a(STATUS) {
        true => Say::AsItShould,
        false => Say::This(503, "Retry-After: 600\r\n", ""),
    });
    let report = street.sent("Später", &[]);
    let busy = Some(TroubleKind::Busy);
    street
        .until("busy", |street| street.trouble(&report) == busy)
        .await;
    let SubmissionState::Queued { next_at, .. } = street.state(&report) else {
        panic!("{:?}", street.state(&report));
    };
    assert_eq!(next_at, NOW + TimeDelta::minutes(10));
    street.gateway.is(|_| Say::AsItShould);
    // Who asked to be left alone is not asked by another one either, nor because the network is back.
    let other = street.sent("Danach", &[]);
    street.network_is_back();
    // While this is asked and answered, whoever would send it has the time to.
    let asked = street.gateway.asked();
    street.ring(|bell| bell.ask_status());
    street
        .until("asked", |street| street.gateway.asked() > asked)
        .await;
    assert_eq!(street.gateway.heard().len(), 2);
    assert_eq!(street.trouble(&report), busy);
    assert!(!street.is_accepted(&other));
    street.later(TimeDelta::minutes(10));
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    street
        .until("the other too", |street| street.is_accepted(&other))
        .await;
}

#[tokio::test]
async fn what_is_rejected_needs_its_owner_who_edits_and_sends_it_under_another_key() {
    let street = Street::new().await;
    street
        .gateway
        .is(|_| Say::This(422, "", r#"{"error":"invalid"}"#));
    let photo = a_photo(1, 70_000);
    street.gateway.is(|heard| match heard.is_a(REPORTS) {
        true => Say::This(422, "", r#"{"error":"invalid"}"#),
        false => Say::AsItShould,
    });
    let report = street.sent("Unklar", &[&photo]);
    let rejected = SubmissionState::Rejected {
        reason: RejectionKind::Invalid,
    };
    street
        .until("rejected", |street| street.state(&report) == rejected)
        .await;
    assert_eq!(street.city.outbox().unwrap().need_you, 1);
    let draft = street.city.edit_submission(&report).unwrap();
    assert_ne!(draft.id, report);
    assert_eq!(
        (draft.text.words.as_str(), draft.photos.len()),
        ("Unklar", 1)
    );
    assert!(street.city.outbox().unwrap().rows.is_empty());
    assert!(street.city.my_reports().unwrap().reports.is_empty());
    street.gateway.is(|_| Say::AsItShould);
    street.city.send_report(&draft.id).unwrap();
    street
        .until("accepted", |street| street.is_accepted(&draft.id))
        .await;
    // The photo came twice under one key, and is there once.
    let accepted = street.gateway.accepted();
    assert_eq!(accepted.len(), 2);
    assert!(accepted.values().any(|body| *body == photo));
}

#[tokio::test]
async fn a_report_whose_photo_is_rejected_needs_its_owner() {
    let street = Street::new().await;
    street
        .gateway
        .is(|_| Say::This(415, "", r#"{"error":"not_a_picture"}"#));
    let report = street.sent("Kein Bild", &[b"no picture"]);
    let needs = SubmissionState::NeedsYou {
        what: NeedKind::PartRejected,
    };
    street
        .until("needs", |street| street.state(&report) == needs)
        .await;
    assert!(street.row(&report).unwrap().can_edit);
    let told: Vec<What> = street
        .told
        .lock()
        .unwrap()
        .iter()
        .map(|news| news.what)
        .collect();
    assert_eq!(told, [What::NeedsYou]);
    street.gateway.is(|_| Say::AsItShould);
    street.city.retry_submission(&report).unwrap();
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
}

#[tokio::test]
async fn what_was_on_its_way_when_the_app_was_killed_is_there_once() {
    let street = Street::new().await;
    let photo = a_photo(1, 70_000);
    street.gateway.is(|heard| match heard.is_a(REPORTS) {
        true => Say::Nothing,
        false => Say::AsItShould,
    });
    let report = street.sent("Mitten drin", &[&photo]);
    street
        .until("heard", |street| street.gateway.heard().len() == 2)
        .await;
    assert_eq!(street.state(&report), SubmissionState::Sending);
    let street = street.killed_and_started();
    street.gateway.is(|_| Say::Lost);
    street
        .until("lost", |street| street.gateway.heard().len() >= 3)
        .await;
    street.gateway.is(|_| Say::AsItShould);
    street
        .until("in vain", |street| street.trouble(&report).is_some())
        .await;
    street.city.retry_submission(&report).unwrap();
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    let accepted = street.gateway.accepted();
    assert_eq!(accepted.len(), 2);
    assert!(accepted.contains_key(&report));
}

#[tokio::test]
async fn what_was_written_without_a_network_goes_when_it_is_back() {
    let street = Street::without_network().await;
    let report = street.sent("Ohne Netz", &[&a_photo(3, 1_000)]);
    let network = Some(TroubleKind::Network);
    street
        .until("no network", |street| street.trouble(&report) == network)
        .await;
    let street = street.killed_and_started();
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    assert_eq!(street.gateway.accepted().len(), 2);
}

#[tokio::test]
async fn an_incomplete_draft_stays_a_draft_and_a_complete_one_is_sent_once() {
    let street = Street::new().await;
    let draft = street.city.new_draft(None).unwrap().id;
    let refused = street.city.send_report(&draft);
    assert!(
        matches!(refused, Err(CityError::DraftIncomplete)),
        "{refused:?}"
    );
    assert!(street.city.draft(&draft).is_ok());
    assert!(street.city.outbox().unwrap().rows.is_empty());
    let nothing = SubmissionId::new(1, &[0; 10]);
    assert!(matches!(
        street.city.send_report(&nothing),
        Err(CityError::NotFound)
    ));
    let report = street.sent("Zweimal getippt", &[]);
    street.city.send_report(&report).unwrap();
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    assert_eq!(street.gateway.heard().len(), 1);
}

#[tokio::test]
async fn that_it_concerns_one_too_is_said_once_instead_of_the_draft() {
    let street = Street::new().await;
    street.gateway.is(|_| Say::This(200, "", "<h1>WLAN</h1>"));
    let draft = street.draft("Auch", &[&a_photo(1, 10)]);
    for draft in [Some(&draft), None] {
        street.city.support_report(&id("KA-7"), draft).unwrap();
    }
    let rows = street.city.outbox().unwrap().rows;
    assert_eq!(rows.len(), 1);
    street
        .until("in vain", |street| street.trouble(&rows[0].id).is_some())
        .await;
    // As long as the city does not know, the draft is all that there is.
    assert_eq!(street.city.my_reports().unwrap().drafts.len(), 1);
    let in_vain = street.gateway.heard().len();
    street.gateway.is(|_| Say::AsItShould);
    street.network_is_back();
    street
        .until("accepted", |street| street.is_accepted(&rows[0].id))
        .await;
    let heard = street.gateway.heard().split_off(in_vain);
    assert_eq!((heard.len(), heard[0].path.as_str()), (1, SUPPORT));
    let body: Support = serde_json::from_slice(&heard[0].body).unwrap();
    assert_eq!(body.report, id("KA-7"));
    assert!(street.city.my_reports().unwrap().drafts.is_empty());
    let left = street.city.store().unwrap().read(|reader| {
        Ok::<_, StoreError>((photos::count(reader, &draft)?, drafts::all(reader)?.len()))
    });
    assert_eq!(left.unwrap(), (0, 0));
}

#[tokio::test]
async fn a_support_that_is_refused_leaves_the_draft_and_can_be_given_again() {
    let street = Street::new().await;
    street
        .gateway
        .is(|_| Say::This(422, "", r#"{"error":"invalid"}"#));
    let draft = street.draft("Auch", &[&a_photo(1, 10)]);
    let outbox = street.city.support_report(&id("KA-7"), Some(&draft));
    let support = outbox.unwrap().rows[0].id;
    let rejected = SubmissionState::Rejected {
        reason: RejectionKind::Invalid,
    };
    street
        .until("rejected", |street| street.state(&support) == rejected)
        .await;
    assert_eq!(street.city.draft(&draft).unwrap().photos.len(), 1);
    street.gateway.is(|_| Say::AsItShould);
    let outbox = street.city.support_report(&id("KA-7"), Some(&draft));
    let again = outbox.unwrap().rows;
    assert_eq!(again.len(), 1);
    let again = again[0].id;
    assert_ne!(again, support);
    street
        .until("accepted", |street| street.is_accepted(&again))
        .await;
    assert!(matches!(
        street.city.draft(&draft),
        Err(CityError::NotFound)
    ));
}

#[tokio::test]
async fn a_draft_in_which_somebody_writes_on_stays_when_the_city_knows() {
    let street = Street::new().await;
    street.gateway.is(|_| Say::This(200, "", "<h1>WLAN</h1>"));
    let draft = street.draft("Auch", &[]);
    let outbox = street.city.support_report(&id("KA-7"), Some(&draft));
    let support = outbox.unwrap().rows[0].id;
    street
        .until("in vain", |street| street.trouble(&support).is_some())
        .await;
    let text = DraftText {
        words: "Es ist doch etwas anderes".into(),
        ..street.city.draft(&draft).unwrap().text
    };
    street.city.save_draft(&draft, &text).unwrap();
    street.gateway.is(|_| Say::AsItShould);
    street.network_is_back();
    street
        .until("accepted", |street| street.is_accepted(&support))
        .await;
    assert_eq!(street.city.draft(&draft).unwrap().text, text);
}

#[tokio::test]
async fn many_are_sent_in_the_order_in_which_they_were_handed_in() {
    let street = Street::new().await;
    let sent: Vec<SubmissionId> = (0..30)
        .map(|nth| street.sent(&nth.to_string(), &[]))
        .collect();
    let all = |street: &Street| street.gateway.accepted().len() == sent.len();
    street.until("all", all).await;
    let heard: Vec<SubmissionId> = street
        .gateway
        .heard()
        .iter()
        .map(|heard| heard.key())
        .collect();
    assert_eq!(heard, sent);
}
