//! Something in the outbox cannot be read any more. Everything else goes on.

use super::*;

/// Overwrites a column of a table, as nothing that the app does would.
fn broken(street: &Street, table: &str, column: &str, what: &str, which: &SubmissionId) {
    let sql = format!("UPDATE {table} SET {column} = ?1 WHERE id = ?2");
    let change = |transaction: &rusqlite::Transaction<'_>| {
        let changed = transaction.execute(&sql, rusqlite::params![what, which.as_bytes()])?;
        Ok::<_, StoreError>(changed)
    };
    let changed = street.city.store().unwrap().write(change).unwrap();
    assert_eq!(changed, 1);
}

#[tokio::test]
async fn what_is_damaged_is_shown_and_taken_back_and_the_others_are_sent() {
    let street = Street::without_network().await;
    let [unknown, lost, wordless, fine] =
        ["Eins", "Zwei", "Drei", "Vier"].map(|words| street.sent(words, &[]));
    broken(&street, "submission", "kind", "of tomorrow", &unknown);
    broken(&street, "submission", "delivery", "{", &lost);
    broken(&street, "report", "body", "{", &wordless);
    let street = street.killed_and_started();
    street
        .until("the others", |street| {
            street.is_accepted(&fine) && street.is_accepted(&wordless)
        })
        .await;
    let damaged = SubmissionState::NeedsYou {
        what: NeedKind::Damaged,
    };
    for id in [&unknown, &lost] {
        let row = street.row(id).unwrap();
        assert_eq!(row.state, damaged);
        assert!(row.can_withdraw && !row.can_edit);
    }
    assert_eq!(street.city.outbox().unwrap().need_you, 2);
    let mine = street.city.my_reports().unwrap().reports;
    assert_eq!(mine.len(), 3);
    // Nobody knows any more what it is: it is gone at once. The other the city may have.
    street.city.withdraw_submission(&unknown).unwrap();
    assert!(street.row(&unknown).is_none());
    street.city.withdraw_submission(&lost).unwrap();
    street
        .until("taken back", |street| street.row(&lost).is_none())
        .await;
    assert!(!street.gateway.accepted().contains_key(&lost));
}

#[tokio::test]
async fn what_a_newer_gateway_says_of_one_report_hides_nothing_of_the_others() {
    let street = Street::new().await;
    let [strange, known] = ["Eins", "Zwei"].map(|words| street.sent(words, &[]));
    let both = |street: &Street| street.is_accepted(&strange) && street.is_accepted(&known);
    street.until("accepted", both).await;
    street.gateway.says_of_reports(format!(
        r#"[{{"id":"{strange}","progress":"of_tomorrow","city_id":7,"steps":{{}}}}, 7,
            {{"id":"{known}","progress":"open","city_id":"4711","steps":[
                {{"at":"2026-09-21T11:00:00Z","progress":"open","words":"Wir kommen."}}]}}]"#
    ));
    street.ring(|bell| bell.ask_status());
    street
        .until("answered", |street| {
            let view = street.city.my_report(&known).unwrap();
            view.city_id.as_deref() == Some("4711")
        })
        .await;
    assert!(street.city.my_report(&strange).unwrap().steps.is_empty());
}
