//! What must hold of the code without running it. Cheap rules first.

mod dependencies;
mod layers;
mod sources;
mod translations;

use crate::setup::{self, WASM};
use crate::shell::{root, run as program, step};
use crate::ui;
use anyhow::{Result, ensure};

pub fn run() -> Result<()> {
    step("formatting", || {
        program("cargo", &["fmt", "--all", "--check"])
    })?;
    step("layers", layers::check)?;
    step("sources", || nothing_in(sources::check(&root())?))?;
    step("translations", || nothing_in(translations::check(&root())?))?;
    setup::cargo_deny()?;
    step("dependencies", dependencies::check)?;
    setup::run()?;
    // The shell does not compile without the UI that it embeds.
    ui::run()?;
    step("clippy", || {
        program(
            "cargo",
            &[
                "clippy",
                "--workspace",
                "--exclude",
                "ka-ui",
                "--all-targets",
                "--locked",
                "--",
                "--deny",
                "warnings",
            ],
        )
    })?;
    step("clippy of the UI", || {
        program(
            "cargo",
            &[
                "clippy",
                "--package",
                "ka-ui",
                "--target",
                WASM,
                "--locked",
                "--",
                "--deny",
                "warnings",
            ],
        )
    })
}

/// Fails with what was found, each on a line of its own.
fn nothing_in(found: Vec<String>) -> Result<()> {
    ensure!(found.is_empty(), "\n  {}", found.join("\n  "));
    Ok(())
}
