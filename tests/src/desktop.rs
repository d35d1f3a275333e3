//! What a desktop has around an app: a screen, a session bus, something to open files with and, unless
//! it is to be without one, a key store.
//!
//! The bus starts nothing by itself: on a developer's machine it else would bring up the portals, the
//! accessibility bus and the key store of whoever is logged in.

use crate::Scenery;
use crate::process::Running;
use crate::viewer::Viewer;
use crate::wait::{LOOK, PATIENCE, until};
use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// A session bus without services that start on demand.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

const SECRETS: &str = "org.freedesktop.secrets";

/// A desktop that nobody sits at.
#[derive(Debug)]
pub struct Desktop {
    home: PathBuf,
    display: String,
    bus: String,
    language: String,
    theme: &'static str,
    /// What opens files and addresses.
    pub viewer: Viewer,
    /// With the viewer before all others.
    programs: OsString,
    /// Before what it needs, so that it ends before that.
    key_store: Option<Running>,
    _running: [Running; 2],
}

impl Desktop {
    /// A desktop whose home is in `folder`, with a screen of 1600×1000.
    pub async fn start(folder: &Path, scenery: &Scenery) -> Result<Desktop> {
        let home = folder.join("home");
        for name in ["data", "config", "cache", "state", "runtime"] {
            std::fs::create_dir_all(home.join(name))?;
        }
        private(&home.join("runtime"))?;
        let (screen, display) = screen(folder).await?;
        let (bus, address) = bus(folder).await?;
        let viewer = Viewer::install(folder)?;
        let mut desktop = Desktop {
            programs: viewer.search_path()?,
            viewer,
            home,
            display: format!(":{display}"),
            bus: address,
            language: format!("{}.UTF-8", scenery.language),
            theme: if scenery.dark {
                "Adwaita:dark"
            } else {
                "Adwaita"
            },
            key_store: None,
            _running: [bus, screen],
        };
        if scenery.key_store {
            desktop.key_store = Some(desktop.start_key_store(folder).await?);
        }
        Ok(desktop)
    }

    /// Ends the key store, as if it had never been installed.
    pub fn stop_key_store(&mut self) {
        self.key_store = None;
    }

    /// A command on this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("PATH", &self.programs)
            .env("HOME", &self.home)
            .env("XDG_DATA_HOME", self.data())
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("XDG_STATE_HOME", self.home.join("state"))
            .env("XDG_RUNTIME_DIR", self.home.join("runtime"))
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            // There is no graphics card behind this screen.
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("GTK_THEME", self.theme)
            .env("LANG", &self.language)
            .env_remove("LANGUAGE")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES");
        command
    }

    /// The address of its session bus.
    pub fn bus(&self) -> &str {
        &self.bus
    }

    /// Where apps keep their data.
    pub fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// What the key store holds: the paths of its items. A path is not used again for another.
    pub async fn secrets(&self) -> Result<Vec<String>> {
        let words = [
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.secrets",
            "/org/freedesktop/secrets/collection/login",
            "org.freedesktop.DBus.Properties.Get",
            "string:org.freedesktop.Secret.Collection",
            "string:Items",
        ];
        let reply = self.command("dbus-send").args(words).output().await?;
        ensure!(
            reply.status.success(),
            "{}",
            String::from_utf8_lossy(&reply.stderr)
        );
        let text = String::from_utf8_lossy(&reply.stdout);
        Ok(text
            .split('"')
            .filter(|part| part.contains("/collection/login/"))
            .map(str::to_owned)
            .collect())
    }

    /// GNOME's, as most desktops have it, unlocked as it is after logging in.
    async fn start_key_store(&self, folder: &Path) -> Result<Running> {
        let mut command = self.command("gnome-keyring-daemon");
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        let mut running = Running::start(&mut command, &folder.join("keys.log"))?;
        let mut input = running.input().context("no standard input")?;
        input.write_all(b"the password of nobody").await?;
        drop(input);
        until("the key store", PATIENCE, async || {
            Ok(self.has_owner(SECRETS).await?.then_some(()))
        })
        .await?;
        Ok(running)
    }

    /// Whether anybody on the session bus has this name.
    pub async fn has_owner(&self, name: &str) -> Result<bool> {
        let words = [
            "--session",
            "--print-reply=literal",
            "--dest=org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.NameHasOwner",
            &format!("string:{name}"),
        ];
        let reply = self.command("dbus-send").args(words).output().await?;
        Ok(String::from_utf8_lossy(&reply.stdout).contains("true"))
    }
}

/// Only its owner may look into it, or nobody trusts it.
fn private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(
        folder,
        std::fs::Permissions::from_mode(0o700),
    )?)
}

/// A screen, at the first number that is free.
async fn screen(folder: &Path) -> Result<(Running, String)> {
    let mut command = Command::new("Xvfb");
    command.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1600x1000x24",
        "-noreset",
        "-nolisten",
        "tcp",
    ]);
    let log = folder.join("screen.log");
    let (running, number, _) = Running::start_and_hear(&mut command, &log, PATIENCE).await?;
    Ok((running, number.trim().to_owned()))
}

/// A session bus, which lives for as long as we hold its standard input.
async fn bus(folder: &Path) -> Result<(Running, String)> {
    let config = folder.join("bus.conf");
    std::fs::write(&config, BUS)?;
    let mut command = Command::new("dbus-run-session");
    command
        .arg("--config-file")
        .arg(&config)
        .args(["--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; read end"])
        .stdin(Stdio::piped());
    let log = folder.join("bus.log");
    let (running, address, _) = Running::start_and_hear(&mut command, &log, PATIENCE).await?;
    Ok((running, address))
}

/// A port that was free a moment ago.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?
        .local_addr()?
        .port())
}

/// Waits until somebody listens at `port`, or `running` has ended.
pub async fn listens(running: &mut Running, port: u16) -> Result<bool> {
    let began = std::time::Instant::now();
    while running.is_running() && began.elapsed() < PATIENCE {
        if tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_ok()
        {
            return Ok(true);
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_desktop_has_a_screen_a_bus_and_an_empty_key_store() {
        let folder = tempfile::tempdir().unwrap();
        let desktop = Desktop::start(folder.path(), &Scenery::default())
            .await
            .unwrap();
        assert!(desktop.display.len() > 1, "{desktop:?}");
        assert_eq!(desktop.secrets().await.unwrap().len(), 0);
    }

    #[tokio::test]
    async fn a_desktop_without_a_key_store_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let without = Scenery {
            key_store: false,
            ..Scenery::default()
        };
        let desktop = Desktop::start(folder.path(), &without).await.unwrap();
        assert!(desktop.secrets().await.is_err());
    }

    #[tokio::test]
    async fn two_desktops_do_not_share_a_screen() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let one = Desktop::start(folders[0].path(), &Scenery::default())
            .await
            .unwrap();
        let two = Desktop::start(folders[1].path(), &Scenery::default())
            .await
            .unwrap();
        assert_ne!(one.display, two.display);
        assert_ne!(one.bus, two.bus);
    }
}
