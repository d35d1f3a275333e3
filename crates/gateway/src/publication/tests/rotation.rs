//! New keys, and an app that knows only the first root.

use super::*;
use crate::keys::KeyError;
use crate::keys::rotate::{Rotated, rotate};
use tough::schema::RoleType;

/// Whose keys they are now.
fn keys_of(seen: &Seen, role: Rotated) -> String {
    let keys = match role {
        Rotated::Root => seen.keys(RoleType::Root),
        Rotated::Targets => seen.keys(RoleType::Targets),
        Rotated::Snapshot => seen.keys(RoleType::Snapshot),
        Rotated::Timestamp => seen.keys(RoleType::Timestamp),
        Rotated::Collections => seen.collection_keys(),
    };
    assert_eq!(keys.len(), 1, "{role:?}");
    format!("{keys:?}")
}

async fn follows_new_keys(role: Rotated) {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    let app = App::new(&city);
    let first = keys_of(&app.look(&city).await.unwrap(), role);

    rotate(&city.state(), &city.keys, role, moment(now())).unwrap();
    // The running gateway has not looked yet.
    assert_eq!(app.look(&city).await.unwrap().items.len(), 300);

    publication.reconcile(now()).unwrap();
    let seen = app.look(&city).await.unwrap();
    let second = keys_of(&seen, role);
    assert_ne!(first, second);

    // Whoever has stolen the old key cannot be told from one who has it no more: throw it away.
    let folder = match role {
        Rotated::Root => city.keys.root.clone().unwrap(),
        _ => city.keys.online.clone(),
    };
    let name = format!("{role:?}").to_lowercase();
    fs::remove_file(folder.join(format!("{name}.pk8"))).unwrap();
    publish(&publication, vec![district("durlach", "Durlach")]);
    assert_eq!(app.look(&city).await.unwrap().names(), ["Durlach"]);

    // And once more, for an app that slept through all of it.
    rotate(&city.state(), &city.keys, role, moment(now())).unwrap();
    publication.reconcile(now()).unwrap();
    let seen = city.seen().await;
    assert_eq!(seen.names(), ["Durlach"]);
    assert_ne!(keys_of(&seen, role), second);
    let roots = if role == Rotated::Collections { 1 } else { 3 };
    assert_eq!(seen.root_version(), roots);
}

#[tokio::test]
async fn an_app_follows_a_new_root_key() {
    follows_new_keys(Rotated::Root).await;
}

#[tokio::test]
async fn an_app_follows_a_new_targets_key() {
    follows_new_keys(Rotated::Targets).await;
}

#[tokio::test]
async fn an_app_follows_a_new_snapshot_key() {
    follows_new_keys(Rotated::Snapshot).await;
}

#[tokio::test]
async fn an_app_follows_a_new_timestamp_key() {
    follows_new_keys(Rotated::Timestamp).await;
}

#[tokio::test]
async fn an_app_follows_a_new_collections_key() {
    follows_new_keys(Rotated::Collections).await;
}

#[tokio::test]
async fn one_new_root_waits_at_a_time() {
    let city = City::new().await;
    let publication = city.open();
    publication.reconcile(now()).unwrap();
    let again = || rotate(&city.state(), &city.keys, Rotated::Timestamp, moment(now()));
    again().unwrap();
    assert!(matches!(again(), Err(KeyError::Pending(_))));
    publication.reconcile(now()).unwrap();
    again().unwrap();
}

#[tokio::test]
async fn without_the_root_key_no_key_of_a_role_can_be_replaced() {
    let city = City::new().await;
    let publication = city.open();
    publish(&publication, many());
    let away = Keys {
        root: None,
        ..city.keys.clone()
    };
    assert!(rotate(&city.state(), &away, Rotated::Timestamp, moment(now())).is_err());
    publication.reconcile(now()).unwrap();
    assert_eq!(city.seen().await.root_version(), 1);
}

#[tokio::test]
async fn a_root_of_somebody_else_is_not_published() {
    let (city, stranger) = (City::new().await, City::new().await);
    let publication = city.open();
    publish(&publication, vec![district("durlach", "Durlach")]);
    rotate(
        &stranger.state(),
        &stranger.keys,
        Rotated::Root,
        moment(now()),
    )
    .unwrap();
    let forged = crate::keys::roots::pending_path(&stranger.state());
    fs::copy(forged, crate::keys::roots::pending_path(&city.state())).unwrap();
    publish(&publication, vec![district("durlach", "Turmberg")]);
    let seen = city.seen().await;
    assert_eq!(
        (seen.names(), seen.root_version()),
        (vec!["Turmberg".to_owned()], 1)
    );
}
