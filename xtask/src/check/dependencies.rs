//! What we depend on: one version of each crate, licences that go with ours, and crates.io alone, as
//! `deny.toml` says. Advisories are not among it: their database is on GitHub, which not every place
//! that this is run at can reach.

use crate::setup::cargo_deny_program;
use crate::shell::run as program;
use anyhow::Result;

pub fn check() -> Result<()> {
    // Those of other systems too, which no build here has asked for.
    program("cargo", &["fetch", "--locked", "--quiet"])?;
    let words = [
        "--offline",
        "--log-level",
        "error",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ];
    program(&cargo_deny_program().to_string_lossy(), &words)
}
