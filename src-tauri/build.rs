//! Tells Tauri which commands there are, so that every other name is refused before any of our code
//! runs, and whether a city is built in (see `src/origin.rs`).
#![allow(clippy::print_stdout)] // It is how a build script speaks to cargo.

use std::env;

fn main() {
    const CITY: [&str; 2] = ["DIGITAL_KA_GATEWAY", "DIGITAL_KA_TRUST_ROOT"];
    println!("cargo::rustc-check-cfg=cfg(built_in_city)");
    for name in CITY {
        println!("cargo::rerun-if-env-changed={name}");
    }
    if CITY.iter().all(|name| env::var_os(name).is_some()) {
        println!("cargo::rustc-cfg=built_in_city");
    }
    let manifest = tauri_build::AppManifest::new().commands(ka_ipc::NAMES);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
