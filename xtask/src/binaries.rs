//! The programs that the app is made of: where cargo puts them, and building them.

use crate::shell::{run as program, step, target_directory};
use crate::{setup, ui};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;

/// How they are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

pub struct Binaries {
    pub app: PathBuf,
    pub gateway: PathBuf,
    pub tuf_client: PathBuf,
}

/// Everything of ours that runs on this machine: the UI is built for wasm, and the bundler only
/// when the UI is.
const NATIVE: &[&str] = &[
    "--workspace",
    "--exclude",
    "ka-ui",
    "--exclude",
    "ka-bundle",
];

/// Where cargo puts programs.
pub fn folder(profile: Profile) -> Result<PathBuf> {
    Ok(target_directory()?.join(match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    }))
}

impl Binaries {
    fn of(profile: Profile) -> Result<Binaries> {
        let folder = folder(profile)?;
        let path = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        Ok(Binaries {
            app: path("digital-ka"),
            gateway: path("digital-ka-gateway"),
            tuf_client: path("digital-ka-tuf-client"),
        })
    }
}

/// A call of cargo for all of [`NATIVE`]. Whatever is asked for, all are looked at together, so that
/// what they share is compiled once, with what all of them need of it.
pub fn cargo<'a>(what: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[what, "--locked"], NATIVE, more].concat()
}

/// App and gateway as a developer runs them.
pub fn build_dev() -> Result<Binaries> {
    step("app and gateway", || {
        let wanted = ["--bin", "digital-ka", "--bin", "digital-ka-gateway"];
        program("cargo", &cargo("build", &wanted))
    })?;
    Binaries::of(Profile::Dev)
}

/// `cargo xtask build`: app, gateway and TUF client as they are shipped. The last line of the standard
/// output is for programs.
pub fn print_release() -> Result<()> {
    setup::run()?;
    ui::run()?;
    step("app, gateway and TUF client (release)", || {
        let wanted = [
            "--release",
            "--bin",
            "digital-ka",
            "--bin",
            "digital-ka-gateway",
            "--bin",
            "digital-ka-tuf-client",
        ];
        program("cargo", &cargo("build", &wanted))
    })?;
    let built = Binaries::of(Profile::Release)?;
    let line = serde_json::json!({
        "app": built.app,
        "gateway": built.gateway,
        "tuf_client": built.tuf_client,
    });
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}
