//! From what sources have to what an app sees.

use super::*;
use ka_protocol::FilePart;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn parts(publication: &Publication) -> Vec<(u64, FilePart)> {
    let files = publication.files(&collection()).unwrap();
    files
        .iter()
        .map(|file| (file.name.generation, file.name.part))
        .collect()
}

#[tokio::test]
async fn before_the_first_harvest_there_is_a_feed_with_nothing_in_it() {
    let city = City::new().await;
    city.open().reconcile(now()).unwrap();
    assert!(city.seen().await.items.is_empty());
}

#[tokio::test]
async fn an_app_sees_what_a_source_has() {
    let city = City::new().await;
    let changes = publish(
        &city.open(),
        vec![
            district("durlach", "Durlach"),
            district("waldstadt", "Waldstadt"),
        ],
    );
    assert_eq!((changes.upserted, changes.removed), (2, 0));
    assert_eq!(city.seen().await.names(), ["Durlach", "Waldstadt"]);
}

#[tokio::test]
async fn nothing_new_writes_nothing() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    publication.reconcile(now()).unwrap();
    let before = published_files(&city);
    assert_eq!(publish(&publication, many()), Changes::default());
    publication.reconcile(now()).unwrap();
    assert_eq!(published_files(&city), before);
}

#[tokio::test]
async fn a_change_travels_as_a_delta_and_touches_no_other_collection() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    let before = city.seen().await;
    let mut items = many();
    items[7] = district("d007", "Agentendorf");
    items.remove(8);
    let changes = publish(&publication, items);
    assert_eq!((changes.upserted, changes.removed), (1, 1));
    assert_eq!(
        parts(&publication),
        [(1, FilePart::Base), (1, FilePart::Delta(1))]
    );

    let after = city.seen().await;
    let of = |id: &str| after.items.get(&("districts".to_owned(), id.to_owned()));
    assert_eq!(of("d007").unwrap().0, 2);
    assert_eq!((of("d008"), after.items.len()), (None, 299));
    let meta = |seen: &Seen, role: &str| seen.repository.snapshot().signed.meta[role].version.get();
    assert_eq!(
        meta(&after, "districts.json"),
        meta(&before, "districts.json") + 1
    );
    for role in ["services.json", "car-parks.json", "targets.json"] {
        assert_eq!(meta(&after, role), meta(&before, role), "{role}");
    }
}

#[tokio::test]
async fn when_the_deltas_weigh_too_much_a_new_generation_begins() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    let mut generations = vec![];
    for round in 0..40 {
        let mut items = many();
        for (n, item) in items.iter_mut().enumerate().take(40) {
            *item = district(&format!("d{n:03}"), &format!("round {round} of {n}"));
        }
        publish(&publication, items);
        let files = publication.files(&collection()).unwrap();
        let base = files[0].bytes as f64;
        let deltas: u64 = files[1..].iter().map(|file| file.bytes).sum();
        assert!(deltas as f64 <= ka_protocol::limits::COMPACT_AT * base);
        generations.push(files[0].name.generation);
    }
    assert!(
        generations.is_sorted() && generations[39] > 2,
        "{generations:?}"
    );
    assert_eq!(city.seen().await.items.len(), 300);
}

#[tokio::test]
async fn what_comes_back_goes_on_where_it_left() {
    let city = City::new().await;
    let publication = city.open();
    let durlach = || district("durlach", "Durlach");
    publish(
        &publication,
        vec![durlach(), district("neureut", "Neureut")],
    );
    publish(&publication, vec![district("neureut", "Neureut")]);
    publish(
        &publication,
        vec![durlach(), district("neureut", "Neureut")],
    );
    let seen = city.seen().await;
    let revision = seen.items[&("districts".to_owned(), "durlach".to_owned())].0;
    assert_eq!(revision, 3);
}

#[tokio::test]
async fn two_sources_share_a_collection_and_touch_only_their_own() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, vec![district("durlach", "Durlach")]);
    let other = source("neighbours");
    let theirs = |id: &str, name: &str| vec![district_of(&other, id, name)];
    let replace = |items| publication.replace(&other, KINDS, items, now());
    replace(theirs("ettlingen", "Ettlingen")).unwrap();
    assert_eq!(city.seen().await.names(), ["Durlach", "Ettlingen"]);

    let stolen = replace(theirs("durlach", "Turmberg"));
    assert!(matches!(stolen, Err(PublicationError::Taken { .. })));
    assert_eq!(city.seen().await.names(), ["Durlach", "Ettlingen"]);

    publish(&publication, vec![]);
    assert_eq!(city.seen().await.names(), ["Ettlingen"]);
}

fn amend(publication: &Publication, items: Vec<Harvested>, gone: &[&str]) -> Changes {
    let gone = gone
        .iter()
        .map(|id| (Kind::District, ItemId::new(*id).unwrap()));
    publication
        .amend(&editors(), KINDS, items, gone.collect(), now())
        .unwrap()
}

