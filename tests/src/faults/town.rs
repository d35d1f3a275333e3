//! The city's side: the gateway's own program, which can be killed and comes back with its state.

use crate::city::{City, write_data};
use anyhow::{Context, Result};
use chrono::Utc;
use ka_core::Gateway;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// All that is handed in here comes from one address, in a few minutes.
const LIMITS: &str = "[reports.limits]\n\
                      address = { burst = 1000000, an_hour = 1000000 }\n\
                      device = { burst = 1000000, an_hour = 1000000 }\n";

/// A gateway with its files.
#[derive(Debug)]
pub struct Town {
    folder: PathBuf,
    data: PathBuf,
    city: Option<City>,
    root: Vec<u8>,
}

impl Town {
    /// Starts a gateway that keeps its files in `folder` and has its reports at its own desk.
    pub async fn start(folder: &Path) -> Result<Town> {
        std::fs::create_dir_all(folder)?;
        let data = write_data(folder, Utc::now())?;
        let mut town = Town {
            folder: folder.to_path_buf(),
            data,
            city: None,
            root: Vec::new(),
        };
        town.begin().await?;
        let city = town.city.as_ref().context("it runs")?;
        town.root = std::fs::read(&city.address.root)?;
        Ok(town)
    }

    /// Ends the gateway, at once and without a word.
    pub async fn kill(&mut self) -> Result<()> {
        match self.city.take() {
            Some(city) => city.kill().await,
            None => Ok(()),
        }
    }

    /// Starts the gateway, unless it runs. It answers somewhere else than before.
    pub async fn begin(&mut self) -> Result<()> {
        if self.city.is_none() {
            let city = City::start(&self.folder, &self.data, None, Some(LIMITS));
            self.city = Some(Box::pin(city).await?);
        }
        Ok(())
    }

    /// Whether the gateway runs.
    pub fn runs(&self) -> bool {
        self.city.is_some()
    }

    /// Where the gateway answers, while it runs.
    pub fn address(&self) -> Result<SocketAddr> {
        let city = self.city.as_ref().context("the gateway is down")?;
        city.socket()
    }

    /// What a device is told that finds the gateway at `address`.
    pub fn at(&self, address: &str) -> Result<Gateway> {
        Ok(Gateway {
            url: Url::parse(address)?,
            trust_root: self.root.clone(),
        })
    }

    /// The first root of trust, as a file.
    pub fn root(&self) -> Result<PathBuf> {
        let path = self.folder.join("trusted-root.json");
        std::fs::write(&path, &self.root)?;
        Ok(path)
    }

    /// Where the gateway keeps its state.
    pub fn state(&self) -> PathBuf {
        self.folder.join("gateway")
    }
}
