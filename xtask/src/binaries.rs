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
pub const NATIVE: &[&str] = &[
    "--workspace",
    "--exclude",
    "ka-ui",
    "--exclude",
    "ka-bundle",
];

impl Binaries {
    pub fn of(profile: Profile) -> Result<Binaries> {
        let folder = target_directory()?.join(match profile {
            Profile::Dev => "debug",
            Profile::Release => "release",
        });
        let path = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        Ok(Binaries {
            app: path("digital-ka"),
            gateway: path("digital-ka-gateway"),
            tuf_client: path("digital-ka-tuf-client"),
        })
    }
}

/// App and gateway as a developer runs them.
pub fn build_dev() -> Result<Binaries> {
    step("app and gateway", || {
        let words = [
            "build",
            "--locked",
            "--package",
            "digital-ka",
            "--package",
            "ka-gateway",
            "--bins",
        ];
        program("cargo", &words)
    })?;
    Binaries::of(Profile::Dev)
}

/// App, gateway and TUF client as they are shipped.
pub fn build_release() -> Result<Binaries> {
    setup::run()?;
    ui::run()?;
    // One at a time: built together, the gateway's SQLite would be the app's SQLCipher, and the
    // client's features the gateway's.
    for package in ["digital-ka", "ka-gateway", "ka-core"] {
        step(&format!("{package} (release)"), || {
            program(
                "cargo",
                &[
                    "build",
                    "--locked",
                    "--release",
                    "--package",
                    package,
                    "--bins",
                ],
            )
        })?;
    }
    Binaries::of(Profile::Release)
}

/// `cargo xtask build`: the last line of the standard output is for programs.
pub fn print_release() -> Result<()> {
    let built = build_release()?;
    let line = serde_json::json!({
        "app": built.app,
        "gateway": built.gateway,
        "tuf_client": built.tuf_client,
    });
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}