#[tokio::test]
async fn a_source_that_says_what_changed_keeps_the_rest() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    let changed = vec![district("d007", "Agentendorf"), district("new", "Neustadt")];
    let changes = amend(&publication, changed.clone(), &["d008", "never"]);
    assert_eq!((changes.upserted, changes.removed), (2, 1));
    let seen = city.seen().await;
    let of = |id: &str| seen.items.get(&("districts".to_owned(), id.to_owned()));
    assert_eq!((of("d007").unwrap().0, of("new").unwrap().0), (2, 1));
    assert_eq!((of("d008"), seen.items.len()), (None, 300));

    // Told again, as after a crash, it changes nothing.
    let before = published_files(&city);
    assert_eq!(amend(&publication, changed, &["d008"]), Changes::default());
    assert_eq!(published_files(&city), before);
    let back = amend(&publication, vec![district("d008", "Zurück")], &[]);
    assert_eq!((back.upserted, back.removed), (1, 0));
}

#[tokio::test]
async fn what_a_source_says_of_anothers_items_is_not_believed() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, vec![district("durlach", "Durlach")]);
    let other = source("neighbours");
    let durlach = (Kind::District, ItemId::new("durlach").unwrap());
    let amend = |items, gone| publication.amend(&other, KINDS, items, gone, now());
    let stolen = amend(vec![district_of(&other, "durlach", "Turmberg")], vec![]);
    assert!(matches!(stolen, Err(PublicationError::Taken { .. })));
    assert_eq!(amend(vec![], vec![durlach]).unwrap(), Changes::default());
    let office = (Kind::Office, ItemId::new("durlach").unwrap());
    let why = amend(vec![], vec![office]).err();
    assert!(matches!(why, Some(PublicationError::Kind(_))), "{why:?}");
    assert_eq!(city.seen().await.names(), ["Durlach"]);
}

#[tokio::test]
async fn what_breaks_a_rule_changes_nothing() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, vec![district("durlach", "Durlach")]);
    let try_it = |kinds: &[Kind], item: Vec<Harvested>| {
        publication.replace(&editors(), kinds, item, now()).err()
    };
    let long = "x".repeat(ka_protocol::limits::LINE_BYTES);
    let why = try_it(KINDS, vec![district("neureut", &long)]);
    assert!(matches!(why, Some(PublicationError::Line(_))), "{why:?}");
    let why = try_it(&[Kind::Office], vec![district("neureut", "Neureut")]);
    assert!(matches!(why, Some(PublicationError::Kind(_))), "{why:?}");
    let twice = vec![district("neureut", "a"), district("neureut", "b")];
    let why = try_it(KINDS, twice);
    assert!(matches!(why, Some(PublicationError::Twice(_))), "{why:?}");
    assert_eq!(city.seen().await.names(), ["Durlach"]);
}

#[tokio::test]
async fn a_feed_file_that_is_lost_is_made_again() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    let app = App::new(&city);
    app.look(&city).await.unwrap();
    let file = publication.files(&collection()).unwrap().remove(0);
    let path = publication.folders().targets.join(file.path());
    fs::write(&path, "half").unwrap();
    assert!(app.look(&city).await.is_err());
    publication.reconcile(now()).unwrap();
    assert_eq!(app.look(&city).await.unwrap().items.len(), 300);
    assert_eq!(parts(&publication), [(2, FilePart::Base)]);
}

#[tokio::test]
async fn a_role_that_is_lost_is_signed_again() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    let app = App::new(&city);
    let version = app.look(&city).await.unwrap().timestamp_version();
    let metadata = &publication.folders().metadata;
    fs::write(metadata.join("1.districts.json"), "{}").unwrap();
    assert!(app.look(&city).await.is_err());
    publication.reconcile(now()).unwrap();
    let seen = app.look(&city).await.unwrap();
    assert_eq!(
        (seen.items.len(), seen.timestamp_version()),
        (300, version + 1)
    );
}

#[tokio::test]
async fn what_is_named_no_more_stays_a_day() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, vec![district("durlach", "Durlach")]);
    let old = publication.files(&collection()).unwrap().remove(0);
    let old = publication.folders().targets.join(old.path());
    publish(&publication, vec![district("durlach", "Turmberg")]);
    let hours = |n| now() + chrono::TimeDelta::hours(n);
    publication.reconcile(hours(0)).unwrap();
    publication.reconcile(hours(23)).unwrap();
    assert!(old.exists());
    publication.reconcile(hours(25)).unwrap();
    assert!(!old.exists());
    // The first snapshot went with it; the root did not.
    let metadata = &publication.folders().metadata;
    assert!(!metadata.join("1.snapshot.json").exists());
    assert!(metadata.join("1.root.json").exists());
    assert_eq!(city.seen().await.names(), ["Turmberg"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whatever a source has, one harvest after the other: an app that sees base and deltas sees
    /// what the source has, and revisions only grow.
    #[test]
    fn an_app_always_sees_what_the_source_has_now(
        harvests in prop::collection::vec(
            prop::collection::btree_map("[a-f]{1,2}", "[x-z]{1,9}", 0..12), 1..6)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let city = City::new().await;
            let publication = city.open();
            let app = App::new(&city);
            let mut revisions: BTreeMap<String, u64> = BTreeMap::new();
            for harvest in harvests {
                let items = harvest.iter().map(|(id, name)| district(id, name)).collect();
                publish(&publication, items);
                let seen = app.look(&city).await.unwrap();
                let names: Vec<String> = harvest.values().cloned().collect();
                assert_eq!(seen.names(), names);
                for ((_, id), (revision, _)) in &seen.items {
                    let before = revisions.insert(id.clone(), *revision).unwrap_or(0);
                    assert!(*revision >= before, "{id}");
                }
            }
        });
    }
}
