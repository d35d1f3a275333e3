//! One day with the council, over the small city and over the whole archive: follow a district, find a
//! paper by a typo and by a part of a compound, open its way through the committees; and all of it once
//! more when the gateway is gone.

use anyhow::{Result, ensure};
use ka_journeys::binaries::repository;
use ka_journeys::city::council::{PLAYGROUNDS, PLAYGROUNDS_WAY};
use ka_journeys::searching::{look_for, paper};
use ka_journeys::{App, Scenery, Stage, play};
use serde_json::json;

/// What is looked for.
struct Day {
    /// With a letter wrong.
    typo: &'static str,
    /// A part of a word of its title.
    part: &'static str,
    /// The paper's id.
    paper: &'static str,
    /// Who treats it.
    way: [&'static str; 3],
}

impl Day {
    /// What can be done with the gateway and without.
    async fn find_and_read(&self, app: &App) -> Result<()> {
        for words in [self.typo, self.part] {
            app.go("/search").await?;
            app.screen("search").await?;
            look_for(app, words).await?;
            ensure!(
                app.has(&paper(self.paper)).await?,
                "{words} does not find {}",
                self.paper
            );
        }
        app.press_css(&paper(self.paper)).await?;
        app.screen("paper").await?;
        let script = "return [...document.querySelectorAll('.ka-station__who')] \
                      .map(who => who.textContent)";
        let way = app.run(script, vec![]).await?;
        ensure!(way == json!(self.way), "its way is {way}");
        for place in 1..=self.way.len() {
            let station = format!(".ka-station:nth-child({place})");
            app.press_css(&format!("{station} .ka-station__who a"))
                .await?;
            app.screen("committee").await?;
            app.shows("#heading", self.way[place - 1]).await?;
            app.back().await?;
            app.screen("paper").await?;
            app.press_css(&format!("{station} .ka-station__meeting"))
                .await?;
            app.screen("meeting").await?;
            app.find(&format!("#meeting-agenda a[data-item={:?}]", self.paper))
                .await?;
            app.back().await?;
            app.screen("paper").await?;
        }
        Ok(())
    }

    async fn play(&self, stage: &mut Stage) -> Result<()> {
        let app = stage.open_with_content().await?;
        app.go("/district/durlach").await?;
        app.screen("district").await?;
        app.press("follow").await?;
        app.find("[data-followed=true]").await?;
        Box::pin(self.find_and_read(&app)).await?;

        stage.stop_the_gateway();
        let app = stage.open().await?;
        app.screen("home").await?;
        app.find("[data-sync=offline]").await?;
        app.go("/council/following").await?;
        app.find("[data-what=district][data-item=durlach]").await?;
        Box::pin(self.find_and_read(&app)).await
    }
}

#[tokio::test]
async fn a_day_with_the_council_goes_on_without_the_gateway() -> Result<()> {
    let day = Day {
        typo: "Kinderspielpätze",
        part: "spielplatz",
        paper: PLAYGROUNDS,
        way: PLAYGROUNDS_WAY,
    };
    play("council-day", Scenery::default(), async |stage| {
        day.play(stage).await
    })
    .await
}

#[tokio::test]
async fn a_day_with_the_whole_archive_goes_on_without_the_gateway() -> Result<()> {
    let data = repository().join("../shared/data");
    if !data.join("oparl/papers.ndjson.gz").is_file() {
        eprintln!("skipped: there is no archive in {}", data.display());
        return Ok(());
    }
    let day = Day {
        typo: "Turmbergban Wagen",
        part: "bergbahn wagen",
        paper: "vo.51596",
        way: [
            "Gemeinderat",
            "Ortschaftsrat Durlach",
            "Haupt- und Finanzausschuss",
        ],
    };
    let scenery = Scenery {
        data: Some(data),
        ..Scenery::default()
    };
    play("archive-day", scenery, async |stage| day.play(stage).await).await
}
