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
        eprintln!("{}", app.run("const a = document.querySelector('[data-stop]'); a.blur(); a.focus({focusVisible: true}); return [a.matches(':focus-visible'), navigator.userAgent]", vec![]).await?);
        for _ in 0..1 {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            eprintln!("{}", app.run("return [document.activeElement.outerHTML.slice(0,200), document.activeElement.matches(':focus-visible'), log.slice(-8)]", vec![]).await?);
        }
        app.go("/search").await?;
        app.go("/").await?;
        app.go("/search").await?;
        for w in ["\"'*()AND NEAR", "שלום", "a\u{202e}b", "🦩", "x🦩y"] {
            app.write("search", w).await?;
            eprintln!("{w:?} {:?}", app.value("search").await?);
        }
        app.go("/settings").await?;
        for d in ["durlach", "oberreut", "durlach", "daxlanden"] {
            eprintln!("{:?}", app.choose("district", d).await);
        }
        Ok(())
    }).await
}
