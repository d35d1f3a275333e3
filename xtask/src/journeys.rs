//! The programs of `tests/`: figures and pictures of the real app.

use crate::binaries::{build_dev, build_release};
use crate::shell::{command, finish, hand_over, root, run as program, step};
use crate::{setup, ui};
use anyhow::Result;

/// `cargo xtask bench`.
pub fn bench() -> Result<()> {
    build_release()?;
    step("an empty window to compare with (release)", || {
        let words = [
            "build",
            "--locked",
            "--release",
            "--package",
            "digital-ka",
            "--example",
            "empty_window",
        ];
        program("cargo", &words)
    })?;
    let words = [
        "build",
        "--locked",
        "--release",
        "--package",
        "ka-journeys",
        "--bin",
        "bench",
    ];
    step("bench (release)", || program("cargo", &words))?;
    let words = [
        "run",
        "--quiet",
        "--locked",
        "--release",
        "--package",
        "ka-journeys",
        "--bin",
        "bench",
    ];
    step("bench", || hand_over("cargo", &words))
}

/// `cargo xtask screens`.
pub fn screens() -> Result<()> {
    setup::run()?;
    ui::run()?;
    build_dev()?;
    let words = [
        "run",
        "--quiet",
        "--locked",
        "--package",
        "ka-journeys",
        "--bin",
        "screens",
        "--",
    ];
    let mut screens = command("cargo", &words);
    screens.arg(root().join("target/screens"));
    let data = root().join("../shared/data");
    if data.join("parking/karlsruhe.json").is_file() {
        screens.arg("--data").arg(data);
    }
    step("screens", || finish(&mut screens))
}
