//! Clocks that jump, and a device that was away for a quarter of a year.

use super::device::Device;
use super::ledger::{Ledger, Tally, Told};
use super::town::Town;
use crate::fault_proxy::FaultProxy;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use ka_core::clock::{Clock, NoRandomness, SystemClock};
use ka_domain::views::SubmissionState;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// How long a device is away.
const AWAY: TimeDelta = TimeDelta::days(90);

/// The system's clock, turned.
#[derive(Debug, Default)]
pub struct TurnedClock {
    /// By so many seconds ahead.
    ahead: AtomicI64,
}

impl TurnedClock {
    /// One that is turned ahead by so much.
    pub fn by(ahead: TimeDelta) -> Arc<TurnedClock> {
        let clock = TurnedClock::default();
        clock.turn(ahead);
        Arc::new(clock)
    }

    /// Turns it ahead by so much more, or back.
    pub fn turn(&self, ahead: TimeDelta) {
        self.ahead.fetch_add(ahead.num_seconds(), Ordering::Relaxed);
    }
}

impl Clock for TurnedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::seconds(self.ahead.load(Ordering::Relaxed))
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        SystemClock.fill(bytes)
    }
}

/// All of it, with all files below `folder`.
pub async fn run(seed: u64, folder: &Path) -> Result<Tally> {
    Box::pin(everything(seed, folder))
        .await
        .with_context(|| format!("seed {seed}"))
}

async fn everything(seed: u64, folder: &Path) -> Result<Tally> {
    let mut chance = Rng::with_seed(seed);
    let mut ledger = Ledger::default();
    let mut town = Town::start(&folder.join("town")).await?;
    let wire = FaultProxy::start(town.address()?, vec![]).await?;
    let gateway = town.at(&format!("http://{}/", wire.address))?;
    let files = folder.join("device");
    let mut tell = |told: Told| {
        ledger.hear(told);
        Ok(())
    };

    // Somebody writes where there is no network, and puts the device in a drawer.
    let device = Device::open(&files, gateway.clone(), TurnedClock::by(-AWAY))?;
    device.has_categories().await?;
    town.kill().await?;
    for _ in 0..3 {
        let id = device.write(&mut chance, &mut tell)?;
        device.send(&id, &mut tell)?;
    }
    device.write(&mut chance, &mut tell)?;
    in_vain(&device).await?;
    device.close().await?;

    // A quarter of a year later, everything goes on, and the draft is still there.
    let clock = Arc::new(TurnedClock::default());
    let device = Device::open(&files, gateway, clock.clone())?;
    device.send_drafts(&mut chance, &mut tell)?;
    town.begin().await?;
    wire.turn(town.address()?);
    device.settle(PATIENCE).await?;

    // A day ahead, and two days back: what failed just before is not put off for as long.
    for jump in [TimeDelta::days(1), TimeDelta::days(-2)] {
        town.kill().await?;
        let id = device.write(&mut chance, &mut tell)?;
        device.send(&id, &mut tell)?;
        in_vain(&device).await?;
        clock.turn(jump);
        town.begin().await?;
        wire.turn(town.address()?);
        goes_on_by_itself(&device).await?;
    }
    let reports = device.reports()?;
    ledger.settle(reports, &town.state())
}

/// Waits until something was tried in vain.
async fn in_vain(device: &Device) -> Result<()> {
    until("an attempt in vain", PATIENCE, async || {
        let outbox = device.city.outbox()?;
        let tried = outbox
            .rows
            .iter()
            .any(|row| matches!(row.state, SubmissionState::Queued { attempts: 1.., .. }));
        Ok(tried.then_some(()))
    })
    .await
}

/// Waits until everything is there, and hurries nobody.
async fn goes_on_by_itself(device: &Device) -> Result<()> {
    until("the outbox to be empty", PATIENCE, async || {
        Ok((device.city.outbox()?.under_way == 0).then_some(()))
    })
    .await
}
