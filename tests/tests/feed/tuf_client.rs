//! The TUF client on the conformance suite's command line, against a real gateway.

use crate::town::Town;
use anyhow::Result;
use ka_journeys::binaries::program;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use tokio::process::Command;

async fn client(metadata: &Path, words: &[&str]) -> Result<bool> {
    let status = Command::new(program("digital-ka-tuf-client")?)
        .arg("--metadata-dir")
        .arg(metadata)
        .args(words)
        .status()
        .await?;
    Ok(status.success())
}

#[tokio::test]
async fn it_trusts_refreshes_and_downloads() -> Result<()> {
    let (town, folder) = (Town::open().await?, TempDir::new()?);
    let (metadata, targets) = (
        folder.path().join("metadata"),
        folder.path().join("targets"),
    );
    fs::create_dir(&targets)?;
    let root = town.gateway.root.to_string_lossy().into_owned();
    assert!(client(&metadata, &["init", &root]).await?);

    let feed = town.gateway.url.join("feed/")?;
    let metadata_url = feed.join("metadata")?.to_string();
    assert!(client(&metadata, &["--metadata-url", &metadata_url, "refresh"]).await?);
    for file in [
        "root.json",
        "timestamp.json",
        "snapshot.json",
        "targets.json",
    ] {
        assert!(metadata.join(file).is_file(), "{file}");
    }

    let targets_url = feed.join("targets")?;
    let name = "feed/districts/1/base.ndjson.zst";
    let download = [
        "--metadata-url",
        &metadata_url,
        "--target-name",
        name,
        "--target-base-url",
        targets_url.as_str(),
        "--target-dir",
        &targets.to_string_lossy(),
        "download",
    ];
    assert!(client(&metadata, &download).await?);
    assert_eq!(
        fs::read(targets.join(name))?,
        fs::read(town.target("districts/1/base.ndjson.zst")?)?
    );
    Ok(())
}

#[tokio::test]
async fn it_ends_with_1_when_anything_is_wrong() -> Result<()> {
    let (town, folder) = (Town::open().await?, TempDir::new()?);
    let metadata = folder.path().join("metadata");
    let root = town.gateway.root.to_string_lossy().into_owned();
    let metadata_url = town.gateway.url.join("feed/metadata/")?.to_string();
    let refresh = ["--metadata-url", &metadata_url, "refresh"];

    assert!(
        !client(&metadata, &refresh).await?,
        "no root is trusted yet"
    );
    assert!(!client(&metadata, &["init", "/nowhere/root.json"]).await?);
    assert!(client(&metadata, &["init", &root]).await?);
    assert!(!client(&metadata, &["--metadata-url", "nonsense", "refresh"]).await?);
    let timestamp = town.metadata().join("timestamp.json");
    let forged = fs::read_to_string(&timestamp)?.replacen("\"version\": ", "\"version\": 9", 1);
    fs::write(&timestamp, forged)?;
    assert!(!client(&metadata, &refresh).await?, "a forged timestamp");
    assert!(!metadata.join("timestamp.json").exists());
    Ok(())
}
