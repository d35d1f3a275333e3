use anyhow::{Result, ensure};
use chrono::{TimeDelta, Utc};
use ka_journeys::city::{CLOSED, UNCOUNTED, ZOO, ZOO_AGE, ZOO_FREE, write_data};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn free_spaces_are_shown_with_their_age_and_only_where_they_are_counted() -> Result<()> {
    play("parking", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;

        app.press("nav-parking").await?;
        app.screen("parking").await?;
        let zoo = "[data-item=car-park-1]";
        app.shows(zoo, ZOO).await?;
        app.shows(zoo, &ZOO_FREE.to_string()).await?;
        // The hour is Karlsruhe's, the minute everybody's.
        let counted = (stage.set_at - TimeDelta::minutes(ZOO_AGE))
            .format(":%M")
            .to_string();
        let count = app.text(&format!("{zoo} [data-old=false]")).await?;
        ensure!(
            count.contains(&counted),
            "{count:?} does not say when it was counted ({counted})"
        );
        app.shows("[data-item=car-park-2]", CLOSED).await?;
        app.shows("[data-item=car-park-2]", "Geschlossen").await?;
        app.shows("[data-item=car-park-3]", UNCOUNTED).await?;
        ensure!(
            !app.has("[data-item=car-park-3] [data-old]").await?,
            "nobody counts it"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn lengths_and_distances_are_written_as_the_language_writes_them() -> Result<()> {
    play("lengths", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/settings").await?;
        app.choose("district", "durlach").await?;
        app.press("nav-parking").await?;
        app.shows("[data-item=car-park-1]", "Höhe bis 2,10").await?;
        // Durlach's two places for bicycles are half a kilometre away.
        app.shows("[data-item=car-park-1] [data-distance]", "550")
            .await?;

        app.go("/settings").await?;
        app.press("lang-en").await?;
        app.press("nav-parking").await?;
        app.shows("[data-item=car-park-1]", "Height up to 2.10")
            .await
    })
    .await
}

#[tokio::test]
async fn bicycle_places_are_found_by_district() -> Result<()> {
    play("bicycles", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;

        app.press("nav-parking").await?;
        app.press("tab-bicycles").await?;
        app.screen("bicycles").await?;
        app.choose("bicycles-district", "durlach").await?;

        app.shows("#main", "Pfinztalstraße 9").await?;
        app.gone_words("#main", "Eisenlohrstraße").await
    })
    .await
}

/// What an attacker could write into a back office: it would fetch something, run something, and
/// stand out.
const MARKUP: &str = r#"Zoo <b>fett</b><img src="x" onerror="document.title='taken over'">"#;

#[tokio::test]
async fn what_looks_like_html_is_shown_as_it_was_written() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = write_data(folder.path(), Utc::now())?;
    let path = data.join("parking/karlsruhe.json");
    let mut car_parks: serde_json::Value = serde_json::from_slice(&std::fs::read(&path)?)?;
    for feature in car_parks["features"].as_array_mut().into_iter().flatten() {
        for field in ["parkhaus_name", "bemerkung", "betreiber_name"] {
            feature["properties"][field] = MARKUP.into();
        }
    }
    std::fs::write(&path, car_parks.to_string())?;
    let scenery = Scenery {
        data: Some(data),
        ..Scenery::default()
    };
    play("markup", scenery, async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;
        app.press("nav-parking").await?;
        app.screen("parking").await?;
        app.shows("[data-item=car-park-1]", MARKUP).await?;
        ensure!(!app.has("#main img").await?, "a picture was made of it");
        ensure!(!app.has("#main b").await?, "it is printed bold");
        ensure!(!app.client().title().await?.contains("taken over"));
        Ok(())
    })
    .await
}
