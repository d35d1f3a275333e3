use anyhow::{Result, ensure};
use chrono::Utc;
use ka_journeys::city::council::{
    self, FOUNTAINS, LIGHTS, LONG_PAST, NOISE, PLAYGROUNDS, PLAYGROUNDS_REFERENCE, address,
};
use ka_journeys::keys::{CONTROL, DOWN, ENTER, ESCAPE, UP};
use ka_journeys::searching::{RESULTS, answered, found, hit, look_for, paper, paste};
use ka_journeys::{App, Scenery, play};
use serde_json::{Value, json};

/// The app with content, in the search.
async fn searching(stage: &mut ka_journeys::Stage) -> Result<App> {
    let app = stage.open_with_content().await?;
    app.go("/search").await?;
    app.screen("search").await?;
    Ok(app)
}

#[tokio::test]
async fn everything_is_found_by_what_people_type() -> Result<()> {
    play("finding", Scenery::default(), async |stage| {
        let app = searching(stage).await?;
        for (words, wanted) in [
            // A part of a compound, in another number.
            ("spielplatz", paper(PLAYGROUNDS)),
            // A letter too few, a letter too many, two exchanged, one wrong.
            ("Kinderspielpätze", paper(PLAYGROUNDS)),
            ("Wochenmärrkte", paper(FOUNTAINS)),
            ("Straßenbeleuchtugn", paper(LIGHTS)),
            ("Lermschutzwand", paper(NOISE)),
            // Umlauts as two letters, the beginning of a word.
            ("laermschutz", paper(NOISE)),
            ("STRASSENBEL", paper(LIGHTS)),
            (PLAYGROUNDS_REFERENCE, paper(PLAYGROUNDS)),
            ("Gemeinderat März 2019", hit("meetings", LONG_PAST)),
            ("ausweis", hit("services", "personalausweis")),
            ("Durlach", hit("districts", "durlach")),
            ("Planungsausschuss", hit("organizations", "gr.3")),
            ("Zoo", hit("car-parks", "car-park-1")),
            ("dunkel", "#own-appearance".to_owned()),
        ] {
            look_for(&app, words).await?;
            ensure!(app.has(&wanted).await?, "{words} does not find {wanted}");
        }
        look_for(&app, "spielplatz").await?;
        app.shows(&format!("{} mark", paper(PLAYGROUNDS)), "Kinderspielplätze")
            .await
    })
    .await
}

#[tokio::test]
async fn the_keyboard_alone_searches_opens_and_comes_back() -> Result<()> {
    play("search-keyboard", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.type_keys("/").await?;
        app.has_focus("#search").await?;
        app.type_keys("spielplatz").await?;
        answered(&app, "spielplatz").await?;

        // From stop to stop, and from the first back into the field.
        let first = "[data-stop]";
        let stops = "return [...document.querySelectorAll('[data-stop]')].map(stop => stop.id)";
        let Value::Array(stops) = app.run(stops, vec![]).await? else {
            anyhow::bail!("no stops");
        };
        ensure!(stops.len() > 1, "{stops:?}");
        app.type_keys(DOWN).await?;
        app.has_focus(&format!("{first}[id={}]", stops[0])).await?;
        app.type_keys(DOWN).await?;
        app.has_focus(&format!("{first}[id={}]", stops[1])).await?;
        app.type_keys(UP).await?;
        app.type_keys(UP).await?;
        app.has_focus("#search").await?;

        let place = stops.iter().position(|stop| stop == "hit-papers-vo.101");
        let place = place.ok_or_else(|| anyhow::anyhow!("{stops:?}"))?;
        for _ in 0..=place {
            app.type_keys(DOWN).await?;
        }
        app.has_focus(&paper(PLAYGROUNDS)).await?;
        app.type_keys(ENTER).await?;
        app.screen("paper").await?;
        app.find("#heading:focus").await?;

        app.back().await?;
        answered(&app, "spielplatz").await?;
        app.has_focus(&paper(PLAYGROUNDS)).await?;
        app.type_keys(ESCAPE).await?;
        app.has_focus("#search").await?;
        ensure!(app.value("search").await?.is_empty(), "it is not cleared");

        app.go("/parking").await?;
        app.screen("parking").await?;
        app.press_keys(CONTROL, 'k').await?;
        app.has_focus("#search").await?;
        app.type_keys(ESCAPE).await?;
        app.screen("parking").await
    })
    .await
}

