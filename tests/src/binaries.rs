//! Where the programs lie: beside the one that asks, in the same target directory and profile.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The program `name`, such as `digital-ka-gateway`.
pub fn program(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    // A test lies in `deps`, one folder below the programs.
    own.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
        .with_context(|| format!("{name} is not built; `cargo xtask test` builds it"))
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}
