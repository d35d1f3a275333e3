//! axe-core on every screen in every state, light and dark.

use anyhow::Result;
use chrono::Utc;
use ka_journeys::city::council;
use ka_journeys::keys::{ENTER, TAB};
use ka_journeys::{App, Scenery, Stage, axe, play, tour};

async fn look_at_everything(name: &str, dark: bool) -> Result<()> {
    let oparl = council::serve(Utc::now()).await?;
    let scenery = Scenery {
        dark,
        council: Some(oparl.toml("1s")),
        ..Scenery::default()
    };
    play(name, scenery, async |stage| {
        tour::everything(stage, &oparl, &axe::look_at).await
    })
    .await
}

/// The app as it is opened every day, after the first press of the tabulator.
async fn at_the_skip_link(stage: &mut Stage) -> Result<App> {
    stage.open_with_content().await?;
    let app = stage.open().await?;
    app.find("#home-offices").await?;
    app.type_keys(TAB).await?;
    app.has_focus("#skip-link").await?;
    Ok(app)
}

#[tokio::test]
async fn the_keyboard_alone_goes_from_screen_to_screen() -> Result<()> {
    play("keyboard", Scenery::default(), async |stage| {
        let app = at_the_skip_link(stage).await?;
        for way in [
            "search", "home", "services", "reports", "council", "parking",
        ] {
            app.type_keys(TAB).await?;
            app.has_focus(&format!("#nav-{way}")).await?;
        }
        app.type_keys(ENTER).await?;
        app.screen("parking").await?;
        // Whoever cannot see the new screen is at its heading.
        app.has_focus("#heading").await?;
        app.type_keys(TAB).await?;
        app.has_focus("#tab-car-parks").await
    })
    .await
}

#[tokio::test]
async fn the_skip_link_leads_past_the_ways() -> Result<()> {
    play("skip-link", Scenery::default(), async |stage| {
        let app = at_the_skip_link(stage).await?;
        app.type_keys(ENTER).await?;
        app.has_focus("#heading").await?;
        app.type_keys(TAB).await?;
        app.has_focus("#home-report").await
    })
    .await
}

#[tokio::test]
async fn no_screen_keeps_anybody_out_in_light() -> Result<()> {
    Box::pin(look_at_everything("accessible-light", false)).await
}

#[tokio::test]
async fn no_screen_keeps_anybody_out_in_dark() -> Result<()> {
    Box::pin(look_at_everything("accessible-dark", true)).await
}
