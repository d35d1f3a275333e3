//! The search in every state.

use crate::app::App;
use crate::keys::ENTER;
use crate::searching::{answered, look_for};
use anyhow::Result;

/// Looks at all of them. Something is remembered as looked for afterwards.
pub async fn states(app: &App, look: &impl AsyncFn(&App, &str) -> Result<()>) -> Result<()> {
    app.go("/search").await?;
    app.screen("search").await?;
    look_for(app, "spielplatz").await?;
    look(app, "search-results").await?;
    look_for(app, "kinderspielpätze").await?;
    look(app, "search-typo").await?;
    look_for(app, "Gemeinderat").await?;
    app.choose("search-kind", "papers").await?;
    app.choose("search-district", "oststadt").await?;
    app.find("[data-kind=papers]:only-child").await?;
    answered(app, "Gemeinderat").await?;
    look(app, "search-filtered").await?;

    look_for(app, "Trinkwaserbrunen").await?;
    app.screen_in_state("search", "empty").await?;
    look(app, "search-none-filtered").await?;
    app.press("search-widen").await?;
    app.gone("#search-widen").await?;
    app.screen_in_state("search", "empty").await?;
    look(app, "search-none").await?;

    for words in ["Trinkwasserbrunnen", "spielplatz"] {
        app.go("/search").await?;
        look_for(app, words).await?;
        app.type_keys(ENTER).await?;
        app.gone("main[data-screen=search]").await?;
    }
    app.go("/search").await?;
    app.find("#search-recent").await?;
    look(app, "search-recent").await
}
