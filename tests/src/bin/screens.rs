//! `screens <folder> [--data DIR]`: pictures of every screen, as
//! `<lang>-<theme>-<size>-<screen>.png`.
//!
//! Each language and theme has a stage of its own, whose system has them, so that the screens before
//! any setting can be made follow too. The council is the small city's, which has every case; where
//! `DIR` has a whole archive, there are pictures of that too, as `archive-…`.

use anyhow::{Context, Result, bail};
use chrono::Utc;
use ka_journeys::city::council;
use ka_journeys::oparl::FakeOparl;
use ka_journeys::searching::look_for;
use ka_journeys::tour::{self, SCREENS, visit};
use ka_journeys::{App, Scenery, Stage};
use std::path::{Path, PathBuf};

/// A phone and a small desktop.
const SIZES: &[(u32, u32)] = &[(390, 844), (1280, 800)];

/// What is also taken with text twice as large, on a phone.
const LARGE: &[&str] = &[
    "home", "services", "council", "district", "search", "parking", "settings",
];

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (folder, data) = match words.as_slice() {
        [folder] => (folder, None),
        [folder, "--data", data] => (folder, Some(PathBuf::from(data))),
        _ => bail!("screens <folder> [--data DIR]"),
    };
    std::fs::create_dir_all(folder)?;
    for language in ["de_DE", "en_GB"] {
        for dark in [false, true] {
            let oparl = council::serve(Utc::now()).await?;
            let scenery = Scenery {
                language,
                dark,
                data: data.clone(),
                council: Some(oparl.toml("1s")),
                ..Scenery::default()
            };
            let lang = language.split('_').next().unwrap_or(language);
            let theme = if dark { "dark" } else { "light" };
            let album = Album {
                folder: Path::new(folder),
                prefix: format!("{lang}-{theme}"),
            };
            let mut stage = Box::pin(Stage::set(scenery)).await?;
            Box::pin(album.fill(&mut stage, &oparl))
                .await
                .with_context(|| album.prefix.clone())?;
        }
    }
    match data {
        Some(data) if data.join("oparl").is_dir() => {
            Box::pin(archive(Path::new(folder), data)).await
        }
        _ => Ok(()),
    }
}

/// The screens that look different where there is much.
async fn archive(folder: &Path, data: PathBuf) -> Result<()> {
    let album = Album {
        folder,
        prefix: "archive-de-light".to_owned(),
    };
    let scenery = Scenery {
        data: Some(data),
        ..Scenery::default()
    };
    let mut stage = Box::pin(Stage::set(scenery)).await?;
    let app = stage.open_with_content().await?;
    for (name, screen, path) in [
        ("council", "council", "/council"),
        ("council-past", "council", "/council?by=past"),
        ("council-committees", "council", "/council?by=committees"),
        ("district", "district", "/district/durlach"),
    ] {
        // The parts of the council's screen are one screen.
        visit(&app, ("home", "/")).await?;
        visit(&app, (screen, path)).await?;
        album.take(&app, name).await?;
    }
    visit(&app, ("search", "/search")).await?;
    for words in ["spielplatz", "Gemeinderat Mai 2025", "Zugspitzban"] {
        look_for(&app, words).await?;
        album
            .take(&app, &format!("search-{}", words.replace(' ', "-")))
            .await?;
    }
    stage.close().await
}

/// The pictures in one language and theme.
struct Album<'a> {
    folder: &'a Path,
    prefix: String,
}

impl Album<'_> {
    async fn fill(&self, stage: &mut Stage, oparl: &FakeOparl) -> Result<()> {
        let look = async |app: &App, screen: &str| self.take(app, screen).await;
        let app = Box::pin(tour::first_start(stage, &look)).await?;
        Box::pin(tour::with_content(&app, stage.city()?, oparl, &look)).await?;
        Box::pin(self.take_large(&app)).await?;
        Box::pin(tour::without_a_network(stage, &look)).await?;
        Box::pin(tour::in_trouble(stage, &look)).await
    }

    /// The screen as it is, in every size.
    async fn take(&self, app: &App, screen: &str) -> Result<()> {
        for (width, height) in SIZES {
            app.resize(*width, *height).await?;
            self.photograph(app, &format!("{width}x{height}"), screen)
                .await?;
        }
        Ok(())
    }

    async fn take_large(&self, app: &App) -> Result<()> {
        app.go("/settings").await?;
        app.press("text-200").await?;
        app.attribute_contains("html", "style", "200%").await?;
        app.resize(390, 844).await?;
        for screen in SCREENS.iter().filter(|(name, _)| LARGE.contains(name)) {
            visit(app, *screen).await?;
            self.photograph(app, "390x844-200", screen.0).await?;
        }
        app.go("/settings").await?;
        app.press("text-100").await?;
        app.attribute_contains("html", "style", "100%").await
    }

    async fn photograph(&self, app: &App, size: &str, screen: &str) -> Result<()> {
        app.run("scrollTo(0, 0)", vec![]).await?;
        app.point_at_nothing().await?;
        app.settle().await?;
        let name = format!("{}-{size}-{screen}.png", self.prefix);
        std::fs::write(self.folder.join(name), app.photograph().await?)?;
        Ok(())
    }
}
