//! axe-core on every screen in every state, light and dark.

use anyhow::Result;
use ka_journeys::{Scenery, Stage, axe, play, tour};

async fn look_at_everything(stage: &mut Stage) -> Result<()> {
    tour::everything(stage, &axe::look_at).await
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
