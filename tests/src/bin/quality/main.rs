//! How good the search is, beside a plain full-text search over the same.
//!
//! `tests/fixtures/search/queries.tsv` has what people would type and what they would want to find, of
//! three classes and four flavours. A gateway publishes the council's archive and the city's own content,
//! a device takes all of it in, and both searches answer every query. Two figures say how well:
//!
//! - **MRR@10**: one by the place of the first hit that is wanted, 0 if it is not among the first ten; the
//!   mean of it.
//! - **success@3**: how many queries have a wanted hit among the first three.
//!
//! The plain search is what SQLite gives without any thought: FTS5 with its own ranking, two columns, all
//! words, the last of them as a beginning ([`baseline`]).
//!
//! `cargo run -p ka-journeys --bin quality -- --misses` also names each query whose hit is not among the
//! first three of ours, and what is there instead.

mod baseline;
mod device;
mod measure;
mod published;
mod queries;

use anyhow::{Context, Result, bail, ensure};
use baseline::Baseline;
use device::Device;
use ka_domain::{ItemId, Kind};
use ka_gateway::embedded::{EmbeddedOptions, start};
use ka_journeys::binaries::repository;
use measure::{Tally, place};
use published::Item;
use queries::{Class, Flavour, Query};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// So many hits are looked at.
const MOST: usize = 10;
/// A query has succeeded whose wanted hit is not after this place.
const SUCCESS: usize = 3;

/// What an item is called by.
type Key = (Kind, ItemId);

/// What both searches have achieved over some queries.
#[derive(Default)]
struct Both {
    plain: Tally,
    ours: Tally,
}

/// A query that ours answers too late or not at all.
struct Miss<'a> {
    query: &'a Query,
    plain: Option<usize>,
    ours: Option<usize>,
    instead: Vec<Key>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let names_misses = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [word] if word == "--misses" => true,
        _ => bail!("quality [--misses]"),
    };
    let data = repository().join("../shared/data");
    if !data.join("oparl/papers.ndjson.gz").is_file() {
        return say("quality: skipped, there is no archive in ../shared/data");
    }
    let queries = queries::all()?;
    let folder = tempfile::tempdir()?;
    let mut options = EmbeddedOptions::new(folder.path().join("gateway"));
    options.data = Some(data);
    let gateway = Box::pin(start(options)).await?;
    let items = published::items(&gateway.publication)?;
    ensure_there(&queries, &items)?;
    let device = Box::pin(Device::with_everything(
        &folder.path().join("device"),
        &gateway,
        items.len(),
    ))
    .await?;
    let report = measured(&queries, &items, &device, names_misses)?;
    gateway.stop().await;
    say(report.trim_end())
}

/// A name that is wrong would count as a miss for ever, so it is an error.
fn ensure_there(queries: &[Query], items: &[Item]) -> Result<()> {
    let there: BTreeSet<Key> = items.iter().map(Item::key).collect();
    let missing: Vec<String> = queries
        .iter()
        .flat_map(|query| &query.wanted)
        .filter(|wanted| !there.contains(wanted))
        .map(queries::written)
        .collect();
    let count = missing.len();
    ensure!(
        count == 0,
        "{count} wanted items are not published, such as {}",
        missing.into_iter().take(10).collect::<Vec<_>>().join(" ")
    );
    Ok(())
}

fn measured(
    queries: &[Query],
    items: &[Item],
    device: &Device,
    names_misses: bool,
) -> Result<String> {
    let plain = Baseline::over(items)?;
    let mut by_flavour: BTreeMap<(Class, Flavour), Both> = BTreeMap::new();
    let mut misses = Vec::new();
    for query in queries {
        let theirs = plain.ranking(&query.typed, MOST)?;
        let found = device
            .city
            .ranking(&query.typed, MOST)
            .with_context(|| query.typed.clone())?;
        let both = by_flavour.entry((query.class, query.flavour)).or_default();
        let plain = place(&theirs, &query.wanted);
        let ours = place(&found, &query.wanted);
        both.plain.add(plain);
        both.ours.add(ours);
        if ours.is_none_or(|place| place > SUCCESS) {
            misses.push(Miss {
                query,
                plain,
                ours,
                instead: found.into_iter().take(SUCCESS).collect(),
            });
        }
    }
    let mut report = table(&by_flavour);
    if names_misses {
        report.push_str(&missed(&misses, items));
    }
    Ok(report)
}

