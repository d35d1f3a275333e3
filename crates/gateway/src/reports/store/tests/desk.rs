//! What is the desk's, and what of it everybody may read.

use super::super::desk::{Case, Said};
use super::*;

fn names(cases: Vec<Case>) -> Vec<String> {
    cases.into_iter().map(|case| case.name).collect()
}

/// Three reports for the city's server, of which it has the second and has refused the third; and one for
/// the desk.
async fn with_a_server(store: &Store) {
    assert_eq!(store.begin(true).await.unwrap(), 0);
    let queued = Delivery::new(now());
    for n in 1..=3 {
        accept(store, n, report(vec![], None), Some(queued.clone())).await;
    }
    accept(store, 4, report(vec![], None), None).await;
    let after = |event| {
        let Ok(Next::Keep(sending)) = queued.on(Event::Begin, now(), 0) else {
            panic!("it does not begin");
        };
        match sending.on(event, now(), 0) {
            Ok(Next::Keep(next)) => next,
            other => panic!("{other:?}"),
        }
    };
    let receipt = ka_outbox::Receipt {
        id: "4711".to_owned(),
        at: now(),
    };
    let taken = after(Event::Accepted(receipt));
    let name = CityName::Id("4711".to_owned());
    let taken = store.taken_by_city(key(2), &taken, name, None, now());
    taken.await.unwrap();
    let refused = Event::Failed(Trouble::Permanent(ka_outbox::Reason::Invalid));
    store.set_delivery(key(3), &after(refused)).await.unwrap();
}

#[tokio::test]
async fn what_the_citys_server_has_or_will_have_is_not_the_desks_to_answer() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    with_a_server(&store).await;
    let all = store.cases(false).await.unwrap();
    let ways: Vec<_> = all.iter().map(|case| case.delivery.is_some()).collect();
    assert_eq!(names(all), ["KA-1", "KA-3", "KA-4"]);
    assert_eq!(ways, [true, true, false]);
    let public = store.public(now()).await.unwrap();
    assert_eq!(public.len(), 1);
    assert_eq!(public[0].id.as_str(), "KA-4");
    let words = Some("a".to_owned());
    for (number, said) in [
        (1, Said::AtTheCity),
        (2, Said::AtTheCity),
        (3, Said::Done),
        (4, Said::Done),
        (5, Said::Unknown),
    ] {
        let saying = store.say(number, None, words.clone(), now()).await;
        assert_eq!(saying.unwrap(), said, "{number}");
    }
    let waiting = store.waiting_for_city().await.unwrap();
    assert_eq!(
        waiting.iter().map(|one| one.key).collect::<Vec<_>>(),
        [key(1)]
    );
}

#[tokio::test]
async fn what_waits_for_a_server_that_is_there_no_more_is_the_desks() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    with_a_server(&store).await;
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.begin(false).await.unwrap(), 2, "one has come there");
    let open = store.cases(true).await.unwrap();
    assert_eq!(names(open), ["KA-1", "KA-2", "KA-3", "KA-4"]);
    let closed = Some(Progress::Closed);
    for number in 1..=4 {
        let saying = store.say(number, closed, None, now()).await;
        assert_eq!(saying.unwrap(), Said::Done, "{number}");
    }
    assert_eq!(store.begin(false).await.unwrap(), 0);
    // Should there be a server again, it is not handed what the desk is done with.
    store.begin(true).await.unwrap();
    assert!(store.waiting_for_city().await.unwrap().is_empty());
    let status = store.status(vec![key(1), key(2)]).await.unwrap();
    let named: Vec<_> = status
        .iter()
        .map(|status| status.city_id.as_deref())
        .collect();
    assert_eq!(named, [Some("KA-1"), Some("4711")]);
    assert!(
        status
            .iter()
            .all(|status| status.progress == Progress::Closed)
    );
}

#[tokio::test]
async fn what_the_citys_server_says_nothing_of_may_be_taken_by_the_desk() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    with_a_server(&store).await;
    let say = || store.say(1, None, Some("Wir kommen.".to_owned()), now());
    store.set_posts(key(1), 1).await.unwrap();
    assert_eq!(say().await.unwrap(), Said::AtTheCity);
    store.set_posts(key(1), 2).await.unwrap();
    assert_eq!(say().await.unwrap(), Said::Done);
    assert!(store.waiting_for_city().await.unwrap().is_empty());
}

#[tokio::test]
async fn why_the_citys_server_refused_a_report_is_for_nobody_but_who_reported() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    with_a_server(&store).await;
    let complaint = ReportStep {
        at: now(),
        progress: Progress::Refused,
        words: Some("email ida@example.org is invalid".to_owned()),
    };
    store.add_step(key(3), complaint, now()).await.unwrap();
    let later = now() + TimeDelta::hours(1);
    let closed = store.say(3, Some(Progress::Closed), None, later).await;
    assert_eq!(closed.unwrap(), Said::Done);
    let public = store.public(later).await.unwrap();
    let one = public.iter().find(|one| one.id.as_str() == "KA-3").unwrap();
    assert_eq!((one.progress, &one.answer), (Progress::Closed, &None));
}

#[tokio::test]
async fn a_report_of_which_nobody_says_a_word_for_years_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    with_a_server(&store).await;
    let followed = async |now| store.followed(9, now).await.unwrap().len();
    let kept = async || {
        let cases = store.cases(false).await.unwrap();
        cases.iter().filter(|case| case.report.is_some()).count()
    };
    let years = |years: i64| now() + TimeDelta::days(366 * years);
    store.forget(years(1)).await.unwrap();
    assert_eq!((followed(years(1)).await, kept().await), (1, 3));
    store.forget(years(2)).await.unwrap();
    // What the city's server does not have yet is kept until somebody has it.
    assert_eq!((followed(years(2)).await, kept().await), (0, 2));
}

#[tokio::test]
async fn a_report_that_cannot_be_read_hides_no_other_from_the_desk() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for n in 1..=2 {
        accept(&store, n, report(vec![], None), None).await;
    }
    let spoil = |connection: &Connection| {
        connection.execute("UPDATE report SET report = '{' WHERE number = 1", [])?;
        Ok(())
    };
    store.write(spoil).await.unwrap();
    assert_eq!(names(store.cases(false).await.unwrap()), ["KA-2"]);
    assert_eq!(store.public(now()).await.unwrap().len(), 1);
}