#[tokio::test]
async fn enter_opens_the_first_even_before_it_is_on_the_screen() -> Result<()> {
    play("search-enter", Scenery::default(), async |stage| {
        let app = searching(stage).await?;
        app.type_keys(&format!("{PLAYGROUNDS_REFERENCE}{ENTER}"))
            .await?;
        app.screen("paper").await?;
        app.shows("#paper-reference", PLAYGROUNDS_REFERENCE).await
    })
    .await
}

#[tokio::test]
async fn a_slash_is_a_letter_where_somebody_types() -> Result<()> {
    play("search-slash", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/services?by=name").await?;
        app.write("services-filter", "a/b").await?;
        ensure!(app.value("services-filter").await? == "a/b");
        app.screen("services").await
    })
    .await
}

#[tokio::test]
async fn results_stay_where_they_are_while_a_sync_brings_changes() -> Result<()> {
    let oparl = council::serve(Utc::now()).await?;
    let scenery = Scenery {
        council: Some(oparl.toml("1s")),
        ..Scenery::default()
    };
    play("search-still", scenery, async |stage| {
        let app = stage.open_with_content().await?;
        app.go(&format!("/council/paper/{PLAYGROUNDS}")).await?;
        app.press("follow").await?;
        app.find("[data-followed=true]").await?;
        app.go("/search").await?;
        look_for(&app, "spielplatz").await?;
        let before = found(&app).await?;
        ensure!(before.contains(&PLAYGROUNDS.to_owned()), "{before:?}");
        let mark = "document.querySelectorAll(arguments[0] + ' *').forEach(it => it.seen = true); \
                    return document.querySelector(arguments[0]).innerText";
        let words = app.run(mark, vec![json!(RESULTS)]).await?;

        oparl.change(&address("papers", PLAYGROUNDS), |paper| {
            paper["name"] = json!("Spielplatz in Durlach: anders als zuvor");
        })?;
        let mut another = oparl.object(&address("papers", FOUNTAINS))?;
        another["id"] = json!(address("papers", "vo.201"));
        another["name"] = json!("Ein Spielplatz mehr");
        oparl.put(another)?;
        // What is followed is counted in the bar once the change is on the device.
        app.sync_until("the change", async |app| app.has("#news-count").await)
            .await?;

        let same = "const all = [...document.querySelectorAll(arguments[0] + ' *')]; \
                    return [all.every(it => it.seen), \
                            document.querySelector(arguments[0]).innerText]";
        let now = app.run(same, vec![json!(RESULTS)]).await?;
        ensure!(now == json!([true, words]), "{now} instead of {words}");

        // Who looks once more finds what is there now.
        look_for(&app, "spielplatz durlach").await?;
        look_for(&app, "spielplatz").await?;
        let after = found(&app).await?;
        ensure!(after.contains(&"vo.201".to_owned()), "{after:?}");
        app.shows(&paper(PLAYGROUNDS), "anders als zuvor").await
    })
    .await
}

