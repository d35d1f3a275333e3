//! Every screen of the app and how to get there, for whoever wants to see all of them.

use crate::app::App;
use anyhow::Result;

/// A screen by its name and path, within an app that has been welcomed.
pub const SCREENS: &[(&str, &str)] = &[
    ("home", "/"),
    ("services", "/services"),
    ("situation", "/services/situation/moving"),
    ("service", "/service/personalausweis"),
    ("office", "/office/ordnungs-und-buergeramt"),
    ("parking", "/parking"),
    ("bicycles", "/parking/bicycles"),
    ("settings", "/settings"),
    ("sources", "/settings/sources"),
    ("diagnostics", "/settings/diagnostics"),
];

/// Goes to the screen and waits for its content.
pub async fn visit(app: &App, (name, path): (&str, &str)) -> Result<()> {
    app.go(path).await?;
    app.screen(name).await
}
