//! What bad input gets: a failure of its own, and the content that was there.

use crate::forger::{Forger, Forgery};
use crate::town::{Device, Town};
use anyhow::{Result, ensure};
use chrono::{TimeDelta, Utc};
use ka_core::feed::{FeedError, SyncError};
use ka_core::net::NetError;
use std::fs;
use std::path::Path;

/// A line of the collection `districts`.
const A_DISTRICT: &str = r#"{"id":"x","revision":1,"source":"s","as_of":"2026-11-24T00:00:00Z","content":{"kind":"district","id":"x","name":"x"}}"#;

/// A town with one street, and a device that knows it.
async fn acquainted() -> Result<(Town, Device)> {
    let town = Town::open().await?;
    town.publish_bicycle_places(&["Waldstraße"])?;
    let device = town.device()?;
    device.sync().await?;
    Ok((town, device))
}

/// Syncs, which must fail, and makes sure that the device still has what it had.
async fn refusal(device: &Device) -> Result<SyncError> {
    let before = (device.services()?, device.streets()?);
    let Err(refusal) = device.sync().await else {
        anyhow::bail!("it was taken");
    };
    assert_eq!((device.services()?, device.streets()?), before);
    ensure!(before.0 >= 60 && before.1 == ["Waldstraße"]);
    Ok(refusal)
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) -> Result<()> {
    Ok(fs::write(path, change(fs::read_to_string(path)?))?)
}

#[tokio::test]
async fn a_wrong_signature() -> Result<()> {
    let (town, device) = acquainted().await?;
    let timestamp = town.metadata().join("timestamp.json");
    let before = fs::read_to_string(&timestamp)?;
    edit(&timestamp, |text| {
        // A later version than was signed.
        let at = text.find("\"version\"").unwrap();
        let (head, tail) = text.split_at(at);
        head.to_owned() + &tail.replacen("\"version\": ", "\"version\": 9", 1)
    })?;
    ensure!(fs::read_to_string(&timestamp)? != before);
    let refusal = refusal(&device).await?;
    assert!(matches!(refusal.why, FeedError::Signature), "{refusal:?}");
    Ok(())
}

#[tokio::test]
async fn metadata_that_is_none() -> Result<()> {
    let (town, device) = acquainted().await?;
    let timestamp = town.metadata().join("timestamp.json");
    fs::write(timestamp, "<html>a captive portal</html>")?;
    let refusal = refusal(&device).await?;
    assert!(matches!(refusal.why, FeedError::Metadata(_)), "{refusal:?}");
    Ok(())
}

#[tokio::test]
async fn metadata_that_ran_out() -> Result<()> {
    let town = Town::asleep_since(Utc::now() - TimeDelta::days(40)).await?;
    let device = town.device()?;
    let Err(refusal) = device.sync().await else {
        anyhow::bail!("it was taken");
    };
    assert!(matches!(refusal.why, FeedError::Expired), "{refusal:?}");
    assert_eq!(device.services()?, 0);
    Ok(())
}

#[tokio::test]
async fn metadata_that_was_seen_newer_before() -> Result<()> {
    let (town, device) = acquainted().await?;
    let timestamp = town.metadata().join("timestamp.json");
    let old = fs::read(&timestamp)?;
    town.publish_bicycle_places(&["Waldstraße", "Kriegsstraße"])?;
    device.sync().await?;
    town.publish_bicycle_places(&["Waldstraße"])?;
    device.sync().await?;
    fs::write(&timestamp, old)?;
    let refusal = refusal(&device).await?;
    assert!(matches!(refusal.why, FeedError::RolledBack), "{refusal:?}");
    Ok(())
}

/// Publishes a new generation and spoils its file; says how that was refused, and makes sure that
/// the device takes it once it is whole.
async fn spoiled(spoil: impl FnOnce(Vec<u8>) -> Option<Vec<u8>>) -> Result<SyncError> {
    let (town, device) = acquainted().await?;
    let forger = Forger::of(&town)?;
    forger
        .publish("districts", &Forgery::of(&format!("{A_DISTRICT}\n"))?)
        .await?;
    let path = town.target("districts/99/base.ndjson.zst")?;
    let whole = fs::read(&path)?;
    match spoil(whole.clone()) {
        Some(bytes) => fs::write(&path, bytes)?,
        None => fs::remove_file(&path)?,
    }
    let refusal = refusal(&device).await?;
    assert_eq!(
        refusal.collection.as_ref().map(|c| c.as_str()),
        Some("districts")
    );
    assert!(device.feed_files("downloads")?.is_empty());
    fs::write(&path, whole)?;
    device.sync().await?;
    Ok(refusal)
}

