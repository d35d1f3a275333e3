//! Everything that a network does to what is sent over it.
//!
//! Each seed has every accident befall a submission, in its own order and with some that pass in between.
//! Somebody writes reports all the while and wants some of them back. Then the device is in a network where
//! somebody else answers in the gateway's name, and in one where no name is known; and then in a good one.

use super::device::Device;
use super::ledger::{Ledger, Tally, Told};
use super::stranger::Stranger;
use super::town::Town;
use crate::fault_proxy::{Fault, FaultProxy};
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use ka_core::Gateway;
use ka_core::clock::SystemClock;
use ka_domain::SubmissionId;
use ka_domain::views::{OutboxView, SubmissionState, TroubleKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long all accidents may take together.
const LONG_PATIENCE: Duration = Duration::from_secs(180);
/// Reports that wait at a time, so that a lane has something to get out of order.
const AT_ONCE: u32 = 3;
/// Submissions that pass after an accident, at most.
const BETWEEN: usize = 2;

/// All of it once, with all files below `folder`.
pub async fn run(seed: u64, folder: &Path) -> Result<Tally> {
    Box::pin(everything(seed, folder))
        .await
        .with_context(|| format!("seed {seed}"))
}

async fn everything(seed: u64, folder: &Path) -> Result<Tally> {
    let mut chance = Rng::with_seed(seed);
    let town = Town::start(&folder.join("town")).await?;
    let wire = FaultProxy::start(town.address()?, plan(&mut chance)).await?;
    let gateway = town.at(&format!("http://{}/", wire.address))?;
    let mut person = Person {
        files: folder.join("device"),
        chance,
        ledger: Ledger::default(),
    };

    let device = person.open(gateway.clone())?;
    device.has_categories().await?;
    person.through_accidents(&device, &wire).await?;
    let struck: BTreeSet<Fault> = wire.struck().into_iter().collect();
    ensure!(struck == BTreeSet::from(Fault::ALL), "only {struck:?}");
    device.close().await?;

    let stranger = Stranger::start().await?;
    person
        .in_vain(town.at(&format!("https://{}/", stranger.address))?)
        .await?;
    ensure!(stranger.was_asked(), "nobody asked the stranger");
    ensure!(!stranger.was_believed(), "the stranger was believed");
    // No name server knows this one, by its very definition.
    person.in_vain(town.at("http://gateway.invalid/")?).await?;

    let device = person.open(gateway)?;
    device.settle(LONG_PATIENCE).await?;
    wire.let_in_the_overtaken().await;
    person.ledger.settle(device.reports()?, &town.state())
}

/// Every accident once, in any order.
fn plan(chance: &mut Rng) -> Vec<Option<Fault>> {
    let mut faults = Fault::ALL;
    chance.shuffle(&mut faults);
    let mut plan = Vec::new();
    for fault in faults {
        plan.push(Some(fault));
        plan.resize(plan.len() + chance.usize(..=BETWEEN), None);
    }
    plan
}

/// How often each was tried that waits because nobody could be reached. While one knocks for all, the others are
/// told the same as it.
fn attempts(outbox: &OutboxView) -> Vec<(SubmissionId, u32)> {
    let rows = outbox.rows.iter();
    rows.filter_map(|row| match row.state {
        SubmissionState::Queued {
            trouble: Some(TroubleKind::Network),
            attempts,
            ..
        } => Some((row.id, attempts)),
        _ => None,
    })
    .collect()
}

/// Who reports.
struct Person {
    files: PathBuf,
    chance: Rng,
    ledger: Ledger,
}

impl Person {
    fn open(&self, gateway: Gateway) -> Result<Device> {
        Device::open(&self.files, gateway, Arc::new(SystemClock))
    }

    fn report(&mut self, device: &Device) -> Result<SubmissionId> {
        let mut tell = |told: Told| {
            self.ledger.hear(told);
            Ok(())
        };
        let id = device.write(&mut self.chance, &mut tell)?;
        device.send(&id, &mut tell)?;
        Ok(id)
    }

    /// Reports, and wants some back, until every accident has happened.
    async fn through_accidents(&mut self, device: &Device, wire: &FaultProxy) -> Result<()> {
        until("all accidents", LONG_PATIENCE, async || {
            let outbox = tokio::task::block_in_place(|| device.hurry())?;
            if outbox.under_way < AT_ONCE {
                let id = tokio::task::block_in_place(|| self.report(device))?;
                if self.chance.u8(..4) == 0 {
                    self.ledger.withdrawn(id);
                    // It may be there already.
                    let _ = device.city.withdraw_submission(&id);
                }
            }
            // What is delayed waits for somebody else to be served.
            device.city.sync_now()?;
            Ok(wire.is_done().then_some(()))
        })
        .await
    }

    /// Reports where nobody answers who is the gateway, and sees that.
    async fn in_vain(&mut self, gateway: Gateway) -> Result<()> {
        let whom = gateway.url.to_string();
        let device = self.open(gateway)?;
        let id = tokio::task::block_in_place(|| self.report(&device))?;
        // What waits since before was in vain elsewhere.
        let before = attempts(&device.city.outbox()?);
        let tried = until("an attempt in vain", PATIENCE, async || {
            let outbox = tokio::task::block_in_place(|| device.hurry())?;
            let sent = outbox.rows.iter().find(|row| row.id == id);
            let sent = sent.context("it is not in the outbox")?;
            ensure!(
                !matches!(sent.state, SubmissionState::Accepted { .. }),
                "a stranger has it"
            );
            let more = attempts(&outbox).into_iter().any(|(id, made)| {
                let earlier = before.iter().find(|(known, _)| *known == id);
                made > earlier.map_or(0, |(_, made)| *made)
            });
            Ok(more.then_some(()))
        })
        .await;
        tried.with_context(|| format!("at {whom}: {:?}", device.city.outbox()))?;
        device.close().await
    }
}
