//! Whom others wait for, and for how long.

use super::*;

fn says_in(street: &Street, words: &'static str, what: Say) {
    street.gateway.is(move |heard| {
        let body = String::from_utf8_lossy(&heard.body);
        match body.contains(words) {
            true => what.clone(),
            false => Say::AsItShould,
        }
    });
}

#[tokio::test]
async fn one_that_never_gets_a_proper_answer_holds_up_the_others_for_a_while_and_not_for_ever() {
    let street = Street::new().await;
    let page = Say::This(200, "Content-Type: text/html\r\n", "<h1>Gesperrt</h1>");
    says_in(&street, "Gift", page);
    let poison = street.sent("Gift", &[]);
    street
        .until("in vain", |street| street.trouble(&poison).is_some())
        .await;
    let good = street.sent("Gut", &[]);
    for attempts in 2..=3 {
        assert!(!street.is_accepted(&good));
        street.later(TimeDelta::hours(2));
        street
            .until("in vain again", |street| match street.state(&poison) {
                SubmissionState::Queued { attempts: made, .. } => made >= attempts,
                _ => false,
            })
            .await;
    }
    street
        .until("the other", |street| street.is_accepted(&good))
        .await;
    assert!(!street.is_accepted(&poison));
    street.gateway.is(|_| Say::AsItShould);
    street.later(TimeDelta::hours(2));
    street
        .until("it too", |street| street.is_accepted(&poison))
        .await;
}

#[tokio::test]
async fn who_stands_behind_one_that_was_told_to_wait_says_why_and_until_when() {
    let street = Street::new().await;
    street
        .gateway
        .is(|_| Say::This(429, "Retry-After: 600\r\n", ""));
    let first = street.sent("Erstens", &[]);
    let busy = Some(TroubleKind::Busy);
    street
        .until("busy", |street| street.trouble(&first) == busy)
        .await;
    let second = street.sent("Zweitens", &[]);
    let expected = SubmissionState::Queued {
        next_at: NOW + TimeDelta::minutes(10),
        attempts: 1,
        trouble: busy,
        waits_for_other: false,
    };
    assert_eq!(street.state(&second), expected);
}

#[tokio::test]
async fn a_photo_that_the_gateway_loses_again_and_again_needs_its_owner() {
    let street = Street::new().await;
    street.gateway.is(|heard| match heard.is_a(REPORTS) {
        true => Say::This(424, "", r#"{"error":"missing_photo"}"#),
        false => Say::AsItShould,
    });
    let report = street.sent("Verloren", &[&a_photo(1, 100)]);
    let needs = SubmissionState::NeedsYou {
        what: NeedKind::PartRejected,
    };
    street
        .until("told", |street| street.state(&report) == needs)
        .await;
    let heard = street.gateway.heard();
    let of_photos = heard.iter().filter(|heard| !heard.is_a(REPORTS));
    // Once, and once again after the first time that it was missed.
    assert_eq!(of_photos.count(), 2);
    assert!(street.row(&report).unwrap().can_edit);
}

#[tokio::test]
async fn who_asks_for_news_has_the_outbox_knock_as_well() {
    let street = Street::new().await;
    street.gateway.is(|_| Say::This(200, "", "<h1>WLAN</h1>"));
    let report = street.sent("Wartet", &[]);
    street
        .until("in vain", |street| street.trouble(&report).is_some())
        .await;
    street.gateway.is(|_| Say::AsItShould);
    street.city.sync_now().unwrap();
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
}

#[tokio::test]
async fn what_is_handed_in_is_a_reason_to_knock_again_at_once() {
    let street = Street::new().await;
    street.gateway.is(|_| Say::This(200, "", "<h1>WLAN</h1>"));
    let first = street.sent("Erstens", &[]);
    street
        .until("in vain", |street| street.trouble(&first).is_some())
        .await;
    street.gateway.is(|_| Say::AsItShould);
    let second = street.sent("Zweitens", &[]);
    street
        .until("both", |street| {
            street.is_accepted(&first) && street.is_accepted(&second)
        })
        .await;
    let keys: Vec<_> = street
        .gateway
        .heard()
        .iter()
        .map(gateway::Heard::key)
        .collect();
    assert_eq!(keys, [first, first, second]);
}
