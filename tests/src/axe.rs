//! axe-core, which looks for what keeps somebody out.

use crate::app::App;
use crate::binaries::repository;
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The rules: WCAG 2.0 to 2.2, levels A and AA, and what axe-core calls best practice.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

/// Looks at the screen as it is now; fails with what it finds.
pub async fn look_at(app: &App, screen: &str) -> Result<()> {
    app.settle().await?;
    let path = repository().join(".tools/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    if app.run("return typeof window.axe", vec![]).await? != "object" {
        app.run(&axe, vec![]).await?;
    }
    let script = format!(
        "const done = arguments[arguments.length - 1]; \
         axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations']}}) \
            .then(found => done(found.violations), why => done(String(why)));"
    );
    let found = Box::pin(app.client().execute_async(&script, vec![])).await?;
    let found = found
        .as_array()
        .with_context(|| format!("axe-core said {found}"))?;
    ensure!(found.is_empty(), "{screen}: {}", words(found));
    Ok(())
}

fn words(violations: &[Value]) -> String {
    let mut text = String::new();
    for violation in violations {
        let (id, help) = (&violation["id"], &violation["help"]);
        text.push_str(&format!("\n  {id}: {help}"));
        for node in violation["nodes"].as_array().into_iter().flatten().take(5) {
            text.push_str(&format!(
                "\n    {} {}",
                node["target"], node["failureSummary"]
            ));
        }
    }
    text
}
