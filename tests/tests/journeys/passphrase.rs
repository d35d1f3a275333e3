use anyhow::{Result, ensure};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn without_a_key_store_a_passphrase_opens_the_app_again() -> Result<()> {
    let scenery = Scenery {
        key_store: false,
        ..Scenery::default()
    };
    play("passphrase", scenery, async |stage| {
        let app = stage.open().await?;
        app.screen("passphrase").await?;
        app.write("passphrase", "vier Pferde stehen still").await?;
        app.write("passphrase-repeat", "vier Pferde stehen still")
            .await?;
        app.press("passphrase-submit").await?;
        app.skip_the_welcome().await?;

        let app = stage.open().await?;
        app.screen("passphrase").await?;
        ensure!(!app.has("#passphrase-repeat").await?, "it is there already");
        app.write("passphrase", "drei Pferde stehen still").await?;
        app.press("passphrase-submit").await?;
        app.shows("#passphrase-error", "nicht die richtige Passphrase")
            .await?;
        app.write("passphrase", "vier Pferde stehen still").await?;
        app.press("passphrase-submit").await?;
        app.screen("home").await
    })
    .await
}

#[tokio::test]
async fn who_has_forgotten_the_passphrase_can_begin_anew() -> Result<()> {
    let scenery = Scenery {
        key_store: false,
        ..Scenery::default()
    };
    play("forgotten", scenery, async |stage| {
        let app = stage.open().await?;
        for id in ["passphrase", "passphrase-repeat"] {
            app.write(id, "vier Pferde stehen still").await?;
        }
        app.press("passphrase-submit").await?;
        app.screen("welcome").await?;

        let app = stage.open().await?;
        app.screen("passphrase").await?;
        app.press("delete-open").await?;
        app.press("delete-agree").await?;
        app.press("delete-confirm").await?;
        // The screen is the same, but now it is to be chosen.
        app.find("#passphrase-repeat").await?;
        Ok(())
    })
    .await
}