#[tokio::test]
async fn nothing_found_says_what_was_tried_and_offers_words_that_there_are() -> Result<()> {
    play("search-nothing", Scenery::default(), async |stage| {
        let app = searching(stage).await?;
        // One letter wrong and one too few: more than a slip.
        look_for(&app, "Lermschuzwand").await?;
        app.screen_in_state("search", "empty").await?;
        app.shows("#search-nothing .ka-search__tried", "ähnlich geschrieben")
            .await?;
        app.shows("#search-nearest", "Lärmschutzwand").await?;
        app.press_words("Lärmschutzwand").await?;
        app.find(&paper(NOISE)).await?;

        // What no title has, and what would be more than words to a database.
        for odd in [
            "\"'*()\u{202e}🦩",
            "מועצה",
            &"ä".repeat(200),
            "zq\u{0}\u{7}\u{1}",
        ] {
            paste(&app, odd).await?;
            app.find("#search-nothing").await?;
        }
        paste(&app, "\" OR * NEAR(a b) -- '; DROP TABLE entry").await?;
        look_for(&app, "Lärmschutzwand").await?;
        app.find(&paper(NOISE)).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_looked_for_is_remembered_until_it_is_forgotten() -> Result<()> {
    play("search-recent", Scenery::default(), async |stage| {
        let app = searching(stage).await?;
        ensure!(
            !app.has("#search-recent").await?,
            "nobody looked for anything"
        );
        for words in ["Spielplatz", "Wochenmärkten"] {
            app.go("/search").await?;
            look_for(&app, words).await?;
            app.type_keys(ENTER).await?;
            app.gone("main[data-screen=search]").await?;
        }
        // What was only typed, and led nowhere, is not.
        app.go("/search").await?;
        look_for(&app, "Hagsfeld").await?;

        let app = stage.open().await?;
        app.screen("home").await?;
        app.press("nav-search").await?;
        app.shows("#search-recent", "Wochenmärkten").await?;
        let chips = "return [...document.querySelectorAll('#search-recent .ka-chip')] \
                     .map(chip => chip.textContent)";
        let recent = app.run(chips, vec![]).await?;
        ensure!(recent == json!(["Wochenmärkten", "Spielplatz"]), "{recent}");
        app.press_words("Spielplatz").await?;
        answered(&app, "Spielplatz").await?;

        app.go("/").await?;
        app.go("/search").await?;
        app.press("search-forget").await?;
        app.gone("#search-recent").await?;
        let app = stage.open().await?;
        app.screen("home").await?;
        app.press("nav-search").await?;
        app.screen("search").await?;
        app.shows("#search-results", "Gesucht wird nur auf Ihrem Gerät")
            .await?;
        ensure!(!app.has("#search-recent").await?, "it was not forgotten");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_search_is_narrowed_down_to_stands_in_the_address_and_is_there_on_the_way_back()
-> Result<()> {
    play("search-filters", Scenery::default(), async |stage| {
        let app = searching(stage).await?;
        look_for(&app, "Gemeinderat").await?;
        let all = found(&app).await?;
        app.choose("search-kind", "papers").await?;
        app.choose("search-year", "2019").await?;
        app.find("[data-kind=papers]:only-child").await?;
        until_found(&app, &[NOISE]).await?;
        ensure!(all.len() > 1, "{all:?}");
        app.choose("search-year", "").await?;
        app.choose("search-district", "oststadt").await?;
        until_found(&app, &[LIGHTS]).await?;

        app.press_css(&paper(LIGHTS)).await?;
        app.screen("paper").await?;
        app.back().await?;
        answered(&app, "Gemeinderat").await?;
        until_found(&app, &[LIGHTS]).await?;
        ensure!(app.value("search-kind").await? == "papers");
        ensure!(app.value("search-district").await? == "oststadt");
        let address = app.run("return location.search", vec![]).await?;
        let address = address.as_str().unwrap_or_default();
        for part in ["q=Gemeinderat", "kind=papers", "district=oststadt"] {
            ensure!(address.contains(part), "{part} is not in {address}");
        }

        look_for(&app, "Kinderspielplätze").await?;
        app.press("search-widen").await?;
        app.find(&paper(PLAYGROUNDS)).await?;
        Ok(())
    })
    .await
}

/// Waits until these are found, and nothing else.
async fn until_found(app: &App, wanted: &[&str]) -> Result<()> {
    ka_journeys::wait::until(
        &format!("{wanted:?}"),
        ka_journeys::wait::PATIENCE,
        async || Ok((found(app).await? == wanted).then_some(())),
    )
    .await
}
