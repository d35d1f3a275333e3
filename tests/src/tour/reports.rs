//! A concern from the first step to the desk's answer, what waits in the outbox, and the reports of others.

use crate::app::App;
use crate::city::City;
use crate::report::{choose_files, step, write_photos, write_report};
use crate::tour::visit;
use anyhow::{Context, Result};
use fastrand::Rng;

const ADDRESS: &str = "Kaiserstraße 97";
const WORDS: &str = "Vor dem Eingang liegt ein loser Pflasterstein.";
/// What asks no question that must be answered, and what asks one in each way.
const PLAIN: &str = "other";
const ASKING: &str = "traffic-light";

/// Looks at all of them. Two reports are closed afterwards, and one draft is left.
pub async fn states(
    app: &App,
    city: &City,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    for (screen, path) in [
        ("outbox", "/outbox"),
        ("my-reports", "/my-reports"),
        ("around", "/around"),
    ] {
        app.go(path).await?;
        app.screen_in_state(screen, "empty").await?;
        look(app, &format!("{screen}-empty")).await?;
    }
    Box::pin(steps(app, look)).await?;
    let id = Box::pin(sent(app, look)).await?;
    Box::pin(answered(app, city, &id, look)).await?;
    Box::pin(around(app, look)).await
}

/// Each step of the wizard, up to what must be mended.
async fn steps(app: &App, look: &impl AsyncFn(&App, &str) -> Result<()>) -> Result<()> {
    visit(app, ("report", "/report")).await?;
    look(app, "report-start").await?;
    app.press(&format!("report-category-{ASKING}")).await?;
    step(app, "questions").await?;
    look(app, "report-questions").await?;
    app.press("report-next").await?;

    step(app, "place").await?;
    app.write("report-address", ADDRESS).await?;
    look(app, "report-place").await?;
    app.press("report-next").await?;

    step(app, "photos").await?;
    let folder = tempfile::tempdir()?;
    let photos = write_photos(folder.path(), 1, &mut Rng::with_seed(7))?;
    choose_files(app, "report-photo-input", &photos).await?;
    app.find("[data-photo] img").await?;
    look(app, "report-photos").await?;
    let no_photo = folder.path().join("IMG_2.jpg");
    std::fs::write(&no_photo, "not a photo")?;
    choose_files(app, "report-photo-input", &[no_photo]).await?;
    app.find("#report-photos-refused").await?;
    look(app, "report-photos-refused").await?;
    app.press("report-next").await?;

    step(app, "words").await?;
    app.write("report-words", WORDS).await?;
    app.press_css("#report-contact > span").await?;
    // The driver does not see what was unfolded; keys reach it.
    let focus = "document.getElementById('report-contact-email').focus()";
    app.run(focus, vec![]).await?;
    app.type_keys("nobody").await?;
    look(app, "report-words").await?;
    app.press("report-next").await?;

    step(app, "check").await?;
    app.press("report-send").await?;
    app.find("#report-faults").await?;
    look(app, "report-check-faults").await
}

/// One that is sent at once, and its id.
async fn sent(app: &App, look: &impl AsyncFn(&App, &str) -> Result<()>) -> Result<String> {
    let address = Box::pin(write_report(app, PLAIN, ADDRESS, &[], WORDS)).await?;
    look(app, "report-check").await?;
    app.press("report-send").await?;
    step(app, "sent").await?;
    look(app, "report-sent").await?;
    let id = address.rsplit('/').next().context("no id")?.to_owned();
    app.go("/outbox").await?;
    app.sync_until("the receipt", async |app| {
        app.has(&format!("[data-item={id:?}][data-delivery=accepted]"))
            .await
    })
    .await?;
    look(app, "outbox").await?;
    Ok(id)
}

/// The desk answers it, and is done with it.
async fn answered(
    app: &App,
    city: &City,
    id: &str,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    let listed = city.staff(&["list"]).await?;
    let report = listed
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .find(|word| word.starts_with("KA-"))
        .with_context(|| format!("no report: {listed}"))?
        .to_owned();
    city.staff(&["answer", &report, "Danke. Wir sehen es uns morgen an."])
        .await?;
    city.staff(&["close", &report, "Der Stein sitzt wieder fest."])
        .await?;
    visit(app, ("home", "/")).await?;
    app.sync_until("the answer on Home", async |app| {
        app.has("#home-answers").await
    })
    .await?;
    look(app, "home-reports").await?;
    visit(app, ("my-reports", "/my-reports")).await?;
    look(app, "my-reports").await?;
    visit(app, ("my-report", &format!("/my-reports/{id}"))).await?;
    app.find("#reopen").await?;
    look(app, "my-report").await?;
    app.press("reopen").await?;
    app.screen("report").await?;
    app.find("#report-reopens").await?;
    look(app, "report-reopens").await
}

/// What others reported.
async fn around(app: &App, look: &impl AsyncFn(&App, &str) -> Result<()>) -> Result<()> {
    app.go("/around").await?;
    app.sync_until("the public report", async |app| {
        app.has("#around-list a[id^=around-]").await
    })
    .await?;
    look(app, "around").await?;
    app.press_css("#around-list a[id^=around-]").await?;
    app.screen("around-report").await?;
    look(app, "around-report").await
}

/// One that waits for a network, and who takes it back.
pub async fn without_a_network(
    app: &App,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    Box::pin(write_report(app, PLAIN, ADDRESS, &[], WORDS)).await?;
    app.press("report-send").await?;
    step(app, "sent").await?;
    app.go("/outbox").await?;
    app.find("[data-delivery=queued]").await?;
    look(app, "outbox-queued").await?;
    app.press_css("[data-delivery=queued] [id$=-withdraw]")
        .await?;
    app.find("#withdraw-dialog[open]").await?;
    look(app, "withdraw-dialog").await?;
    app.press("withdraw-keep").await
}
