//! axe-core on every screen, light and dark.

use anyhow::Result;
use ka_journeys::tour::{SCREENS, visit};
use ka_journeys::{Scenery, Stage, axe, play};

async fn look_at_everything(stage: &mut Stage) -> Result<()> {
    let app = stage.open().await?;
    for step in ["language", "role", "district"] {
        app.find(&format!("#welcome[data-step={step}]")).await?;
        axe::look_at(&app, step).await?;
        app.press("welcome-next").await?;
    }
    app.screen("home").await?;
    app.find("[data-sync=current]").await?;
    for screen in SCREENS {
        visit(&app, *screen).await?;
        axe::look_at(&app, screen.0).await?;
    }
    app.go("/settings").await?;
    app.press("delete-open").await?;
    app.find("#delete-dialog").await?;
    axe::look_at(&app, "the dialog before everything is deleted").await?;

    stage.close().await?;
    stage.damage_the_store()?;
    let app = stage.open().await?;
    app.screen_in_state("broken", "failed").await?;
    axe::look_at(&app, "broken").await?;

    stage.close().await?;
    stage.forget_the_app()?;
    stage.desktop.stop_key_store();
    let app = stage.open().await?;
    app.screen("passphrase").await?;
    axe::look_at(&app, "passphrase").await
}

#[tokio::test]
async fn no_screen_keeps_anybody_out_in_light() -> Result<()> {
    play("accessible-light", Scenery::default(), look_at_everything).await
}

#[tokio::test]
async fn no_screen_keeps_anybody_out_in_dark() -> Result<()> {
    let scenery = Scenery {
        dark: true,
        ..Scenery::default()
    };
    play("accessible-dark", scenery, look_at_everything).await
}
