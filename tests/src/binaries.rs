//! Where the programs lie: beside the one that asks, in the same target directory and profile.

use anyhow::{Context, Result};
use std::path::PathBuf;

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

/// The root of the repository that cargo was called in. Asked for now, not when this was compiled: two
/// checkouts may share a target directory.
pub fn repository() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().unwrap_or(&here).to_path_buf()
}
