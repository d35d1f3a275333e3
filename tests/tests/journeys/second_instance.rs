use anyhow::{Result, ensure};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn a_second_start_gives_way_to_the_window_that_is_open() -> Result<()> {
    play("second-instance", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;

        let ended = stage.open_again().await?;

        ensure!(ended.success(), "the second ended with {ended}");
        app.press("nav-parking").await?;
        app.screen("parking").await
    })
    .await
}
