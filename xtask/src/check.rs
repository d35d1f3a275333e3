//! What must hold of the code without running it.

use crate::setup;
use crate::shell::{output, run as program, step};
use anyhow::{Context, Result, ensure};

/// Who may depend on whom, within the workspace. Cargo keeps circles out; this keeps the direction.
const LAYERS: &[(&str, &[&str])] = &[
    ("ka-domain", &[]),
    ("ka-ipc", &["ka-domain"]),
    ("ka-protocol", &["ka-domain"]),
    ("ka-core", &["ka-protocol", "ka-domain"]),
    ("ka-gateway", &["ka-protocol", "ka-domain"]),
    ("xtask", &[]),
];

pub fn run() -> Result<()> {
    setup::run()?;
    step("formatting", || {
        program("cargo", &["fmt", "--all", "--check"])
    })?;
    step("clippy", || {
        program(
            "cargo",
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "--deny",
                "warnings",
            ],
        )
    })?;
    step("layers", layers)
}

/// Each crate of the workspace has a row in [`LAYERS`] and depends on nothing of ours beyond it.
fn layers() -> Result<()> {
    let members = output(
        "cargo",
        &["tree", "--workspace", "--depth", "0", "--prefix", "none"],
    )
    .context("cargo tree failed")?;
    for member in names(&members) {
        let allowed = LAYERS
            .iter()
            .find(|(name, _)| *name == member)
            .map(|(_, allowed)| *allowed)
            .with_context(|| format!("{member} has no row in xtask's table of layers"))?;
        let tree = output(
            "cargo",
            &[
                "tree",
                "--package",
                &member,
                "--depth",
                "1",
                "--prefix",
                "none",
            ],
        )
        .context("cargo tree failed")?;
        for dependency in names(&tree).filter(|name| *name != member) {
            let is_ours = LAYERS.iter().any(|(name, _)| *name == dependency);
            ensure!(
                !is_ours || allowed.contains(&dependency.as_str()),
                "{member} may not depend on {dependency}"
            );
        }
    }
    Ok(())
}

/// The first word of each line of `cargo tree`: the names of packages.
fn names(tree: &str) -> impl Iterator<Item = String> {
    tree.lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
}
