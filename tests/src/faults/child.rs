//! A device in a process of its own, which can be killed. It says on its standard output what its owner is told,
//! a line each: all of a line is there or nothing of it, as pipes have it for as much.

use super::device::Device;
use super::disk;
use super::ledger::{Ledger, Seen, Told};
use crate::binaries::program;
use crate::process::Running;
use anyhow::{Context, Result, bail};
use fastrand::Rng;
use ka_core::Gateway;
use ka_core::clock::SystemClock;
use rustix::process::Signal;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{BufReader, Lines};
use tokio::process::{ChildStdout, Command};
use url::Url;

/// Reports in a life, if it lasts.
const REPORTS: usize = 6;
/// How long a device may say nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long everything that is left over may take to be sent.
const LONG_PATIENCE: Duration = Duration::from_secs(1800);

/// What a device is started for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Life {
    /// Where it keeps its files.
    pub folder: PathBuf,
    /// Where it finds the gateway.
    pub gateway: Url,
    /// The first root of trust, a file.
    pub root: PathBuf,
    /// Of all that is left to chance.
    pub seed: u64,
    /// What it does.
    pub aim: Aim,
}

/// What a device does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    /// Writes and sends, until it is killed.
    Report,
    /// The same beside another one on the same store, whose drafts it leaves alone.
    Beside,
    /// Sends all that is left over, tells of all that there is, and ends.
    Settle,
    /// The same on a small disk of its own, once that was full and could not be written.
    FillTheDisk,
}

/// What a device says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Line {
    /// It is open.
    Open,
    /// What its owner is told.
    Told(Told),
    /// It has nothing more to write.
    Idle,
    /// A report that was handed in, as it is there in the end.
    Has(Seen),
    /// All of them are at the gateway.
    Settled,
}

/// A device that runs.
#[derive(Debug)]
pub struct Child {
    running: Running,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Child {
    /// Starts one, and waits until it is open; what it has to say besides goes to `log`.
    pub async fn start(life: &Life, log: &Path) -> Result<Child> {
        let program = program("faults")?;
        let mut command = match life.aim {
            Aim::Report | Aim::Beside | Aim::Settle => Command::new(program),
            Aim::FillTheDisk => {
                let mut command = Command::new("unshare");
                command.args(["--map-root-user", "--mount"]).arg(program);
                command
            }
        };
        command
            .args(["device", &serde_json::to_string(life)?])
            // It ends with whoever started it.
            .stdin(Stdio::piped());
        let (running, line, lines) = Running::start_and_hear(&mut command, log, PATIENCE).await?;
        match serde_json::from_str(&line) {
            Ok(Line::Open) => Ok(Child { running, lines }),
            _ => bail!("a device that begins with {line}"),
        }
    }

    /// The next line; none once it has ended.
    pub async fn hear(&mut self, patience: Duration) -> Result<Option<Line>> {
        let line = tokio::time::timeout(patience, self.lines.next_line()).await;
        let line = line.with_context(|| format!("it is silent:\n{}", self.running.end_of_log()))?;
        Ok(match line? {
            Some(line) => Some(serde_json::from_str(&line).context(line)?),
            None => None,
        })
    }

    /// Hears up to `lines`; whether it goes on after them.
    pub async fn hear_some(&mut self, lines: usize, ledger: &mut Ledger) -> Result<bool> {
        for _ in 0..lines {
            match self.hear(PATIENCE).await? {
                Some(Line::Told(told)) => ledger.hear(told),
                Some(Line::Idle) => return Ok(false),
                other => bail!("{other:?}:\n{}", self.running.end_of_log()),
            }
        }
        Ok(true)
    }

    /// Ends it without a warning, and hears what it has said before.
    pub async fn kill(mut self, ledger: &mut Ledger) -> Result<()> {
        self.running.signal(Signal::KILL)?;
        while let Some(line) = self.hear(PATIENCE).await? {
            if let Line::Told(told) = line {
                ledger.hear(told);
            }
        }
        self.running.ended(PATIENCE).await?;
        Ok(())
    }

    /// Waits until one that was started for that has sent everything; gives what its owner sees then.
    pub async fn settled(mut self, ledger: &mut Ledger) -> Result<Vec<Seen>> {
        let mut has = Vec::new();
        loop {
            match self.hear(LONG_PATIENCE).await? {
                Some(Line::Told(told)) => ledger.hear(told),
                Some(Line::Has(seen)) => has.push(seen),
                Some(Line::Settled) => break,
                other => bail!("{other:?}:\n{}", self.running.end_of_log()),
            }
        }
        let end = self.running.ended(PATIENCE).await?;
        anyhow::ensure!(end.success(), "{end}:\n{}", self.running.end_of_log());
        Ok(has)
    }
}

/// The life of a device, in its own process.
pub async fn live(life: Life) -> Result<()> {
    let mut tell = |told| say(&Line::Told(told));
    let device = match life.aim {
        Aim::FillTheDisk => Box::pin(disk::on_small_disk(life, &mut tell)).await?,
        Aim::Report | Aim::Beside | Aim::Settle => {
            let gateway = Gateway {
                url: life.gateway,
                trust_root: std::fs::read(&life.root)?,
            };
            let mut chance = Rng::with_seed(life.seed);
            let device = Device::open(&life.folder, gateway, Arc::new(SystemClock))?;
            device.has_categories().await?;
            say(&Line::Open)?;
            if life.aim != Aim::Beside {
                device.send_drafts(&mut chance, &mut tell)?;
            }
            if life.aim != Aim::Settle {
                return report(&device, &mut chance).await;
            }
            device
        }
    };
    device.settle(LONG_PATIENCE).await?;
    for seen in device.reports()? {
        say(&Line::Has(seen))?;
    }
    say(&Line::Settled)
}

/// Writes and sends, and then waits for the end.
async fn report(device: &Device, chance: &mut Rng) -> Result<()> {
    let mut tell = |told| say(&Line::Told(told));
    for _ in 0..REPORTS {
        let draft = device.write(chance, &mut tell)?;
        // Somebody may want to sleep on it.
        if chance.u8(..4) > 0 {
            device.send(&draft, &mut tell)?;
        }
    }
    say(&Line::Idle)?;
    tokio::task::spawn_blocking(|| std::io::stdin().read(&mut [0])).await??;
    Ok(())
}

pub(super) fn say(line: &Line) -> Result<()> {
    let line = format!("{}\n", serde_json::to_string(line)?);
    let mut output = std::io::stdout().lock();
    output.write_all(line.as_bytes())?;
    Ok(output.flush()?)
}