/// Each class by flavour and as a whole, and all.
fn table(by_flavour: &BTreeMap<(Class, Flavour), Both>) -> String {
    let mut table = format!(
        "{:<10}{:<12}{:>5}{:>18}{:>20}\n{:<10}{:<12}{:>5}{:>10}{:>8}{:>12}{:>8}\n",
        "",
        "",
        "",
        "MRR@10",
        "success@3",
        "class",
        "flavour",
        "n",
        "plain",
        "ours",
        "plain",
        "ours"
    );
    let mut all = Both::default();
    for class in Class::ALL {
        let mut whole = Both::default();
        for ((_, flavour), both) in by_flavour.iter().filter(|((of, _), _)| *of == class) {
            table.push_str(&row(class.name(), flavour.name(), both));
            whole.plain.join(&both.plain);
            whole.ours.join(&both.ours);
        }
        table.push_str(&row(class.name(), "all", &whole));
        all.plain.join(&whole.plain);
        all.ours.join(&whole.ours);
    }
    table.push_str(&row("all", "", &all));
    table
}

fn row(class: &str, flavour: &str, both: &Both) -> String {
    format!(
        "{class:<10}{flavour:<12}{:>5}{:>10.3}{:>8.3}{:>12.3}{:>8.3}\n",
        both.ours.queries(),
        both.plain.mrr(),
        both.ours.mrr(),
        both.plain.success(),
        both.ours.success(),
    )
}

fn missed(misses: &[Miss<'_>], items: &[Item]) -> String {
    let titles: BTreeMap<Key, &str> = items
        .iter()
        .map(|item| (item.key(), &*item.title))
        .collect();
    let line = |key: &Key| {
        let title: String = titles.get(key).unwrap_or(&"").chars().take(80).collect();
        format!("{} {title}", queries::written(key))
    };
    let at = |place: Option<usize>| place.map_or("none".to_owned(), |place| place.to_string());
    let mut report = format!("\n{} not among the first {SUCCESS}\n", misses.len());
    for miss in misses {
        let Query {
            class,
            flavour,
            typed,
            wanted,
        } = miss.query;
        report.push_str(&format!(
            "{} {} \"{typed}\": ours {}, plain {}\n",
            class.name(),
            flavour.name(),
            at(miss.ours),
            at(miss.plain)
        ));
        for key in wanted.iter().take(1) {
            report.push_str(&format!("    wanted  {}\n", line(key)));
        }
        for key in &miss.instead {
            report.push_str(&format!("    instead {}\n", line(key)));
        }
    }
    report
}

fn say(text: &str) -> Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_each_flavour_each_class_and_all() {
        let both = |plain: &[Option<usize>], ours: &[Option<usize>]| {
            let mut both = Both::default();
            plain.iter().for_each(|place| both.plain.add(*place));
            ours.iter().for_each(|place| both.ours.add(*place));
            both
        };
        let easy = both(&[Some(1), None], &[Some(1), Some(2)]);
        let typo = both(&[None, None], &[Some(4), Some(1)]);
        let table = table(&BTreeMap::from([
            ((Class::Council, Flavour::Easy), easy),
            ((Class::Council, Flavour::Typo), typo),
        ]));
        let has = |words: &[&str]| {
            table
                .lines()
                .any(|line| line.split_whitespace().collect::<Vec<_>>() == words)
        };
        assert!(
            has(&["council", "easy", "2", "0.500", "0.750", "0.500", "1.000"]),
            "{table}"
        );
        assert!(
            has(&["council", "typo", "2", "0.000", "0.625", "0.000", "0.500"]),
            "{table}"
        );
        assert!(
            has(&["council", "all", "4", "0.250", "0.688", "0.250", "0.750"]),
            "{table}"
        );
        assert!(
            has(&["all", "4", "0.250", "0.688", "0.250", "0.750"]),
            "{table}"
        );
    }
}