#[tokio::test]
async fn a_file_that_is_cut_short() -> Result<()> {
    let refusal = spoiled(|mut bytes| {
        bytes.pop();
        Some(bytes)
    })
    .await?;
    assert!(matches!(refusal.why, FeedError::Truncated), "{refusal:?}");
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_not_there() -> Result<()> {
    let refusal = spoiled(|_| None).await?;
    assert!(matches!(refusal.why, FeedError::Truncated), "{refusal:?}");
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_too_long() -> Result<()> {
    let refusal = spoiled(|mut bytes| {
        bytes.extend([0; 100_000]);
        Some(bytes)
    })
    .await?;
    assert!(matches!(refusal.why, FeedError::Oversized), "{refusal:?}");
    Ok(())
}

/// How a file is refused that somebody with the keys has signed.
async fn forged(forgery: Forgery) -> Result<SyncError> {
    let (town, device) = acquainted().await?;
    Forger::of(&town)?.publish("services", &forgery).await?;
    let refusal = refusal(&device).await?;
    assert_eq!(
        refusal.collection.as_ref().map(|c| c.as_str()),
        Some("services")
    );
    Ok(refusal)
}

#[tokio::test]
async fn a_bomb() -> Result<()> {
    let zeros = "\n".repeat(64 * 1024 * 1024);
    let archive = zstd::encode_all(zeros.as_bytes(), 3)?;
    ensure!(archive.len() < 16 * 1024);
    // What is signed for is far less than what it unpacks to. A line of nothing is no line, so that
    // a device that unpacked it all would say something else.
    let refusal = forged(Forgery {
        archive,
        unpacked: (0, 0),
    })
    .await?;
    assert!(matches!(refusal.why, FeedError::Bomb), "{refusal:?}");
    Ok(())
}

#[tokio::test]
async fn a_file_that_promises_too_much() -> Result<()> {
    let refusal = forged(Forgery {
        archive: zstd::encode_all(&b"\n"[..], 3)?,
        unpacked: (1 << 40, 1),
    })
    .await?;
    assert!(matches!(refusal.why, FeedError::Oversized), "{refusal:?}");
    Ok(())
}

#[tokio::test]
async fn a_line_that_is_not_json() -> Result<()> {
    let refusal = forged(Forgery::of("{\n")?).await?;
    assert!(
        matches!(refusal.why, FeedError::Malformed { line: 1, .. }),
        "{refusal:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_file_without_its_unpacked_size_or_no_archive() -> Result<()> {
    let refusal = forged(Forgery {
        archive: b"not an archive".to_vec(),
        unpacked: (14, 1),
    })
    .await?;
    assert!(matches!(refusal.why, FeedError::Archive(_)), "{refusal:?}");
    Ok(())
}

#[tokio::test]
async fn a_collection_that_this_app_does_not_know_costs_nothing() -> Result<()> {
    let (town, device) = acquainted().await?;
    Forger::of(&town)?.publish_unknown("playgrounds").await?;
    let synced = device.sync().await?;
    assert_eq!(
        synced.unknown.map(String::from).as_deref(),
        Some("playgrounds")
    );
    assert_eq!(device.streets()?, ["Waldstraße"]);
    // It is told of at every sync, not only when it is new.
    let again = device.sync().await?;
    assert!(again.unknown.is_some() && again.changed.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_with_one_collection_costs_the_others_nothing() -> Result<()> {
    let (town, device) = acquainted().await?;
    Forger::of(&town)?
        .publish("bicycle-parking", &Forgery::of("{\n")?)
        .await?;
    let districts = Forgery::of(&format!("{A_DISTRICT}\n"))?;
    Forger::of(&town)?.publish("districts", &districts).await?;
    let Err(refusal) = device.sync().await else {
        anyhow::bail!("it was taken");
    };
    let collection = refusal.collection.map(String::from);
    assert_eq!(collection.as_deref(), Some("bicycle-parking"));
    assert_eq!(device.streets()?, ["Waldstraße"]);
    assert_eq!(device.districts()?, ["x"]);
    Ok(())
}

#[tokio::test]
async fn nobody_there() -> Result<()> {
    let (town, device) = acquainted().await?;
    town.gateway.stop().await;
    let refusal = refusal(&device).await?;
    assert!(
        matches!(refusal.why, FeedError::Net(NetError::Offline)),
        "{refusal:?}"
    );
    Ok(())
}

#[tokio::test]
async fn another_towns_feed_under_this_towns_address() -> Result<()> {
    let (town, device) = acquainted().await?;
    let impostor = Town::open().await?;
    for entry in fs::read_dir(town.metadata())? {
        fs::remove_file(entry?.path())?;
    }
    for entry in fs::read_dir(impostor.metadata())? {
        let path = entry?.path();
        fs::copy(&path, town.metadata().join(path.file_name().unwrap()))?;
    }
    let refusal = refusal(&device).await?;
    assert!(matches!(refusal.why, FeedError::Signature), "{refusal:?}");
    Ok(())
}
