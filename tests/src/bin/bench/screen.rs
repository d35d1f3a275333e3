//! `search_screen_p50` and `search_screen_p99`: in the real app, from the event of a letter to the change
//! of the page that shows what it found, by the page's own clock, which counts whole milliseconds. Every
//! letter waits until the one before it was drawn. Beside it the time of the search itself, for the same
//! letters.

use crate::archive::Archive;
use crate::measure::{Figure, percentile};
use crate::search::Typed;
use anyhow::{Context, Result, ensure};
use ka_journeys::{App, Stage};
use serde_json::json;

/// Of so many searches one is typed: all of them would take minutes.
const EVERY: usize = 5;

/// Types what is given, and gives for each letter the milliseconds until its results were on the page.
/// The last change counts that comes before the picture.
const TYPE: &str = "
    const [letters, done] = arguments;
    const field = document.getElementById('search');
    const results = document.getElementById('search-results');
    const drawn = () => new Promise(then =>
        requestAnimationFrame(() => requestAnimationFrame(then)));
    const type = words => new Promise(then => {
        const began = performance.now();
        let changed = null;
        const observer = new MutationObserver(() => {
            if (results.dataset.words !== words) return;
            const first = changed === null;
            changed = performance.now();
            if (first) drawn().then(() => {
                observer.disconnect();
                then(changed - began);
            });
        });
        observer.observe(results,
            {subtree: true, childList: true, attributes: true, characterData: true});
        field.value = words;
        field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    });
    (async () => {
        const times = [];
        for (const words of letters) times.push(await type(words));
        done(times);
    })();";

/// The figures, in the app on `stage`, which has everything.
pub async fn figures(archive: &Archive, stage: &mut Stage, all: &[Typed]) -> Result<[Figure; 2]> {
    let app = stage.open().await?;
    app.screen("home").await?;
    app.go("/search").await?;
    app.screen("search").await?;
    let (mut screen, mut core) = (Vec::new(), Vec::new());
    for typed in all.iter().step_by(EVERY) {
        screen.extend(type_out(&app, &typed.keystrokes).await?);
        core.extend(typed.times.iter().copied());
    }
    stage.close().await?;
    ensure!(screen.len() == core.len(), "a letter without a time");
    let figure = |name, hundredths| {
        let (screen, core) = (
            percentile(&screen, hundredths),
            percentile(&core, hundredths),
        );
        Figure {
            name,
            value: screen,
            unit: archive.unit("ms").into(),
            ratio: screen / core,
            baseline: format!("the search itself ({core:.2} ms)").into(),
        }
    };
    Ok([
        figure("search_screen_p50", 50),
        figure("search_screen_p99", 99),
    ])
}

async fn type_out(app: &App, letters: &[String]) -> Result<Vec<f64>> {
    let typed = app.client().execute_async(TYPE, vec![json!(letters)]);
    let times = Box::pin(typed).await;
    let times = times.with_context(|| format!("typing {:?}", letters.last()))?;
    Ok(serde_json::from_value(times)?)
}
