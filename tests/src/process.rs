//! Processes that end when their owner does, with all that they started.

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// A process at the head of a group of its own.
#[derive(Debug)]
pub struct Running {
    child: Child,
    group: Option<Pid>,
    log: PathBuf,
}

impl Running {
    /// Starts `command`; what it writes to the standard error goes to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Result<Running> {
        let file = File::options().create(true).append(true).open(log)?;
        let child = command
            .process_group(0)
            .stderr(file)
            .spawn()
            .with_context(|| format!("{:?} could not be started", command.as_std()))?;
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Ok(Running {
            child,
            group: id.and_then(Pid::from_raw),
            log: log.to_path_buf(),
        })
    }

    /// Starts `command` and waits until it has said a line on its standard output. It can say more
    /// afterwards, for as long as what comes back is kept.
    pub async fn start_and_hear(
        command: &mut Command,
        log: &Path,
        patience: Duration,
    ) -> Result<(Running, String, Lines<BufReader<ChildStdout>>)> {
        let mut running = Running::start(command.stdout(Stdio::piped()), log)?;
        let output = running.child.stdout.take().context("no standard output")?;
        let mut lines = BufReader::new(output).lines();
        match tokio::time::timeout(patience, lines.next_line()).await {
            Ok(Ok(Some(line))) => Ok((running, line, lines)),
            Ok(_) => bail!("{:?} ended:\n{}", command.as_std(), running.end_of_log()),
            Err(_) => bail!(
                "{:?} said nothing:\n{}",
                command.as_std(),
                running.end_of_log()
            ),
        }
    }

    /// The process, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Its standard input, once.
    pub fn input(&mut self) -> Option<tokio::process::ChildStdin> {
        self.child.stdin.take()
    }

    /// Sends `signal` to it and to all that it started.
    pub fn signal(&self, signal: Signal) -> Result<()> {
        let group = self.group.context("it has no group")?;
        Ok(kill_process_group(group, signal)?)
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The last lines of its log.
    pub fn end_of_log(&self) -> String {
        end_of(&self.log)
    }

    /// Waits for it to end by itself.
    pub async fn ended(&mut self, patience: Duration) -> Result<std::process::ExitStatus> {
        let ended = tokio::time::timeout(patience, self.child.wait()).await;
        Ok(ended.context("it goes on running")??)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(group) = self.group {
            // It may have ended by itself.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.start_kill();
    }
}

/// The processes of the group that `leader` is at the head of, without itself. What it started is in it,
/// whoever became its parent since.
pub fn group_of(leader: u32) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let name = entry?.file_name();
        if let Some(id) = name.to_str().and_then(|name| name.parse().ok())
            && id != leader
            && group(id) == Some(leader)
        {
            found.push(id);
        }
    }
    Ok(found)
}

/// None for a process that has ended, be it a zombie still.
fn group(id: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before it may have spaces and brackets. Then: state, parent, group.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?;
    fields.nth(1)?.parse().ok().filter(|_| state != "Z")
}

/// The last lines of a file.
pub fn end_of(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_a_process_started_ends_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 600 & echo $!; wait"]);
        let heard = Running::start_and_hear(&mut shell, &log, Duration::from_secs(30)).await;
        let (shell, child, _lines) = heard.unwrap();
        let child: u32 = child.parse().unwrap();
        assert_eq!(group_of(shell.id().unwrap()).unwrap(), [child]);

        drop(shell);

        crate::wait::until("the child to end", Duration::from_secs(30), async || {
            Ok(group(child).is_none().then_some(()))
        })
        .await
        .unwrap();
    }

    #[tokio::test]
    async fn a_process_that_says_nothing_is_an_error_with_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut shell = Command::new("sh");
        shell.args(["-c", "echo why it failed >&2; exit 1"]);
        let why = Running::start_and_hear(&mut shell, &log, Duration::from_secs(30)).await;
        assert!(why.unwrap_err().to_string().contains("why it failed"));
    }
}
