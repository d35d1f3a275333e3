//! Running other programs, and telling of it.
//!
//! What is said about the work goes to the standard error; the standard output is for what somebody
//! may want to read on: results of tests, figures, paths.

use anyhow::{Context, Result, bail, ensure};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The root of the repository that cargo was called in. Asked for now, not when this was compiled: two
/// checkouts may share a target directory, and with it this very program.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().unwrap_or(&here).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target_directory() -> Result<PathBuf> {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    if let Some(found) = FOUND.get() {
        return Ok(found.clone());
    }
    let words = ["metadata", "--no-deps", "--format-version", "1"];
    let text = output("cargo", &words).context("cargo metadata failed")?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let directory = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target directory")?;
    Ok(FOUND.get_or_init(|| PathBuf::from(directory)).clone())
}

/// A command that runs in the root of the repository.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs `step` and says on the standard error what it was and how long it took.
pub fn step<T>(name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
    let began = Instant::now();
    eprintln!("xtask: {name} …");
    let done = step().with_context(|| name.to_owned())?;
    eprintln!("xtask: {name}: {:.1} s", began.elapsed().as_secs_f32());
    Ok(done)
}

/// Says that a step had nothing to do.
pub fn skip(name: &str) {
    eprintln!("xtask: {name}: there");
}

/// Runs a program to its end; anything but success is an error. What it prints goes to the standard
/// error.
pub fn run(program: &str, arguments: &[&str]) -> Result<()> {
    let mut command = command(program, arguments);
    command.stdout(Stdio::from(std::io::stderr()));
    finish(&mut command)
}

/// As [`run`], but what it prints is the result, and goes to the standard output.
pub fn hand_over(program: &str, arguments: &[&str]) -> Result<()> {
    finish(&mut command(program, arguments))
}

/// Runs a command to its end; anything but success is an error.
pub fn finish(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{command:?} could not be started"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

/// As [`run`], but ends the program when it is not done after `limit`.
pub fn run_within(limit: Duration, program: &str, arguments: &[&str]) -> Result<()> {
    let mut child = command(program, arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::from(std::io::stderr()))
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{program} could not be started"))?;
    let mut pipe = child.stderr.take().context("no standard error")?;
    let (ended, end) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = pipe.read(&mut buffer) {
            // A person who closed their terminal misses nothing.
            let _ = std::io::stderr().write_all(&buffer[..length]);
        }
        let _ = ended.send(());
    });
    if end.recv_timeout(limit).is_err() {
        child.kill()?;
        child.wait()?;
        bail!("{program} was not done after {} s", limit.as_secs());
    }
    let status = child.wait()?;
    ensure!(
        status.success(),
        "{program} {} ended with {status}",
        arguments.join(" ")
    );
    Ok(())
}

/// What a program prints; none if it is not there or fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program, arguments).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_ended() {
        let began = Instant::now();
        let why = run_within(Duration::from_millis(50), "sleep", &["60"]).unwrap_err();
        assert!(why.to_string().contains("was not done"), "{why}");
        assert!(began.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_that_fails_is_an_error_and_one_that_does_not_is_none() {
        let limit = Duration::from_secs(30);
        assert!(run_within(limit, "false", &[]).is_err());
        assert!(run_within(limit, "true", &[]).is_ok());
        assert!(run("false", &[]).is_err());
        assert_eq!(output("false", &[]), None);
    }
}
