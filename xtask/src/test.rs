//! Every test.

use crate::setup;
use crate::shell::{run as program, step};
use anyhow::Result;

pub fn run() -> Result<()> {
    setup::run()?;
    step("tests", || {
        program("cargo", &["test", "--workspace", "--locked"])
    })
}
