//! cargo-deny, which only `check` needs. Built without optimisation: it takes a fraction of the time,
//! and one run over our lock file is done in a second either way.

use crate::shell::{command, finish, output, root, skip, step};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Stdio;

const VERSION: &str = "0.20.2";

/// Where it lies.
pub fn program() -> PathBuf {
    root()
        .join(".tools/bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX))
}

/// Builds it, if it is not there at the version that we want.
pub fn cargo_deny() -> Result<()> {
    let there = output(&program().to_string_lossy(), &["--version"]);
    if there.is_some_and(|text| text.split_whitespace().nth(1) == Some(VERSION)) {
        skip("cargo-deny");
        return Ok(());
    }
    step("cargo-deny", || {
        let words = [
            "install",
            "--quiet",
            "--locked",
            "--debug",
            "cargo-deny",
            "--version",
            VERSION,
            "--root",
            ".tools",
        ];
        let mut cargo = command("cargo", &words);
        // What it is built of is of no use to us afterwards.
        cargo
            .env_remove("CARGO_TARGET_DIR")
            .stdout(Stdio::from(std::io::stderr()));
        finish(&mut cargo)
    })
}
