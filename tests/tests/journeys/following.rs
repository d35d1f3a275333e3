use anyhow::{Result, ensure};
use chrono::Utc;
use ka_journeys::city::council::{self, FOUNTAINS, MARKUP, PLANNING, PLAYGROUNDS, address};
use ka_journeys::notifications::Notifications;
use ka_journeys::oparl::FakeOparl;
use ka_journeys::searching::look_for;
use ka_journeys::wait::{PATIENCE, until};
use ka_journeys::{App, Scenery, play};
use serde_json::json;

const FOLLOWING: &str = "/council/following";

/// A city whose council can be changed, and a stage that reads it.
async fn changing() -> Result<(FakeOparl, Scenery)> {
    let oparl = council::serve(Utc::now()).await?;
    let scenery = Scenery {
        council: Some(oparl.toml("1s")),
        ..Scenery::default()
    };
    Ok((oparl, scenery))
}

/// Follows a word, on the page for it.
async fn follow_the_word(app: &App, word: &str) -> Result<()> {
    app.go(FOLLOWING).await?;
    app.write("follow-word", word).await?;
    app.press("follow-word-add").await?;
    app.find(&format!("[data-what=word][data-item={word:?}]"))
        .await?;
    Ok(())
}

/// Follows what the page `screen` at `path` is about.
async fn follow_the_page(app: &App, screen: &str, path: &str) -> Result<()> {
    app.go(path).await?;
    app.screen(screen).await?;
    app.press("follow").await?;
    app.find("[data-followed=true]").await?;
    Ok(())
}

/// Publishes a new paper that nobody treats yet.
fn publish(oparl: &FakeOparl, id: &str, name: &str) -> Result<()> {
    let mut paper = oparl.object(&address("papers", FOUNTAINS))?;
    paper["id"] = json!(address("papers", id));
    paper["name"] = json!(name);
    paper["reference"] = json!(format!("2026/0{}", &id[3..]));
    if let Some(paper) = paper.as_object_mut() {
        paper.remove("consultation");
    }
    oparl.put(paper)
}

/// Syncs until so many news are counted in the bar.
async fn until_counted(app: &App, count: u32) -> Result<()> {
    let wanted = count.to_string();
    app.sync_until(&format!("{count} news"), async |app| {
        let counted = "return document.querySelector('#news-count')?.firstChild?.data ?? ''";
        Ok(app.run(counted, vec![]).await? == json!(wanted))
    })
    .await
}

#[tokio::test]
async fn news_of_what_is_followed_stand_on_home_and_are_counted_until_they_are_read() -> Result<()>
{
    let (oparl, scenery) = changing().await?;
    play("news", scenery, async |stage| {
        let app = stage.open_with_content().await?;
        follow_the_page(&app, "committee", &format!("/council/committee/{PLANNING}")).await?;
        follow_the_word(&app, "Trinkwasser").await?;
        // What was there before is no news.
        app.sync().await?;
        ensure!(!app.has("#news-count").await?, "nothing has changed yet");

        publish(&oparl, "vo.201", "Trinkwasserspender in Schulen")?;
        publish(&oparl, "vo.202", "Ein Paper, das niemand verfolgt")?;
        oparl.change(&address("papers", MARKUP), |paper| {
            paper["reference"] = json!("2026/0105/1");
        })?;
        app.go("/").await?;
        app.screen("home").await?;
        until_counted(&app, 2).await?;
        app.shows("#home-news [data-item='vo.201']", "Trinkwasserspender")
            .await?;
        app.shows("#home-news [data-item='vo.201']", "„Trinkwasser“")
            .await?;
        app.shows(
            &format!("#home-news [data-item={MARKUP:?}]"),
            "Planungsausschuss",
        )
        .await?;
        ensure!(!app.has("#home-news [data-item='vo.202']").await?);

        // They are there after a start too, before anybody was asked.
        stage.stop_the_gateway();
        let app = stage.open().await?;
        app.screen("home").await?;
        app.find("#home-news [data-item='vo.201']").await?;
        app.press_css("#home-news [data-item='vo.201'] [data-act=read]")
            .await?;
        app.gone("#home-news [data-item='vo.201']").await?;
        app.shows("#news-count", "1").await?;

        // Who opens one has read it.
        app.press_css(&format!("#home-news [data-item={MARKUP:?}] a"))
            .await?;
        app.screen("paper").await?;
        app.gone("#news-count").await?;
        app.go(FOLLOWING).await?;
        app.find("#following-news [data-item='vo.201'][data-read=true]")
            .await?;
        app.press("nav-home").await?;
        app.screen("home").await?;
        app.gone("#home-news").await
    })
    .await
}

