//! `cargo xtask`: everything that is done to this repository, as a program.

mod check;
mod setup;
mod shell;
mod test;

use anyhow::{Result, bail};

const USAGE: &str = "cargo xtask <what>

  setup   installs what is missing on this machine, and says so
  test    sets up, then runs every test
  check   sets up, then formatting, clippy and the layering rules
";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["setup"] => setup::run(),
        ["test"] => test::run(),
        ["check"] => check::run(),
        _ => bail!("{USAGE}"),
    }
}
