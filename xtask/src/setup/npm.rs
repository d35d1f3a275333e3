//! Packages from npm, pinned in `xtask/npm/package-lock.json`, into `.tools`. None of their scripts
//! are run.

use crate::shell::{command, finish, root, skip, step};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The folder of a package that is installed.
pub fn package(name: &str) -> Result<PathBuf> {
    let folder = tools().join("node_modules").join(name);
    ensure!(folder.is_dir(), "{name} is not there: `cargo xtask setup`");
    Ok(folder)
}

pub fn run() -> Result<()> {
    let wanted = read(&root().join("xtask/npm/package-lock.json"))?;
    let installed = read(&tools().join("node_modules/.package-lock.json"));
    if installed.is_ok_and(|installed| is_same(&wanted, &installed)) {
        skip("packages from npm");
        return Ok(());
    }
    step("packages from npm", || {
        std::fs::create_dir_all(tools())?;
        for name in ["package.json", "package-lock.json"] {
            std::fs::copy(root().join("xtask/npm").join(name), tools().join(name))?;
        }
        let mut npm = command(
            "npm",
            &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        );
        npm.current_dir(tools())
            .stdout(Stdio::from(std::io::stderr()));
        finish(&mut npm)
    })
}

fn tools() -> PathBuf {
    root().join(".tools")
}

fn read(path: &Path) -> Result<Value> {
    let text = std::fs::read(path).with_context(|| path.display().to_string())?;
    Ok(serde_json::from_slice(&text)?)
}

/// Whether every package of the lock file is installed, at its version and with its hash.
fn is_same(wanted: &Value, installed: &Value) -> bool {
    let Some(packages) = wanted["packages"].as_object() else {
        return false;
    };
    packages
        .iter()
        .filter(|(path, _)| !path.is_empty())
        .all(|(path, package)| {
            let there = &installed["packages"][path];
            ["version", "integrity"]
                .iter()
                .all(|field| !package[field].is_null() && package[field] == there[field])
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn another_version_or_hash_is_not_the_same() {
        let lock = |version, integrity| {
            json!({"packages": {
                "": {"name": "tools"},
                "node_modules/a": {"version": version, "integrity": integrity},
            }})
        };
        assert!(is_same(&lock("1", "x"), &lock("1", "x")));
        assert!(!is_same(&lock("1", "x"), &lock("2", "x")));
        assert!(!is_same(&lock("1", "x"), &lock("1", "y")));
        assert!(!is_same(&lock("1", "x"), &json!({"packages": {}})));
        assert!(!is_same(&json!({}), &lock("1", "x")));
    }
}
