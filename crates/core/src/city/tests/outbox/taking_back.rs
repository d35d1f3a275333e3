//! Withdrawing and editing, before anybody heard of it, when somebody may have, and too late.

use super::*;
use crate::store::{reports, submissions};

fn is_gone(street: &Street, report: &SubmissionId) -> bool {
    street.row(report).is_none()
}

/// Nothing of it is left on the device.
fn assert_no_trace(street: &Street, report: &SubmissionId) {
    let left = street.city.store().unwrap().read(|reader| {
        Ok::<_, StoreError>((
            photos::count(reader, report)?,
            reports::get(reader, report)?.is_some(),
        ))
    });
    assert_eq!(left.unwrap(), (0, false));
}

#[tokio::test]
async fn what_nobody_can_have_heard_of_is_gone_at_once() {
    let street = Street::without_network().await;
    let report = street.sent("Doch nicht", &[&a_photo(1, 1_000)]);
    let network = Some(TroubleKind::Network);
    street
        .until("tried", |street| street.trouble(&report) == network)
        .await;
    street
        .until("at rest", |street| {
            street.row(&report).is_some_and(|row| row.can_edit)
        })
        .await;
    let outbox = street.city.withdraw_submission(&report).unwrap();
    assert!(outbox.rows.is_empty());
    assert_no_trace(&street, &report);
    let street = street.killed_and_started();
    let other = street.sent("Ein anderes", &[]);
    street
        .until("other", |street| street.is_accepted(&other))
        .await;
    let keys: Vec<_> = street.gateway.accepted().into_keys().collect();
    assert_eq!(keys, [other]);
}

#[tokio::test]
async fn what_the_gateway_may_have_heard_of_is_taken_back_there() {
    let street = Street::new().await;
    street.gateway.is(|heard| match heard.method.as_str() {
        "POST" => Say::This(500, "", ""),
        _ => Say::AsItShould,
    });
    let report = street.sent("Doch nicht", &[]);
    let busy = Some(TroubleKind::Busy);
    street
        .until("tried", |street| street.trouble(&report) == busy)
        .await;
    assert!(!street.row(&report).unwrap().can_edit);
    let refused = street.city.edit_submission(&report);
    assert!(matches!(refused, Err(CityError::TooLate)), "{refused:?}");
    street.city.withdraw_submission(&report).unwrap();
    street
        .until("gone", |street| is_gone(street, &report))
        .await;
    assert_no_trace(&street, &report);
    let heard = street.gateway.heard();
    let last = heard.last().unwrap();
    assert_eq!(last.method, "DELETE");
    assert_eq!(last.path, format!("{REPORTS}/{report}"));
}

#[tokio::test]
async fn a_photo_that_the_gateway_has_goes_with_the_report_that_is_withdrawn() {
    let street = Street::new().await;
    street.gateway.is(|heard| match heard.is_a(REPORTS) {
        true => Say::This(422, "", r#"{"error":"invalid"}"#),
        false => Say::AsItShould,
    });
    let report = street.sent("Doch nicht", &[&a_photo(1, 100)]);
    street
        .until("rejected", |street| {
            street.city.outbox().unwrap().need_you == 1
        })
        .await;
    assert_eq!(street.gateway.accepted().len(), 1);
    street.city.withdraw_submission(&report).unwrap();
    street
        .until("gone", |street| street.gateway.accepted().is_empty())
        .await;
    street
        .until("no trace", |street| {
            let left = street.city.store().unwrap().read(submissions::under_way);
            left.unwrap().is_empty()
        })
        .await;
    assert_no_trace(&street, &report);
}

#[tokio::test]
async fn what_was_accepted_without_our_knowing_cannot_be_taken_back() {
    let street = Street::new().await;
    street.gateway.is(|heard| match heard.method.as_str() {
        "POST" => Say::Lost,
        _ => Say::AsItShould,
    });
    let report = street.sent("Schon da", &[]);
    street
        .until("tried", |street| street.trouble(&report).is_some())
        .await;
    street.city.withdraw_submission(&report).unwrap();
    street
        .until("accepted", |street| street.is_accepted(&report))
        .await;
    let refused = street.city.withdraw_submission(&report);
    assert!(matches!(refused, Err(CityError::TooLate)), "{refused:?}");
    assert!(street.city.my_report(&report).is_ok());
}

#[tokio::test]
async fn what_is_withdrawn_while_it_is_on_its_way_ends_as_the_gateway_says() {
    let street = Street::new().await;
    street.gateway.is(|heard| match heard.method.as_str() {
        "POST" => Say::Nothing,
        _ => Say::AsItShould,
    });
    let report = street.sent("Unterwegs", &[]);
    street
        .until("on its way", |street| street.gateway.heard().len() == 1)
        .await;
    street.city.withdraw_submission(&report).unwrap();
    assert!(matches!(
        street.state(&report),
        SubmissionState::Withdrawing { attempts: 0, .. }
    ));
    let street = street.killed_and_started();
    street
        .until("gone", |street| is_gone(street, &report))
        .await;
    assert!(street.gateway.accepted().is_empty());
}

#[tokio::test]
async fn a_report_written_without_a_network_is_edited_with_all_that_was_in_it() {
    let street = Street::without_network().await;
    let report = street.sent(
        "Die Lanpe ist dunkel",
        &[&a_photo(1, 100), &a_photo(2, 100)],
    );
    street
        .until("tried", |street| {
            let row = street.row(&report).unwrap();
            row.can_edit && street.trouble(&report).is_some()
        })
        .await;
    let draft = street.city.edit_submission(&report).unwrap();
    assert_eq!(draft.photos.len(), 2);
    assert!(draft.faults.is_empty());
    let text = DraftText {
        words: "Die Lampe ist dunkel".into(),
        ..draft.text
    };
    street.city.save_draft(&draft.id, &text).unwrap();
    street.city.send_report(&draft.id).unwrap();
    let street = street.killed_and_started();
    street
        .until("accepted", |street| street.is_accepted(&draft.id))
        .await;
    let accepted = street.gateway.accepted();
    assert_eq!(accepted.len(), 3);
    let body: Report = serde_json::from_slice(&accepted[&draft.id]).unwrap();
    assert_eq!(body.words, "Die Lampe ist dunkel");
    let unknown = street.city.edit_submission(&report);
    assert!(matches!(unknown, Err(CityError::NotFound)), "{unknown:?}");
}

#[tokio::test]
async fn a_support_that_is_withdrawn_can_be_given_again() {
    let street = Street::without_network().await;
    let outbox = street.city.support_report(&id("KA-7"), None).unwrap();
    let first = outbox.rows[0].id;
    street
        .until("tried", |street| street.trouble(&first).is_some())
        .await;
    street
        .until("sure", |street| {
            let view = street.city.withdraw_submission(&first);
            view.is_ok_and(|view| view.rows.is_empty())
        })
        .await;
    let again = street.city.support_report(&id("KA-7"), None).unwrap();
    assert_eq!(again.rows.len(), 1);
    assert_ne!(again.rows[0].id, first);
}
