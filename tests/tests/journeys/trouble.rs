use anyhow::{Result, ensure};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn a_damaged_store_is_said_so_and_kept_until_a_person_deletes_it() -> Result<()> {
    play("damaged", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;
        stage.close().await?;
        let damaged = stage.damage_the_store()?;

        let app = stage.open().await?;
        app.screen_in_state("broken", "failed").await?;
        app.press("broken-retry").await?;
        app.screen_in_state("broken", "failed").await?;
        ensure!(
            stage.store()? == damaged,
            "the app changed a store that it cannot read"
        );

        app.press("delete-open").await?;
        app.press("delete-agree").await?;
        app.press("delete-confirm").await?;
        app.screen("welcome").await
    })
    .await
}
