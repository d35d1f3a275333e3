//! What a fresh machine needs before anything here builds. Idempotent: what is there is skipped.

use crate::shell::{self, output, step};
use anyhow::{Result, bail};

/// Debian's packages and what each is for.
const PACKAGES: &[(&str, &str)] = &[
    ("build-essential", "C compiler and linker, for SQLCipher"),
    ("pkg-config", "finds the libraries below"),
    ("libssl-dev", "libcrypto, the cipher of the store"),
];

pub fn run() -> Result<()> {
    let missing: Vec<&str> = PACKAGES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !is_installed(name))
        .collect();
    if missing.is_empty() {
        eprintln!("xtask: system packages: all there");
        return Ok(());
    }
    if output("apt-get", &["--version"]).is_none() {
        let list: Vec<String> = PACKAGES
            .iter()
            .map(|(name, purpose)| format!("  {name} (as Debian calls it): {purpose}"))
            .collect();
        bail!(
            "please install with this system's own package manager:\n{}",
            list.join("\n")
        );
    }
    step(&format!("system packages: {}", missing.join(" ")), || {
        as_root(&["apt-get", "update", "--quiet"])?;
        let mut install = vec!["apt-get", "install", "--yes", "--no-install-recommends"];
        install.extend(&missing);
        as_root(&install)
    })
}

fn is_installed(package: &str) -> bool {
    output(
        "dpkg-query",
        &["--show", "--showformat=${db:Status-Status}", package],
    )
    .is_some_and(|status| status == "installed")
}

/// Runs a command as root: as it is where we are root, with sudo elsewhere.
fn as_root(words: &[&str]) -> Result<()> {
    let is_root = output("id", &["-u"]).is_some_and(|id| id == "0");
    match (is_root, words) {
        (true, [program, arguments @ ..]) => shell::run(program, arguments),
        (false, words) => shell::run("sudo", words),
        (true, []) => Ok(()),
    }
}
