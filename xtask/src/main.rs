//! `cargo xtask`: everything that is done to this repository, as a program.

mod binaries;
mod check;
mod journeys;
mod run;
mod setup;
mod shell;
mod test;
mod ui;

use anyhow::{Result, bail};

const USAGE: &str = "cargo xtask <what>

  run [--data DIR]   sets up what is missing, starts a gateway and opens the app on it;
                     with --data the connectors read files, laid out as in ../shared/data
  test               sets up what is missing, then runs every test, the real app's included
  check              formatting, clippy, layers, sources, translations, dependencies
  build              release builds of app, gateway and TUF client; the last line says where
  faults --rounds N [--seed S]
                     kills, cuts off and fills up device and gateway, and looks for what is lost
  bench              speed and size of release builds, each beside its baseline
  screens            pictures of every screen, into target/screens
  setup              installs what is missing on this machine, and says so
  ui                 builds the UI alone, into src-ui/dist
";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["setup"] => setup::run(),
        ["ui"] => ui::run(),
        ["run"] => run::run(None),
        ["run", "--data", folder] => run::run(Some(folder)),
        ["build"] => binaries::print_release(),
        ["test"] => test::run(),
        ["check"] => check::run(),
        ["faults", "--rounds", rounds] => journeys::faults(rounds, None),
        ["faults", "--rounds", rounds, "--seed", seed] => journeys::faults(rounds, Some(seed)),
        ["bench"] => journeys::bench(),
        ["screens"] => journeys::screens(),
        _ => bail!("{USAGE}"),
    }
}
