//! Who may depend on whom, within the workspace. Cargo keeps circles out; this keeps the direction.

use crate::shell::output;
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Each crate, and which of ours it may depend on.
const LAYERS: &[(&str, &[&str])] = &[
    ("ka-domain", &[]),
    ("ka-ipc", &["ka-domain"]),
    ("ka-protocol", &["ka-domain"]),
    ("ka-outbox", &[]),
    ("ka-photo", &["ka-domain"]),
    (
        "ka-core",
        &["ka-protocol", "ka-domain", "ka-outbox", "ka-photo"],
    ),
    (
        "ka-gateway",
        &["ka-protocol", "ka-domain", "ka-outbox", "ka-photo"],
    ),
    ("digital-ka", &["ka-core", "ka-ipc", "ka-domain"]),
    ("ka-ui", &["ka-ipc", "ka-domain"]),
    // Journeys look at the house from outside, and at each of its parts.
    (
        "ka-journeys",
        &[
            "ka-core",
            "ka-gateway",
            "ka-protocol",
            "ka-ipc",
            "ka-domain",
            "ka-outbox",
            "ka-photo",
        ],
    ),
    ("ka-bundle", &[]),
    ("xtask", &[]),
];

pub fn check() -> Result<()> {
    let words = ["metadata", "--no-deps", "--format-version", "1"];
    let text = output("cargo", &words).context("cargo metadata failed")?;
    held(&serde_json::from_str(&text)?)
}

/// Each crate of the workspace has a row in [`LAYERS`] and depends on nothing of ours beyond it.
fn held(metadata: &Value) -> Result<()> {
    let packages = metadata["packages"].as_array().context("no packages")?;
    for package in packages {
        let name = package["name"].as_str().context("a package without name")?;
        let allowed = LAYERS
            .iter()
            .find(|(row, _)| *row == name)
            .map(|(_, allowed)| *allowed)
            .with_context(|| format!("{name} has no row in xtask's table of layers"))?;
        let dependencies = package["dependencies"]
            .as_array()
            .context("no dependencies")?;
        for dependency in dependencies {
            // Only what lies in this workspace has a path.
            let Some(other) = dependency["path"].as_str().and(dependency["name"].as_str()) else {
                continue;
            };
            ensure!(allowed.contains(&other), "{name} may not depend on {other}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn workspace(name: &str, dependencies: Value) -> Value {
        json!({"packages": [{"name": name, "dependencies": dependencies}]})
    }

    #[test]
    fn a_dependency_downwards_is_allowed() {
        let downwards =
            json!([{"name": "ka-domain", "path": "/x"}, {"name": "serde", "path": null}]);
        held(&workspace("ka-ipc", downwards)).unwrap();
    }

    #[test]
    fn a_dependency_upwards_is_refused() {
        let upwards = json!([{"name": "digital-ka", "path": "/x"}]);
        let why = held(&workspace("ka-core", upwards)).unwrap_err();
        assert_eq!(why.to_string(), "ka-core may not depend on digital-ka");
    }

    #[test]
    fn a_crate_without_a_row_is_refused() {
        assert!(held(&workspace("ka-new", json!([]))).is_err());
    }
}
