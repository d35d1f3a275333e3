//! What the system opens files and addresses with. On a stage it is a program that writes down what it
//! is given, so that no journey opens a browser on the desktop of whoever runs it.

use crate::wait::{PATIENCE, until};
use anyhow::Result;
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The program that the freedesktop systems open things with.
const NAME: &str = "xdg-open";

/// A viewer that writes down what it is given.
#[derive(Debug)]
pub struct Viewer {
    programs: PathBuf,
    given: PathBuf,
}

impl Viewer {
    /// Puts the program into `folder`.
    pub fn install(folder: &Path) -> Result<Viewer> {
        let viewer = Viewer {
            programs: folder.join("programs"),
            given: folder.join("given"),
        };
        std::fs::create_dir_all(&viewer.programs)?;
        let program = viewer.programs.join(NAME);
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$*\" >> {:?}\n", viewer.given);
        std::fs::write(&program, script)?;
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755))?;
        Ok(viewer)
    }

    /// The path of programs, with the viewer before all others.
    pub fn search_path(&self) -> Result<OsString> {
        let others = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(self.programs.clone()).chain(std::env::split_paths(&others));
        Ok(std::env::join_paths(paths)?)
    }

    /// What it was given so far, each call a line.
    pub fn given(&self) -> Result<Vec<String>> {
        if !self.given.exists() {
            return Ok(Vec::new());
        }
        let text = std::fs::read_to_string(&self.given)?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Waits until it was given something for the `count`th time, and gives back all of it.
    pub async fn given_times(&self, count: usize) -> Result<Vec<String>> {
        until("the viewer to be started", PATIENCE, async || {
            let given = self.given()?;
            Ok((given.len() >= count).then_some(given))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::process::Command;

    #[tokio::test]
    async fn what_is_opened_is_written_down() {
        let folder = tempfile::tempdir().unwrap();
        let viewer = Viewer::install(folder.path()).unwrap();
        assert_eq!(viewer.given().unwrap(), Vec::<String>::new());
        for what in ["https://a.example/1.pdf?a=b&c", "/a b/ö.ics"] {
            let mut command = Command::new("xdg-open");
            command.arg(what).env("PATH", viewer.search_path().unwrap());
            assert!(command.status().await.unwrap().success());
        }
        let given = viewer.given_times(2).await.unwrap();
        assert_eq!(given, ["https://a.example/1.pdf?a=b&c", "/a b/ö.ics"]);
    }
}
