use anyhow::Result;
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn debug() -> Result<()> {
    let oparl = ka_journeys::city::council::serve(chrono::Utc::now()).await?;
    play("zz", Scenery{council: Some(oparl.toml("1s")), listens: true, ..Scenery::default()}, async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/settings").await?;
        eprintln!("choose {:?}", app.choose("district", "durlach").await);
        eprintln!("go {:?}", app.go("/district/durlach").await);
        eprintln!("press {:?}", app.press("follow").await);
        eprintln!("find {:?}", app.find("[data-followed=true]").await);
        Ok(())
    }).await
}
