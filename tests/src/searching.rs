//! The search, as a person uses it.

use crate::app::App;
use anyhow::{Context, Result};
use serde_json::json;

/// Where what was found stands.
pub const RESULTS: &str = "#search-results";

/// Types `words` into the field of the search, in place of what was there, and waits until they are
/// answered. The search must be open.
pub async fn look_for(app: &App, words: &str) -> Result<()> {
    app.write("search", words).await?;
    answered(app, words).await
}

/// Puts `words` into the field at once, as pasting does, and waits until they are answered. WebDriver has
/// no keys for some letters.
pub async fn paste(app: &App, words: &str) -> Result<()> {
    let script = "const field = document.getElementById('search'); \
                  field.value = arguments[0]; \
                  field.dispatchEvent(new InputEvent('input', {bubbles: true}))";
    app.run(script, vec![json!(words)]).await?;
    answered(app, words).await
}

/// Waits until `words` are answered, and all that the search is narrowed down to.
pub async fn answered(app: &App, words: &str) -> Result<()> {
    app.attribute_is(RESULTS, "data-words", words).await?;
    app.find("main[data-screen=search]:not([data-state=loading])")
        .await
        .with_context(|| format!("{words} is not answered"))?;
    Ok(())
}

/// The ids of what was found, in the order on the screen.
pub async fn found(app: &App) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll(arguments[0] + ' [data-item]')] \
                  .map(hit => hit.dataset.item)";
    let ids = app.run(script, vec![json!(RESULTS)]).await?;
    serde_json::from_value(ids).context("ids of hits")
}

/// Something that was found: the link to an item, by the kind's collection and the item's id.
pub fn hit(collection: &str, id: &str) -> String {
    format!("[id=\"hit-{collection}-{id}\"]")
}

/// Something that was found: the link to a paper.
pub fn paper(id: &str) -> String {
    hit("papers", id)
}
