use anyhow::{Context, Result, ensure};
use chrono::{DateTime, NaiveDateTime, Utc};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime};
use ka_journeys::city::council::{
    CANCELLED, COUNCIL, DURLACH, ENDED, GARDENS, GUIDE, LONG_PAST, MARKUP, MARKUP_TITLE,
    MEETINGS_TO_COME, NEXT, NO_AGENDA, PAST, PLAYGROUNDS, PLAYGROUNDS_FILES, PLAYGROUNDS_REFERENCE,
    PLAYGROUNDS_TITLE, PLAYGROUNDS_WAY, TO_COME,
};
use ka_journeys::searching::look_for;
use ka_journeys::{App, Scenery, play};
use serde_json::json;

/// What the elements that `css` selects have in common, one after the other.
async fn each(app: &App, css: &str, what: &str) -> Result<Vec<String>> {
    let script = format!(
        "return [...document.querySelectorAll(arguments[0])].map(element => element.{what})"
    );
    let values = app.run(&script, vec![json!(css)]).await?;
    serde_json::from_value(values).with_context(|| format!("{what} of {css}"))
}

#[tokio::test]
async fn a_paper_leads_through_its_committees_and_back() -> Result<()> {
    play("way-of-a-paper", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.press("nav-council").await?;
        app.screen("council").await?;
        app.press_css(&format!("[data-item={TO_COME:?}] a")).await?;
        app.screen("meeting").await?;
        app.press_css(&format!("#meeting-agenda a[data-item={PLAYGROUNDS:?}]"))
            .await?;

        app.screen("paper").await?;
        app.shows("#heading", PLAYGROUNDS_TITLE).await?;
        app.shows("#paper-reference", PLAYGROUNDS_REFERENCE).await?;
        let who = each(&app, ".ka-station__who", "textContent").await?;
        ensure!(who == PLAYGROUNDS_WAY, "its way is {who:?}");
        let when = each(&app, ".ka-station", "dataset.when").await?;
        ensure!(when == ["past", "past", "to-come"], "{when:?}");
        ensure!(
            app.has(".ka-station:last-child[data-authoritative]")
                .await?
        );
        app.shows(".ka-station:first-child", "einstimmig zugestimmt")
            .await?;
        app.find(&format!("#paper-above [data-item={GUIDE:?}]"))
            .await?;

        app.press_css(&format!(".ka-station a[data-item={TO_COME:?}]"))
            .await?;
        app.screen("meeting").await?;
        app.find(&format!("#meeting-agenda a[data-item={PLAYGROUNDS:?}]"))
            .await?;
        app.back().await?;
        app.screen("paper").await?;
        app.press_css(".ka-station:first-child .ka-station__who a")
            .await?;
        app.screen("committee").await?;
        app.shows("#heading", PLAYGROUNDS_WAY[0]).await?;
        app.find(&format!("#committee-papers [data-item={PLAYGROUNDS:?}]"))
            .await?;
        app.find(&format!("#committee-next [data-item={NO_AGENDA:?}]"))
            .await?;
        app.press("back").await?;
        app.screen("council").await
    })
    .await
}

#[tokio::test]
async fn the_next_meetings_stand_day_by_day_and_one_that_was_called_off_says_so() -> Result<()> {
    play("next-meetings", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/council").await?;
        app.screen("council").await?;
        let days = each(&app, ".ka-day [data-item]", "dataset.item").await?;
        ensure!(days == [NEXT, TO_COME, NO_AGENDA, CANCELLED], "{days:?}");
        app.find(&format!("[data-item={CANCELLED:?}][data-cancelled]"))
            .await?;

        app.press_css(&format!("[data-item={CANCELLED:?}] a"))
            .await?;
        app.screen("meeting").await?;
        app.find("#meeting-cancelled").await?;
        ensure!(!app.has("#calendar-export").await?, "nobody meets there");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn past_meetings_stand_by_month_and_their_results_with_them() -> Result<()> {
    play("past-meetings", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/council").await?;
        app.press("council-past").await?;
        app.find(&format!("[data-item={PAST:?}]")).await?;
        app.press("to-2019").await?;
        app.find("#month-2019-03:focus").await?;
        app.find(&format!("[data-item={LONG_PAST:?}]")).await?;

        app.go(&format!("/council/meeting/{PAST}")).await?;
        app.screen("meeting").await?;
        let outcomes = each(&app, "#meeting-agenda [data-outcome]", "dataset.outcome").await?;
        ensure!(outcomes == ["agreed", "refused"], "{outcomes:?}");
        app.shows("#meeting-agenda", "Nicht öffentlich").await
    })
    .await
}

#[tokio::test]
async fn committees_are_those_that_meet_and_those_that_met() -> Result<()> {
    play("committees", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/council?by=committees").await?;
        app.find(&format!("[data-item={COUNCIL:?}]")).await?;
        app.find(&format!("#committees-ended [data-item={ENDED:?}]"))
            .await?;
        ensure!(
            !app.has(&format!("[data-item={GARDENS:?}]")).await?,
            "an office does not meet"
        );
        ensure!(
            !app.has(&format!("#committees-ended [data-item={DURLACH:?}]"))
                .await?
        );
        app.press_css(&format!("[data-item={ENDED:?}] a")).await?;
        app.find("#committee-ended").await?;
        Ok(())
    })
    .await
}

