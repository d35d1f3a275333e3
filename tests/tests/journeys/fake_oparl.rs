use anyhow::{Result, ensure};
use chrono::{TimeDelta, Utc};
use ka_journeys::city::council::{
    self, BYLAW, GUIDE, MARKUP, PLANNING, PLAYGROUNDS, TO_COME, address,
};
use ka_journeys::oparl::Trouble;
use ka_journeys::{Scenery, play};
use serde_json::json;

#[tokio::test]
async fn a_change_in_the_council_reaches_the_open_screen() -> Result<()> {
    let oparl = council::serve(Utc::now()).await?;
    let scenery = Scenery {
        council: Some(oparl.toml("1s")),
        ..Scenery::default()
    };
    play("change", scenery, async |stage| {
        let app = stage.open_with_content().await?;
        // A page that were loaded anew would not know of it.
        app.run("window.stays = true", vec![]).await?;
        let stays = async |app: &ka_journeys::App| -> Result<()> {
            let stays = app.run("return window.stays === true", vec![]).await?;
            ensure!(stays == json!(true), "the page was loaded anew");
            Ok(())
        };

        // What became of it is written down at the meeting, and shown with the paper.
        app.go(&format!("/council/paper/{PLAYGROUNDS}")).await?;
        app.find(".ka-station:last-child").await?;
        oparl.change(&address("meetings", TO_COME), |meeting| {
            meeting["agendaItem"][0]["result"] = json!("mehrheitlich beschlossen");
        })?;
        let agreed = ".ka-station:last-child [data-outcome=agreed]";
        app.sync_until("the result", async |app| app.has(agreed).await)
            .await?;
        stays(&app).await?;

        // A meeting more.
        app.go("/council").await?;
        app.screen("council").await?;
        let mut more = oparl.object(&address("meetings", TO_COME))?;
        more["id"] = json!(address("meetings", "401"));
        more["name"] = json!("Sondersitzung");
        more["start"] = json!((Utc::now() + TimeDelta::days(9)).to_rfc3339());
        oparl.put(more)?;
        let there = ".ka-day [data-item='401']";
        app.sync_until("the meeting", async |app| app.has(there).await)
            .await?;
        stays(&app).await?;

        // What is deleted goes, what only members may see does not.
        let papers = |id: &str| format!("#committee-papers [data-item={id:?}]");
        app.go(&format!("/council/committee/{PLANNING}")).await?;
        app.find(&papers(PLAYGROUNDS)).await?;
        app.find(&papers(MARKUP)).await?;
        oparl.hide(&address("papers", PLAYGROUNDS))?;
        oparl.delete_with_tombstone(&address("papers", MARKUP))?;
        app.sync_until("the paper to go", async |app| {
            Ok(!app.has(&papers(MARKUP)).await?)
        })
        .await?;
        ensure!(app.has(&papers(PLAYGROUNDS)).await?, "it was only hidden");
        stays(&app).await
    })
    .await
}

#[tokio::test]
async fn a_council_that_is_in_trouble_takes_nothing_away_and_is_read_once_it_is_well() -> Result<()>
{
    let oparl = council::serve(Utc::now()).await?;
    let scenery = Scenery {
        council: Some(oparl.toml("1s")),
        ..Scenery::default()
    };
    play("council-in-trouble", scenery, async |stage| {
        let app = stage.open_with_content().await?;
        app.go(&format!("/council/paper/{GUIDE}")).await?;
        app.screen("paper").await?;
        for trouble in [
            Trouble::Busy(503, "1".to_owned()),
            Trouble::Garbage,
            Trouble::Refuses(401),
        ] {
            oparl.asked();
            oparl.fail("/", trouble.clone(), None);
            ka_journeys::wait::until(
                &format!("{trouble:?} to be met"),
                ka_journeys::wait::PATIENCE,
                async || Ok((!oparl.asked().is_empty()).then_some(())),
            )
            .await?;
            app.sync().await?;
            ensure!(app.has("main[data-screen=paper][data-state=ready]").await?);
            oparl.heal();
        }
        oparl.change(&address("papers", GUIDE), |paper| {
            paper["name"] = json!("Leitlinien, neu gefasst");
        })?;
        app.sync_until("the new name", async |app| {
            Ok(app.text("#heading").await?.contains("neu gefasst"))
        })
        .await?;
        app.go(&format!("/council/paper/{BYLAW}")).await?;
        app.screen("paper").await
    })
    .await
}
