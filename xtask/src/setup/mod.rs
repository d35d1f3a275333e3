//! What a fresh machine needs before anything here builds. Idempotent: what is there is skipped.

mod deny;
mod installer;
mod npm;
mod system;
mod wasm;

use anyhow::Result;

pub use deny::{cargo_deny, program as cargo_deny_program};
pub use npm::package as npm_package;
pub use wasm::TARGET as WASM;

/// All that `run`, `build` and `test` need.
pub fn run() -> Result<()> {
    system::run()?;
    wasm::run()?;
    npm::run()
}