/// The events of an iCalendar file.
fn events(path: &str) -> Result<Vec<icalendar::Event>> {
    let text = std::fs::read_to_string(path).with_context(|| path.to_owned())?;
    let calendar: Calendar = text
        .parse()
        .map_err(|why| anyhow::anyhow!("not a calendar: {why}"))?;
    let events = calendar.components.iter();
    Ok(events
        .filter_map(|component| component.as_event().cloned())
        .collect())
}

fn start_of(event: &icalendar::Event) -> Result<NaiveDateTime> {
    match event.get_start() {
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(start))) => Ok(start.naive_utc()),
        other => anyhow::bail!("it begins at {other:?}"),
    }
}

#[tokio::test]
async fn meetings_are_handed_to_the_calendar_of_the_system() -> Result<()> {
    play("calendar", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/council").await?;
        app.press("calendar-export").await?;
        let given = stage.desktop.viewer.given_times(1).await?;
        let all = events(&given[0])?;
        ensure!(all.len() == MEETINGS_TO_COME, "{} events", all.len());
        let now: DateTime<Utc> = stage.set_at;
        for event in &all {
            ensure!(start_of(event)? > now.naive_utc(), "{event:?} is past");
        }
        let called_off = all
            .iter()
            .filter(|event| event.get_status() == Some(icalendar::EventStatus::Cancelled));
        ensure!(called_off.count() == 1);
        app.shows("#calendar-said", &given[0]).await?;

        app.go(&format!("/council/meeting/{TO_COME}")).await?;
        app.press("calendar-export").await?;
        let given = stage.desktop.viewer.given_times(2).await?;
        let one = events(&given[1])?;
        let [one] = one.as_slice() else {
            anyhow::bail!("{} events", one.len());
        };
        // A calendar that has it already takes it for the same.
        ensure!(all.iter().any(|event| event.get_uid() == one.get_uid()));
        ensure!(
            one.get_description()
                .is_some_and(|words| words.contains(PLAYGROUNDS_TITLE))
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_is_opened_by_another_program_after_a_word_and_not_before() -> Result<()> {
    play("file", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go(&format!("/council/paper/{PLAYGROUNDS}")).await?;
        let [proposal, plan] = PLAYGROUNDS_FILES;
        let file = |id: &str| format!("#paper-files [data-item={id:?}]");
        app.press_css(&file(plan)).await?;
        app.find("#leave-dialog[open]").await?;
        app.shows("#leave-where", "ris.karlsruhe.example").await?;
        app.press("leave-stay").await?;
        app.gone("#leave-dialog[open]").await?;

        app.press_css(&file(proposal)).await?;
        app.shows("#leave-size", "kB").await?;
        app.press("leave-open").await?;
        let given = stage.desktop.viewer.given_times(1).await?;
        // What was not agreed to would have come before.
        let address =
            "https://ris.karlsruhe.example/oparl/bodies/0001/downloadfiles/a/00100101.pdf";
        ensure!(given == [address], "{given:?}");
        app.gone("#leave-dialog[open]").await?;
        app.screen("paper").await
    })
    .await
}

#[tokio::test]
async fn a_title_that_looks_like_html_is_shown_as_it_was_written() -> Result<()> {
    play("council-markup", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        let is_text = async |css: &str| -> Result<()> {
            app.shows(css, MARKUP_TITLE).await?;
            ensure!(!app.has("#main img").await?, "a picture was made of it");
            ensure!(!app.has("#main b").await?, "it is printed bold");
            ensure!(app.client().title().await? != "taken over");
            Ok(())
        };
        app.go(&format!("/council/paper/{MARKUP}")).await?;
        app.screen("paper").await?;
        is_text("#heading").await?;
        app.go(&format!("/council/meeting/{NEXT}")).await?;
        app.screen("meeting").await?;
        is_text("#meeting-agenda").await?;
        app.go("/search").await?;
        look_for(&app, "Haltestelle Marktplatz").await?;
        is_text("#search-results").await
    })
    .await
}
