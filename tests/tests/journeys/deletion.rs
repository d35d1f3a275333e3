use anyhow::{Result, ensure};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn who_deletes_everything_starts_anew_and_the_old_key_is_gone() -> Result<()> {
    play("deletion", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;
        let old = stage.desktop.secrets().await?;
        ensure!(old.len() == 1, "the key store holds {old:?}");
        app.press("nav-settings").await?;
        app.press("appearance-dark").await?;
        app.attribute_is("html", "data-kern-theme", "dark").await?;

        app.press("delete-open").await?;
        app.press("delete-agree").await?;
        app.press("delete-confirm").await?;

        app.screen("welcome").await?;
        app.attribute_is("html", "data-kern-theme", "light").await?;
        let new = stage.desktop.secrets().await?;
        ensure!(new != old, "the old key is still there");
        Ok(())
    })
    .await
}
