//! The standard library for wasm32, in which the UI runs.

use super::system::on_the_path;
use crate::shell::{output, run_within, skip, step};
use anyhow::{Context, Result, ensure};
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
    ensure!(on_the_path("rustup"), "{}", without_rustup());
    step(TARGET, || {
        run_within(LIMIT, "rustup", &["target", "add", TARGET]).with_context(|| {
            format!("rustup did not bring {TARGET}: once it can reach static.rust-lang.org, run this again")
        })
    })
}

/// What to do where Rust came from somebody else, who then has the target too, in a package.
fn without_rustup() -> String {
    format!(
        "this Rust has no {TARGET} and did not come from rustup, which could bring it.\n\
         Please take Rust from https://rustup.rs, or install the target from where this Rust is from:\n  \
         Fedora: sudo dnf install rust-std-static-{TARGET}\n  \
         Arch: sudo pacman -S rust-wasm\n  \
         Alpine: sudo apk add rust-wasm\n  \
         Debian: sudo apt-get install libstd-rust-dev-wasm32"
    )
}
