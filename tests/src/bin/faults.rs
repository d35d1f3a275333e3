//! What is handed in arrives once, whatever happens on the way: the long form. See [`ka_journeys::faults`].
//!
//! `faults --rounds N [--seed S]` goes through everything and prints what there was. `faults device …` is
//! the life of a device, which the other starts and kills.

use anyhow::{Context, Result, bail};
use ka_journeys::faults::{child, disk, kill, network, time};
use std::io::Write;

/// Rounds of killing for each seed of the network.
const ROUNDS_A_SEED: usize = 50;

const USAGE: &str = "faults --rounds N [--seed S]";

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["device", life] => Box::pin(child::live(serde_json::from_str(life)?)).await,
        ["--rounds", rounds] => everything(rounds.parse()?, fastrand::u64(..)).await,
        ["--rounds", rounds, "--seed", seed] => everything(rounds.parse()?, seed.parse()?).await,
        _ => bail!(USAGE),
    }
}

async fn everything(rounds: usize, seed: u64) -> Result<()> {
    say(&format!("faults seed {seed}"))?;
    let folder = tempfile::Builder::new().prefix("ka-faults-").tempdir()?;
    let seeds = rounds.div_ceil(ROUNDS_A_SEED);
    for more in 0..seeds {
        let seed = seed.wrapping_add(more as u64);
        let folder = folder.path().join(format!("network-{more}"));
        let tally = Box::pin(network::run(seed, &folder)).await?;
        say(&format!("faults network seed {seed}: {tally}"))?;
    }
    for (name, outcome) in [
        (
            "disk",
            Box::pin(disk::run(seed, &folder.path().join("disk"))).await,
        ),
        (
            "time",
            Box::pin(time::run(seed, &folder.path().join("time"))).await,
        ),
    ] {
        let tally = outcome.with_context(|| format!("{name}, seed {seed}"))?;
        say(&format!("faults {name}: {tally}"))?;
    }
    let killed = Box::pin(kill::run(rounds, seed, &folder.path().join("kill"))).await?;
    say(&format!("faults kill {rounds} rounds: {killed}"))
}

fn say(line: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{line}")?;
    Ok(output.flush()?)
}
