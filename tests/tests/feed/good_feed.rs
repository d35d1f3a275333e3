use crate::town::Town;
use anyhow::Result;
use chrono::Utc;
use ka_core::feed::Synced;
use ka_core::store::polls;
use ka_gateway::keys::rotate::{Rotated, rotate};
use ka_gateway::keys::{Keys, signing};
use std::fs;

#[tokio::test]
async fn a_new_device_gets_all_that_the_city_publishes() -> Result<()> {
    let town = Town::open().await?;
    town.publish_bicycle_places(&["Waldstraße", "Amalienstraße"])?;
    let device = town.device()?;
    let synced = device.sync().await?;
    assert!(synced.changed.iter().any(|c| c.as_str() == "services"));
    assert_eq!(synced.unknown, None);
    assert!(device.services()? >= 60);
    assert_eq!(device.streets()?, ["Amalienstraße", "Waldstraße"]);
    assert!(device.feed_files("downloads")?.is_empty());
    Ok(())
}

#[tokio::test]
async fn when_nothing_is_new_nothing_changes_and_that_is_known() -> Result<()> {
    let town = Town::open().await?;
    let device = town.device()?;
    device.sync().await?;
    let first = device.store.read(polls::get)?;
    assert_eq!(device.sync().await?, Synced::default());
    let second = device.store.read(polls::get)?;
    assert_eq!(second.etag, first.etag);
    assert!(second.checked_at >= first.checked_at);
    assert_eq!(second.loaded_at, first.loaded_at);
    Ok(())
}

#[tokio::test]
async fn what_is_added_changed_and_removed_arrives() -> Result<()> {
    let town = Town::open().await?;
    town.publish_bicycle_places(&["Waldstraße", "Amalienstraße", "Kriegsstraße"])?;
    let device = town.device()?;
    device.sync().await?;
    town.publish_bicycle_places(&["Waldstraße", "Kriegsstraße", "Lessingstraße"])?;
    let synced = device.sync().await?;
    let changed: Vec<&str> = synced.changed.iter().map(|c| c.as_str()).collect();
    assert_eq!(changed, ["bicycle-parking"]);
    assert_eq!(
        device.streets()?,
        ["Kriegsstraße", "Lessingstraße", "Waldstraße"]
    );
    Ok(())
}

#[tokio::test]
async fn a_device_that_was_away_for_long_catches_up() -> Result<()> {
    let town = Town::open().await?;
    let device = town.device()?;
    device.sync().await?;
    // Enough changes for several generations of so small a collection.
    let mut streets = Vec::new();
    for name in ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben"] {
        streets.push(name);
        town.publish_bicycle_places(&streets)?;
    }
    device.sync().await?;
    assert_eq!(device.streets()?.len(), 7);
    let newcomer = town.device()?;
    newcomer.sync().await?;
    assert_eq!(newcomer.streets()?, device.streets()?);
    Ok(())
}

#[tokio::test]
async fn a_device_given_to_another_city_begins_anew_there() -> Result<()> {
    let (karlsruhe, elsewhere) = (Town::open().await?, Town::open().await?);
    karlsruhe.publish_bicycle_places(&["Waldstraße"])?;
    elsewhere.publish_bicycle_places(&["Hauptstraße"])?;
    let device = karlsruhe.device()?;
    device.sync().await?;
    let device = device.moved_to(&elsewhere)?;
    // The same generation and sequence, but not the same feed.
    device.sync().await?;
    assert_eq!(device.streets()?, ["Hauptstraße"]);
    Ok(())
}

#[tokio::test]
async fn metadata_torn_by_a_crash_of_the_device_is_mended() -> Result<()> {
    let town = Town::open().await?;
    let device = town.device()?;
    device.sync().await?;
    for file in device.feed_files("trusted")? {
        let half = fs::read(&file)?;
        fs::write(&file, &half[..half.len() / 2])?;
    }
    town.publish_bicycle_places(&["Waldstraße"])?;
    device.sync().await?;
    assert_eq!(device.streets()?, ["Waldstraße"]);
    Ok(())
}

#[tokio::test]
async fn a_clock_that_once_ran_ahead_locks_nobody_out() -> Result<()> {
    let town = Town::open().await?;
    let device = town.device()?;
    device.sync().await?;
    let note = device.feed_files("trusted")?;
    let note = note
        .iter()
        .find(|file| file.ends_with("latest_known_time.json"));
    if let Some(note) = note {
        fs::write(note, "\"2099-01-01T00:00:00Z\"")?;
    }
    town.publish_bicycle_places(&["Waldstraße"])?;
    device.sync().await?;
    assert_eq!(device.streets()?, ["Waldstraße"]);
    Ok(())
}

#[tokio::test]
async fn a_device_follows_when_every_key_is_exchanged_one_after_the_other() -> Result<()> {
    let town = Town::open().await?;
    let device = town.device()?;
    device.sync().await?;
    let before = device.root_version();
    let mut streets = Vec::new();
    for (role, street) in Rotated::ALL.into_iter().zip(["A", "B", "C", "D", "E"]) {
        let now = signing::moment(Utc::now());
        rotate(&town.state(), &Keys::in_state(&town.state()), role, now)?;
        town.gateway.publication.reconcile(Utc::now())?;
        streets.push(street);
        town.publish_bicycle_places(&streets)?;
        device.sync().await?;
        assert_eq!(device.streets()?, streets, "{role:?}");
    }
    // Four of the five are named in the root.
    assert_eq!(device.root_version(), before.map(|version| version + 4));
    let newcomer = town.device()?;
    newcomer.sync().await?;
    assert_eq!(newcomer.streets()?, streets);
    Ok(())
}

#[tokio::test]
async fn a_sync_that_broke_off_goes_on_where_it_stopped() -> Result<()> {
    let town = Town::open().await?;
    let device = town.device()?;
    // The services' file is not there; everything before it is taken in.
    let path = town.target("services/1/base.ndjson.zst")?;
    let whole = fs::read(&path)?;
    fs::remove_file(&path)?;
    let broken = device.sync().await;
    assert!(broken.is_err() && device.districts()?.len() == 27);
    // What was taken in is not asked for again: its file can be gone by now.
    fs::remove_file(town.target("districts/1/base.ndjson.zst")?)?;
    fs::write(&path, whole)?;
    let synced = device.sync().await?;
    let changed: Vec<&str> = synced.changed.iter().map(|c| c.as_str()).collect();
    assert_eq!(changed, ["services"]);
    assert!(device.services()? >= 60);
    Ok(())
}
