//! `search_p50` and `search_p99`: the time of a search through `core`, all help included, over every
//! letter of [`crate::queries`]; the first of them also reads the vocabulary. Beside it the plain
//! full-text search of SQLite over the same items, in memory and unencrypted, on the same letters.

use crate::archive::Archive;
use crate::device::Device;
use crate::measure::{Figure, milliseconds, percentile};
use crate::plain::Baseline;
use crate::published::items;
use crate::queries::{keystrokes, queries};
use anyhow::{Result, ensure};
use ka_domain::Lang;
use ka_domain::views::SearchFilter;
use ka_gateway::publication::Publication;
use std::path::Path;
use std::time::Instant;

/// Hits that the plain search gives.
const MOST: usize = 10;

/// A search, letter by letter.
pub struct Typed {
    /// What stands in the field after each letter.
    pub keystrokes: Vec<String>,
    /// How long the search through `core` took for each, in milliseconds.
    pub times: Vec<f64>,
}

/// All searches, and the time that each letter took, over what `publication` has and the device that keeps
/// its files in `device` has taken in.
pub fn figures(
    archive: &Archive,
    publication: &Publication,
    device: &Path,
) -> Result<([Figure; 2], Vec<Typed>)> {
    let items = items(publication)?;
    let titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
    let queries = queries(&titles);
    let plain = Baseline::over(&items)?;
    let device = Device::alone(device)?;
    let filter = SearchFilter::default();
    let (mut all, mut times, mut found) = (Vec::new(), Vec::new(), 0);
    for query in &queries {
        let mut typed = Typed {
            keystrokes: Vec::new(),
            times: Vec::new(),
        };
        for words in keystrokes(query) {
            let began = Instant::now();
            let view = device.city.search(words, &filter, Lang::De)?;
            let time = milliseconds(began.elapsed());
            found += usize::from(!view.groups.is_empty());
            typed.keystrokes.push(words.to_owned());
            typed.times.push(time);

            let began = Instant::now();
            plain.ranking(words, MOST)?;
            times.push(milliseconds(began.elapsed()));
        }
        all.push(typed);
    }
    // A search that finds nothing may be quick for a bad reason.
    ensure!(
        found * 10 > times.len() * 9,
        "{found} of {} found",
        times.len()
    );
    let ours: Vec<f64> = all.iter().flat_map(|typed| &typed.times).copied().collect();
    let figure = |name, hundredths| {
        let (ours, plain) = (
            percentile(&ours, hundredths),
            percentile(&times, hundredths),
        );
        Figure {
            name,
            value: ours,
            unit: archive
                .unit(&format!("ms over {} letters", times.len()))
                .into(),
            ratio: ours / plain,
            baseline: format!("plain FTS5 in memory ({plain:.2} ms)").into(),
        }
    };
    Ok(([figure("search_p50", 50), figure("search_p99", 99)], all))
}
