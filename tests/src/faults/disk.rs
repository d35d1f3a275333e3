//! No room, no leave to write, and two at once.
//!
//! A disk that is full is a real one: a file system of a few megabytes that one process alone sees, in a
//! namespace of its own ([`on_small_disk`]). The same one is then made read-only. Permissions would say nothing
//! to the superuser, as whom machines that run tests often run.

use super::child::{Aim, Child, Life, Line, say};
use super::device::{Device, KnownKey};
use super::ledger::{Ledger, Seen, Tally, Told};
use super::town::Town;
use crate::fault_proxy::FaultProxy;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, bail, ensure};
use fastrand::Rng;
use ka_core::city::CityError;
use ka_core::clock::SystemClock;
use ka_core::store::StoreError;
use ka_core::{City, Gateway, Phase};
use ka_domain::SubmissionId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use url::Url;

/// Room on the small disk, in MiB. What the city publishes needs some of it.
const ROOM: u32 = 20;
/// What is on it besides, in bytes, and can be removed.
const BALLAST: usize = 10 << 20;
/// Photos that fit on it at the very most.
const MOST: usize = 2_000;

/// All of it, with all files below `folder`.
pub async fn run(seed: u64, folder: &Path) -> Result<Tally> {
    Box::pin(everything(seed, folder))
        .await
        .with_context(|| format!("seed {seed}"))
}

async fn everything(seed: u64, folder: &Path) -> Result<Tally> {
    let mut chance = Rng::with_seed(seed);
    let mut ledger = Ledger::default();
    let town = Town::start(&folder.join("town")).await?;
    let wire = FaultProxy::start(town.address()?, vec![]).await?;
    let mut life = Life {
        folder: folder.join("device"),
        gateway: Url::parse(&format!("http://{}/", wire.address))?,
        root: town.root()?,
        seed: 0,
        aim: Aim::Beside,
    };
    let log = folder.join("device.log");

    // Two at once, on the same store.
    let mut both = Vec::new();
    for _ in 0..2 {
        life.seed = chance.u64(..);
        both.push(Child::start(&life, &log).await?);
    }
    for device in &mut both {
        while device.hear_some(1, &mut ledger).await? {}
    }
    for device in both {
        device.kill(&mut ledger).await?;
    }

    // One on a small disk. What it has there is gone with it, so it is the first to be looked at.
    life.aim = Aim::Settle;
    let last = Child::start(&life, &log).await?;
    let mut device = last.settled(&mut ledger).await?;
    life.folder = folder.join("small");
    life.aim = Aim::FillTheDisk;
    std::fs::create_dir_all(&life.folder)?;
    let small = Child::start(&life, &log).await?;
    device.extend(small.settled(&mut ledger).await?);
    ledger.settle(device, &town.state())
}

/// The life of a device on a small disk, in its own process and its own view of the file systems.
pub(super) async fn on_small_disk(
    life: Life,
    mut tell: impl FnMut(Told) -> Result<()>,
) -> Result<Device> {
    let (disk, files) = (&life.folder, life.folder.join("files"));
    mount(
        &["-t", "tmpfs", "-o", &format!("size={ROOM}m"), "none"],
        disk,
    )?;
    let ballast = disk.join("ballast");
    std::fs::write(&ballast, vec![0; BALLAST])?;
    let gateway = Gateway {
        url: life.gateway,
        trust_root: std::fs::read(&life.root)?,
    };
    let open = || Device::open(&files, gateway.clone(), Arc::new(SystemClock));
    let mut chance = Rng::with_seed(life.seed);
    // The drafts, as their owner was last told.
    let kept = RefCell::new(BTreeMap::new());
    let mut note = |told: Told| {
        match &told {
            Told::Draft(seen) => kept.borrow_mut().insert(seen.id, seen.clone()),
            Told::Sent(seen) => kept.borrow_mut().remove(&seen.id),
        };
        tell(told)
    };

    let device = open()?;
    device.has_categories().await?;
    say(&Line::Open)?;
    let full = (0..MOST).find_map(|_| device.write(&mut chance, &mut note).err());
    let full = full.context("the disk does not get full")?;
    ensure!(is_full(&full), "{full:#}");
    // What fits is handed in, and what does not stays a draft; nothing in between.
    let drafts: Vec<SubmissionId> = kept.borrow().keys().copied().collect();
    for id in drafts {
        let is_complete = device.city.draft(&id)?.faults.is_empty();
        if is_complete && let Err(why) = device.send(&id, &mut note) {
            ensure!(is_full(&why), "{why:#}");
        }
    }
    let kept = kept.into_inner();
    are_there(&device, &kept)?;
    device.close().await?;

    until("a disk that nobody writes to", PATIENCE, async || {
        Ok(mount(&["-o", "remount,ro"], disk).ok())
    })
    .await?;
    is_not_writable(&files, &gateway)?;
    mount(&["-o", "remount,rw"], disk)?;

    std::fs::remove_file(ballast)?;
    let device = open()?;
    are_there(&device, &kept)?;
    device.send_drafts(&mut chance, &mut tell)?;
    Ok(device)
}

fn is_full(why: &anyhow::Error) -> bool {
    let why = why.downcast_ref();
    matches!(why, Some(CityError::Store(StoreError::DiskFull)))
}

/// Whether all drafts are as their owner was last told.
fn are_there(device: &Device, drafts: &BTreeMap<SubmissionId, Seen>) -> Result<()> {
    for (id, seen) in drafts {
        let there = device.draft(id)?;
        ensure!(there == *seen, "{there:?} instead of {seen:?}");
    }
    Ok(())
}

/// Whether a store that cannot be written says so, and no more.
fn is_not_writable(files: &Path, gateway: &Gateway) -> Result<()> {
    let city = City::with_key_store(
        files.to_path_buf(),
        Some(gateway.clone()),
        Arc::new(SystemClock),
        Arc::new(|_| ()),
        tokio::runtime::Handle::current(),
        Box::new(KnownKey),
    );
    match city.open() {
        Phase::Broken(CityError::Store(StoreError::NotWritable)) => Ok(()),
        other => bail!("a store that cannot be written is {other:?}"),
    }
}

fn mount(words: &[&str], disk: &Path) -> Result<()> {
    let done = Command::new("mount").args(words).arg(disk).output()?;
    let said = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "mount {words:?}: {said}");
    Ok(())
}
