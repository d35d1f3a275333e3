//! What is followed, in every state, and Home with its news.

use crate::app::App;
use crate::city::council::{PLANNING, PLAYGROUNDS, address};
use crate::oparl::FakeOparl;
use crate::tour::visit;
use anyhow::Result;
use serde_json::json;

const FOLLOWING: &str = "/council/following";

/// Looks at all of them. Something is followed afterwards, and nothing of it unread.
pub async fn states(
    app: &App,
    oparl: &FakeOparl,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    app.go(FOLLOWING).await?;
    app.screen_in_state("following", "empty").await?;
    look(app, "following-empty").await?;
    app.write("follow-word", "ab").await?;
    app.press("follow-word-add").await?;
    app.find("#follow-word[aria-invalid=true]").await?;
    look(app, "following-word-too-short").await?;

    app.write("follow-word", "Spielplatz").await?;
    app.press("follow-word-add").await?;
    app.find("[data-what=word]").await?;
    for (screen, page) in [
        ("district", "/district/durlach".to_owned()),
        ("committee", format!("/council/committee/{PLANNING}")),
        ("paper", format!("/council/paper/{PLAYGROUNDS}")),
    ] {
        visit(app, (screen, &page)).await?;
        app.press("follow").await?;
        app.find("[data-followed=true]").await?;
    }
    look(app, "paper-followed").await?;
    app.go(FOLLOWING).await?;
    app.screen("following").await?;
    app.press_css("[data-what=district] .ka-switch").await?;
    app.find("[data-what=district] [data-act=notify]:checked")
        .await?;
    look(app, "following").await?;

    oparl.change(&address("papers", PLAYGROUNDS), |paper| {
        paper["reference"] = json!("2026/0101/1");
    })?;
    app.sync_until("news", async |app| app.has("#news-count").await)
        .await?;
    app.find("#following-news [data-read=false]").await?;
    look(app, "following-news").await?;
    app.go("/").await?;
    app.find("#home-news [data-read=false]").await?;
    look(app, "home-news").await?;
    app.press("home-read-all").await?;
    app.gone("#news-count").await?;

    app.go(FOLLOWING).await?;
    app.find("#following-news [data-read=true]").await?;
    look(app, "following-news-read").await
}