#[tokio::test]
async fn the_system_tells_only_of_what_it_was_turned_on_for() -> Result<()> {
    let (oparl, scenery) = changing().await?;
    play("notifications", scenery, async |stage| {
        let notifications = Notifications::of(&stage.desktop).await?;
        let app = stage.open_with_content().await?;
        follow_the_word(&app, "Trinkwasser").await?;
        follow_the_word(&app, "Schulhof").await?;
        publish(&oparl, "vo.201", "Trinkwasserspender in Schulen")?;
        until_counted(&app, 1).await?;
        ensure!(notifications.told().is_empty(), "nobody turned it on");

        app.press_css("[data-item=Trinkwasser] .ka-switch").await?;
        app.find("[data-item=Trinkwasser] [data-act=notify]:checked")
            .await?;
        publish(&oparl, "vo.202", "Trinkwasser auf dem Friedhof")?;
        until_counted(&app, 2).await?;
        let told = notifications.told_times(1).await?;
        ensure!(told.len() == 1, "{told:?}");
        let words = format!("{} {}", told[0].summary, told[0].body);
        ensure!(words.contains("Trinkwasser auf dem Friedhof"), "{words}");

        publish(&oparl, "vo.203", "Mehr Grün auf jedem Schulhof")?;
        until_counted(&app, 3).await?;
        publish(&oparl, "vo.204", "Trinkwasser im Stadion")?;
        until_counted(&app, 4).await?;
        // In the order in which they came: that of the schoolyard would stand between the two.
        let told = notifications.told_times(2).await?;
        ensure!(told.len() == 2, "{told:?}");
        ensure!(format!("{:?}", told[1]).contains("Stadion"), "{told:?}");

        app.press("mark-all-read").await?;
        app.gone("#news-count").await?;
        ensure!(notifications.told().len() == 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_followed_no_more_is_told_no_more() -> Result<()> {
    let (oparl, scenery) = changing().await?;
    play("followed-no-more", scenery, async |stage| {
        let app = stage.open_with_content().await?;
        follow_the_word(&app, "Trinkwasser").await?;
        follow_the_word(&app, "Schulhof").await?;
        app.press_css("[data-item=Trinkwasser] [data-act=stop]")
            .await?;
        app.gone("[data-item=Trinkwasser]").await?;
        app.find("#following-said:focus").await?;
        publish(&oparl, "vo.201", "Trinkwasserspender in Schulen")?;
        publish(&oparl, "vo.202", "Mehr Grün auf jedem Schulhof")?;
        until_counted(&app, 1).await?;
        app.find("#following-news [data-item='vo.202']").await?;
        ensure!(!app.has("#following-news [data-item='vo.201']").await?);

        for (word, why) in [("ab", "zu kurz"), ("Schulhof", "schon")] {
            app.write("follow-word", word).await?;
            app.press("follow-word-add").await?;
            app.shows("#follow-word-said", why).await?;
        }
        Ok(())
    })
    .await
}

/// What the app may ask the gateway for.
const PUBLIC: [&str; 2] = ["/feed/", "/v1/live/parking"];

#[tokio::test]
async fn nobody_is_told_what_is_followed_and_looked_for() -> Result<()> {
    let (oparl, scenery) = changing().await?;
    let scenery = Scenery {
        listens: true,
        ..scenery
    };
    play("private", scenery, async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/settings").await?;
        app.choose("district", "durlach").await?;
        follow_the_page(&app, "district", "/district/durlach").await?;
        follow_the_page(&app, "committee", &format!("/council/committee/{PLANNING}")).await?;
        follow_the_page(&app, "paper", &format!("/council/paper/{PLAYGROUNDS}")).await?;
        follow_the_word(&app, "Trinkwasser").await?;
        app.go("/search").await?;
        look_for(&app, "spielplatz").await?;
        app.press_css(&ka_journeys::searching::paper(PLAYGROUNDS))
            .await?;
        app.screen("paper").await?;
        publish(&oparl, "vo.201", "Trinkwasser für Durlach")?;
        until_counted(&app, 1).await?;
        app.go("/parking").await?;
        app.screen("parking").await?;
        until("the live numbers to be asked for", PATIENCE, async || {
            let asked = stage.requests()?;
            Ok(asked
                .iter()
                .any(|request| request.contains(PUBLIC[1]))
                .then_some(()))
        })
        .await?;

        for request in stage.requests()? {
            let asked = request.strip_prefix("GET ");
            let is_public =
                asked.is_some_and(|path| PUBLIC.iter().any(|way| path.starts_with(way)));
            ensure!(is_public, "the app said:\n{request}");
            let said = request.to_lowercase();
            for word in [
                "durlach",
                "trinkwasser",
                "spielplatz",
                PLANNING,
                PLAYGROUNDS,
            ] {
                ensure!(!said.contains(word), "the app said {word}:\n{request}");
            }
            ensure!(!said.contains("cookie"), "the app said:\n{request}");
        }
        Ok(())
    })
    .await
}
