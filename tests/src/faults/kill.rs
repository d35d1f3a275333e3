//! Device and gateway are killed in the middle of what they do, for many rounds.
//!
//! In each round somebody writes and sends on, and the device takes up what it did not get to the gateway
//! before. After so many lines, and a moment more, the device, the gateway or both are killed. A gateway that
//! was killed may stay away for a while.

use super::child::{Aim, Child, Life};
use super::ledger::{Ledger, Tally};
use super::town::Town;
use crate::fault_proxy::FaultProxy;
use anyhow::{Context, Result};
use fastrand::Rng;
use std::fmt;
use std::path::Path;
use std::time::Duration;
use url::Url;

/// Lines before somebody is killed.
const LINES: usize = 10;
/// Microseconds after the last of them. A commit takes some hundreds, a report some ten thousands.
const MOMENT: u64 = 40_000;

/// What there was.
#[derive(Debug, Clone, Copy, Default)]
pub struct Killed {
    /// How often the device was.
    pub devices: usize,
    /// How often the gateway was.
    pub gateways: usize,
    /// What came of it.
    pub tally: Tally,
}

impl fmt::Display for Killed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Killed {
            devices,
            gateways,
            tally,
        } = self;
        write!(
            f,
            "the device killed {devices} times, the gateway {gateways} times: {tally}"
        )
    }
}

/// So many rounds, with all files below `folder`.
pub async fn run(rounds: usize, seed: u64, folder: &Path) -> Result<Killed> {
    let killing = Killing::new(seed, folder).await?;
    Box::pin(killing.rounds(rounds))
        .await
        .with_context(|| format!("seed {seed}"))
}

/// What goes on.
struct Killing<'a> {
    folder: &'a Path,
    chance: Rng,
    town: Town,
    /// So that the device finds the gateway in the same place, wherever it is.
    wire: FaultProxy,
    ledger: Ledger,
    killed: Killed,
}

impl Killing<'_> {
    async fn new(seed: u64, folder: &Path) -> Result<Killing<'_>> {
        let town = Town::start(&folder.join("town")).await?;
        Ok(Killing {
            folder,
            chance: Rng::with_seed(seed),
            wire: FaultProxy::start(town.address()?, vec![]).await?,
            town,
            ledger: Ledger::default(),
            killed: Killed::default(),
        })
    }

    async fn rounds(mut self, rounds: usize) -> Result<Killed> {
        let mut device = None;
        for round in 0..rounds {
            let began = Box::pin(self.round(device.take()));
            device = began.await.with_context(|| format!("round {round}"))?;
        }
        if let Some(device) = device {
            device.kill(&mut self.ledger).await?;
        }
        self.open_the_gateway().await?;
        let last = self.device(Aim::Settle).await?;
        let device = last.settled(&mut self.ledger).await?;
        self.killed.tally = self.ledger.settle(device, &self.town.state())?;
        Ok(self.killed)
    }

    /// Goes on with `device`, or another one if it was killed, until somebody is.
    async fn round(&mut self, device: Option<Child>) -> Result<Option<Child>> {
        let mut device = match device {
            Some(device) => device,
            None => self.device(Aim::Report).await?,
        };
        if self.chance.bool() {
            self.open_the_gateway().await?;
        }
        let lines = self.chance.usize(..LINES);
        let goes_on = device.hear_some(lines, &mut self.ledger).await?;
        // Not waiting for anything: the moment is what is drawn.
        tokio::time::sleep(Duration::from_micros(self.chance.u64(..MOMENT))).await;
        let whom = self.chance.u8(..4);
        if whom < 2 && self.town.runs() {
            self.town.kill().await?;
            self.killed.gateways += 1;
        }
        if whom == 0 && goes_on {
            return Ok(Some(device));
        }
        device.kill(&mut self.ledger).await?;
        self.killed.devices += 1;
        Ok(None)
    }

    async fn device(&mut self, aim: Aim) -> Result<Child> {
        let life = Life {
            folder: self.folder.join("device"),
            gateway: Url::parse(&format!("http://{}/", self.wire.address))?,
            root: self.town.root()?,
            seed: self.chance.u64(..),
            aim,
        };
        Child::start(&life, &self.folder.join("device.log")).await
    }

    async fn open_the_gateway(&mut self) -> Result<()> {
        self.town.begin().await?;
        self.wire.turn(self.town.address()?);
        Ok(())
    }
}
