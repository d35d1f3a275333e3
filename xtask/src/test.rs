//! Every test.

use crate::binaries::cargo;
use crate::shell::{hand_over, run as program, step};
use crate::{setup, ui};
use anyhow::Result;

pub fn run() -> Result<()> {
    setup::run()?;
    ui::run()?;
    // The journeys start the programs as they lie in the target directory. Asked for in one breath
    // with the tests, they are built of the same parts, so that nothing is compiled twice.
    step("app, gateway and tests", || {
        program("cargo", &cargo("build", &["--bins", "--tests"]))
    })?;
    // What of the UI needs no page. Natively, in a call of its own: asked for with the others, it would
    // have them all built anew.
    step("tests of the UI", || {
        hand_over("cargo", &["test", "--locked", "--package", "ka-ui"])
    })?;
    step("tests", || hand_over("cargo", &cargo("test", &[])))
}
