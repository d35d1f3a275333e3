//! The standard library for wasm32, in which the UI runs.

use crate::shell::{output, run_within, skip, step};
use anyhow::{Context, Result};
use std::path::Path;
use std::time::Duration;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// It takes seconds; a proxy that swallows packets would take for ever.
const LIMIT: Duration = Duration::from_secs(180);

pub fn run() -> Result<()> {
    let sysroot = output("rustc", &["--print", "sysroot"]).context("there is no rustc")?;
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir()
    {
        skip(TARGET);
        return Ok(());
    }
    step(TARGET, || {
        run_within(LIMIT, "rustup", &["target", "add", TARGET]).with_context(|| {
            format!("this Rust has no {TARGET}; `rustup target add {TARGET}` brings it")
        })
    })
}
