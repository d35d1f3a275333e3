use anyhow::Result;
use ka_journeys::keys::DOWN;
use ka_journeys::searching::answered;
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn debug() -> Result<()> {
    play("zz", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.run("window.log = []; document.addEventListener('focusin', e => log.push('in ' + e.target.id + ' ' + e.target.matches(':focus-visible'))); document.addEventListener('focusout', e => log.push('out ' + e.target.id)); document.addEventListener('keydown', e => log.push('key ' + e.key))", vec![]).await?;
        app.type_keys("/").await?;
        app.has_focus("#search").await?;
        app.type_keys("spielplatz").await?;
        answered(&app, "spielplatz").await?;
        app.type_keys(DOWN).await?;
        for _ in 0..5 {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            eprintln!("{}", app.run("return [document.activeElement.outerHTML.slice(0,200), document.activeElement.matches(':focus-visible'), log.slice(-8)]", vec![]).await?);
        }
        Ok(())
    }).await
}
