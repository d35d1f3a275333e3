//! `cargo xtask run`: a city on this machine, and the app opened on it.

use crate::binaries::build_dev;
use crate::shell::{command, step};
use crate::{setup, ui};
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The gateway asks each source once before it says that it is ready.
const PATIENCE: Duration = Duration::from_secs(120);

pub fn run(data: Option<&str>) -> Result<()> {
    let data = data.map(folder).transpose()?;
    setup::run()?;
    ui::run()?;
    let built = build_dev()?;
    let (gateway, city) = step("gateway", || {
        let mut gateway = Command::new(&built.gateway);
        gateway.arg("serve");
        if let Some(data) = &data {
            gateway.arg("--data").arg(data);
        }
        start(&mut gateway)
    })?;
    eprintln!(
        "xtask: the app opens on {}; close its window to end",
        city.url
    );
    let ended = command(&built.app.to_string_lossy(), &[])
        .env("DIGITAL_KA_GATEWAY", &city.url)
        .env("DIGITAL_KA_TRUST_ROOT", &city.root)
        .status()
        .context("the app could not be started")?;
    drop(gateway);
    ensure!(ended.success(), "the app ended with {ended}");
    Ok(())
}

/// What the gateway says when it is ready.
#[derive(Debug, PartialEq, Eq)]
struct City {
    url: String,
    root: String,
}

/// A child that does not outlive us.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // The feed is published atomically: nothing is lost if the gateway is not asked first.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `run` is called in the root of the repository or below; the gateway may be started elsewhere.
fn folder(data: &str) -> Result<std::path::PathBuf> {
    let folder = Path::new(data)
        .canonicalize()
        .with_context(|| format!("--data {data}"))?;
    let file = folder.join("parking/karlsruhe.json");
    ensure!(
        file.is_file(),
        "--data {data}: there is no {}",
        file.display()
    );
    Ok(folder)
}

fn start(gateway: &mut Command) -> Result<(Running, City)> {
    let mut child = gateway
        .stdout(Stdio::piped())
        .spawn()
        .context("the gateway could not be started")?;
    let output = child.stdout.take().context("no standard output")?;
    let child = Running(child);
    let (say, hear) = mpsc::channel();
    std::thread::spawn(move || {
        // The pipe is read to its end, so that the gateway never waits for us.
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = say.send(line);
        }
    });
    match hear.recv_timeout(PATIENCE) {
        Ok(line) => Ok((child, ready(&line)?)),
        Err(mpsc::RecvTimeoutError::Disconnected) => bail!("the gateway ended before it was ready"),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            bail!("the gateway was not ready after {} s", PATIENCE.as_secs())
        }
    }
}

fn ready(line: &str) -> Result<City> {
    let said: serde_json::Value =
        serde_json::from_str(line).with_context(|| format!("the gateway said: {line}"))?;
    let field = |name: &str| {
        said[name]
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("the gateway did not say its {name}: {line}"))
    };
    Ok(City {
        url: field("url")?,
        root: field("root")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateway_is_ready_when_it_says_where_it_is() {
        let city = ready(r#"{"url":"http://127.0.0.1:7","root":"/r/root.json"}"#).unwrap();
        assert_eq!(city.url, "http://127.0.0.1:7");
        assert_eq!(city.root, "/r/root.json");
        for odd in ["", "ready", "{}", r#"{"url":"http://127.0.0.1:7"}"#] {
            assert!(ready(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_gateway_that_ends_before_it_is_ready_is_an_error() {
        let why = start(&mut Command::new("true")).map(|_| ()).unwrap_err();
        assert!(why.to_string().contains("ended"), "{why}");
    }

    #[test]
    fn a_folder_without_the_citys_data_is_refused() {
        let empty = tempfile::tempdir().unwrap();
        assert!(folder(&empty.path().to_string_lossy()).is_err());
        assert!(folder("/no/such/folder").is_err());
    }
}
