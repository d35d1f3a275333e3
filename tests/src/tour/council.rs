//! The council's screens in every state.

use crate::app::App;
use crate::city::council::{
    BYLAW, CANCELLED, DURLACH, ENDED, GUIDE, MARKUP, NO_AGENDA, PAST, PLAYGROUNDS,
    PLAYGROUNDS_FILES, TO_COME,
};
use crate::tour::visit;
use anyhow::Result;

/// Items that look unlike one another: as a picture is called, what kind of page it is, and which.
const ITEMS: &[(&str, &str, &str)] = &[
    ("meeting", "meeting", TO_COME),
    ("meeting-past", "meeting", PAST),
    ("meeting-without-agenda", "meeting", NO_AGENDA),
    ("meeting-cancelled", "meeting", CANCELLED),
    ("paper-long-title", "paper", BYLAW),
    ("paper-markup", "paper", MARKUP),
    ("paper-without-way", "paper", GUIDE),
    ("committee", "committee", DURLACH),
    ("committee-ended", "committee", ENDED),
    ("paper", "paper", PLAYGROUNDS),
];

/// Looks at all of them.
pub async fn states(app: &App, look: &impl AsyncFn(&App, &str) -> Result<()>) -> Result<()> {
    for list in ["past", "committees"] {
        app.go(&format!("/council?by={list}")).await?;
        app.find(&format!("#council-{list}[aria-current]")).await?;
        app.screen("council").await?;
        look(app, &format!("council-{list}")).await?;
    }
    for (name, screen, id) in ITEMS {
        app.go("/council").await?;
        app.screen("council").await?;
        visit(app, (screen, &format!("/council/{screen}/{id}"))).await?;
        look(app, name).await?;
    }
    for file in PLAYGROUNDS_FILES {
        app.press_css(&format!("#paper-files [data-item={file:?}]"))
            .await?;
        app.find("#leave-dialog[open]").await?;
        look(app, &format!("leave-dialog-{file}")).await?;
        app.press("leave-stay").await?;
        app.gone("#leave-dialog[open]").await?;
    }
    for screen in ["meeting", "paper", "committee"] {
        app.go(&format!("/council/{screen}/no-such-{screen}"))
            .await?;
        app.screen_in_state(screen, "failed").await?;
        look(app, &format!("{screen}-failed")).await?;
    }
    app.go("/district/oberreut").await?;
    app.screen("district").await?;
    look(app, "district-without-own").await
}
