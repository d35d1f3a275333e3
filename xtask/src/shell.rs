//! Running other programs, and telling of it.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
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

/// Runs a program to its end; anything but success is an error.
pub fn run(program: &str, arguments: &[&str]) -> Result<()> {
    let status = command(program, arguments)
        .status()
        .with_context(|| format!("{program} could not be started"))?;
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
