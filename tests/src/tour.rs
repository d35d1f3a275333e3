//! Every screen of the app in every state, and how to get there, for whoever wants to see all of it.
//!
//! The order tells a life of the app: the first start with a city that does not answer, then one whose
//! feed cannot be trusted, then a good one; each screen; what was looked for and what is followed; no
//! network; a store that is damaged; no key store.

mod council;
mod following;
mod reports;
mod search;

use crate::app::App;
use crate::city::City;
use crate::oparl::FakeOparl;
use crate::stage::Stage;
use anyhow::Result;

/// The screens by name and path, within an app that has been welcomed.
pub const SCREENS: &[(&str, &str)] = &[
    ("home", "/"),
    ("services", "/services"),
    ("situation", "/services/situation/moving"),
    ("service", "/service/personalausweis"),
    ("office", "/office/ordnungs-und-buergeramt"),
    ("council", "/council"),
    ("district", "/district/durlach"),
    ("search", "/search"),
    ("parking", "/parking"),
    ("bicycles", "/parking/bicycles"),
    ("settings", "/settings"),
    ("sources", "/settings/sources"),
    ("diagnostics", "/settings/diagnostics"),
];

/// The steps of the first start.
const WELCOME: [&str; 3] = ["language", "role", "district"];

const PASSPHRASE: &str = "vier Pferde stehen still";

/// Goes to the screen and waits for its content.
pub async fn visit(app: &App, (name, path): (&str, &str)) -> Result<()> {
    app.go(path).await?;
    app.screen(name).await
}

/// Goes through the app from a stage on which it was never opened, and has a `look` at everything. Its
/// gateway must read the small city's council from `oparl`. The name of a screen in a state other than
/// `ready` ends in that state.
pub async fn everything(
    stage: &mut Stage,
    oparl: &FakeOparl,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    let app = Box::pin(first_start(stage, look)).await?;
    Box::pin(with_content(&app, stage.city()?, oparl, look)).await?;
    Box::pin(without_a_network(stage, look)).await?;
    Box::pin(in_trouble(stage, look)).await
}

/// The first start, until there is content.
pub async fn first_start(
    stage: &mut Stage,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<App> {
    stage.city()?.pause()?;
    let app = stage.open().await?;
    for step in WELCOME {
        app.find(&format!("#welcome[data-step={step}]")).await?;
        look(&app, &format!("welcome-{step}")).await?;
        app.press("welcome-next").await?;
    }
    app.screen_in_state("home", "loading").await?;
    look(&app, "home-loading").await?;

    let forged = stage.city()?.forge_the_feed()?;
    stage.city()?.go_on()?;
    app.screen_in_state("home", "failed").await?;
    look(&app, "home-failed").await?;

    forged.undo()?;
    app.press("sync-now").await?;
    app.screen("home").await?;
    app.find("[data-sync=current]").await?;
    Ok(app)
}

/// The screens of an app that has content; that of the council is changed at `oparl` for news of it, and
/// reports are answered at the desk of `city`.
pub async fn with_content(
    app: &App,
    city: &City,
    oparl: &FakeOparl,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    for screen in SCREENS {
        visit(app, *screen).await?;
        look(app, screen.0).await?;
    }
    Box::pin(services(app, look)).await?;
    Box::pin(council::states(app, look)).await?;
    Box::pin(search::states(app, look)).await?;
    Box::pin(following::states(app, oparl, look)).await?;
    Box::pin(reports::states(app, city, look)).await?;

    app.go("/nowhere").await?;
    app.screen_in_state("not-found", "failed").await?;
    look(app, "not-found").await?;

    visit(app, ("settings", "/settings")).await?;
    app.press("delete-open").await?;
    app.find("#delete-dialog[open]").await?;
    look(app, "delete-dialog").await?;
    app.press("delete-cancel").await
}

async fn services(app: &App, look: &impl AsyncFn(&App, &str) -> Result<()>) -> Result<()> {
    for list in ["office", "name"] {
        app.go(&format!("/services?by={list}")).await?;
        app.find(&format!("#by-{list}[aria-current]")).await?;
        look(app, &format!("services-by-{list}")).await?;
    }
    app.write("services-filter", "Zugspitzbahn").await?;
    app.find("main[data-screen=services] .ka-nothing").await?;
    look(app, "services-none").await?;

    app.go("/service/no-such-service").await?;
    app.screen_in_state("service", "failed").await?;
    look(app, "service-failed").await
}

/// With content and without, while nobody can be reached. The gateway is gone afterwards.
pub async fn without_a_network(
    stage: &mut Stage,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    stage.stop_the_gateway();
    let app = stage.open().await?;
    app.screen("home").await?;
    app.find("[data-sync=offline]").await?;
    look(&app, "home-without-network").await?;
    Box::pin(reports::without_a_network(&app, look)).await?;

    stage.close().await?;
    stage.forget_the_app()?;
    let app = stage.open().await?;
    for step in WELCOME {
        app.find(&format!("#welcome[data-step={step}]")).await?;
        app.press("welcome-skip").await?;
    }
    app.screen_in_state("home", "offline").await?;
    look(&app, "home-offline").await?;
    app.go("/council").await?;
    app.screen_in_state("council", "offline").await?;
    look(&app, "council-offline").await?;
    app.go("/search").await?;
    app.screen("search").await?;
    app.write("search", "Spielplatz").await?;
    app.screen_in_state("search", "empty").await?;
    look(&app, "search-offline").await
}

/// A store and a key store that fail.
pub async fn in_trouble(
    stage: &mut Stage,
    look: &impl AsyncFn(&App, &str) -> Result<()>,
) -> Result<()> {
    stage.close().await?;
    stage.damage_the_store()?;
    let app = stage.open().await?;
    app.screen_in_state("broken", "failed").await?;
    look(&app, "broken").await?;

    stage.close().await?;
    stage.forget_the_app()?;
    stage.desktop.stop_key_store();
    let app = stage.open().await?;
    app.screen("passphrase").await?;
    look(&app, "passphrase-new").await?;
    app.write("passphrase", PASSPHRASE).await?;
    app.write("passphrase-repeat", PASSPHRASE).await?;
    app.press("passphrase-submit").await?;
    app.screen("welcome").await?;

    let app = stage.open().await?;
    app.screen("passphrase").await?;
    look(&app, "passphrase").await?;
    app.write("passphrase", "drei Pferde stehen still").await?;
    app.press("passphrase-submit").await?;
    app.find("#passphrase-error .kern-alert").await?;
    look(&app, "passphrase-wrong").await
}
