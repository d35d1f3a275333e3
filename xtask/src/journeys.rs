//! The programs of `tests/`: faults, figures and pictures of the real app.

use crate::binaries::{Profile, build_dev, cargo, folder};
use crate::shell::{command, finish, root, run as program, step};
use crate::{setup, ui};
use anyhow::Result;
use std::process::Command;

/// `cargo xtask bench`.
pub fn bench() -> Result<()> {
    setup::run()?;
    ui::run()?;
    step("app, gateway, bench and an empty window (release)", || {
        let wanted = [
            "--release",
            "--bin",
            "digital-ka",
            "--bin",
            "digital-ka-gateway",
            "--bin",
            "bench",
            "--example",
            "empty_window",
        ];
        program("cargo", &cargo("build", &wanted))
    })?;
    step("bench", || finish(&mut journey("bench", Profile::Release)?))
}

/// `cargo xtask screens`.
pub fn screens() -> Result<()> {
    setup::run()?;
    ui::run()?;
    build_dev()?;
    step("screens (program)", || {
        program("cargo", &cargo("build", &["--bin", "screens"]))
    })?;
    let mut screens = journey("screens", Profile::Dev)?;
    screens.arg(root().join("target/screens"));
    let data = root().join("../shared/data");
    if data.join("parking/karlsruhe.json").is_file() {
        screens.arg("--data").arg(data);
    }
    step("screens", || finish(&mut screens))
}

/// `cargo xtask faults`: of what developers run, since nothing of it depends on how fast it is.
pub fn faults(rounds: &str, seed: Option<&str>) -> Result<()> {
    setup::run()?;
    step("gateway and faults", || {
        let wanted = ["--bin", "digital-ka-gateway", "--bin", "faults"];
        program("cargo", &cargo("build", &wanted))
    })?;
    let mut faults = journey("faults", Profile::Dev)?;
    faults.args(["--rounds", rounds]);
    faults.args(seed.map(|seed| ["--seed", seed]).into_iter().flatten());
    step("faults", || finish(&mut faults))
}

/// A program of `tests/`, called as cargo would.
fn journey(name: &str, profile: Profile) -> Result<Command> {
    let path = folder(profile)?.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut command = command(&path.to_string_lossy(), &[]);
    command.env("CARGO_MANIFEST_DIR", root().join("tests"));
    Ok(command)
}
