//! The settings of reports, `[reports]` in the settings file.

use crate::config::Every;
use serde::Deserialize;
use std::num::NonZeroU32;
use url::Url;

/// How reports are taken, and where they go. What is not said has a default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportsConfig {
    /// Where the world reaches this gateway: the city's server fetches photos from there. Where it listens
    /// if nothing is said.
    pub public_url: Option<Url>,
    /// The web server in front adds the address of whoever asks to `X-Forwarded-For`. Without this, everybody
    /// behind it would be one and the same.
    pub behind_proxy: bool,
    /// How much one may hand in.
    pub limits: RateLimits,
    /// The city's own server. Without it the built-in desk keeps the reports.
    pub open311: Option<Open311Config>,
}

/// How many requests one may make: `burst` at once, and then `an_hour`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// At once.
    pub burst: NonZeroU32,
    /// From then on.
    pub an_hour: NonZeroU32,
}

/// How many requests about reports are answered. A report with its photos is up to six of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimits {
    /// For one address. Everybody in a mobile network can have the same.
    pub address: Rate,
    /// For one device, as far as it says which it is.
    pub device: Rate,
}

const fn rate(burst: u32, an_hour: u32) -> Rate {
    let (Some(burst), Some(an_hour)) = (NonZeroU32::new(burst), NonZeroU32::new(an_hour)) else {
        // Nothing of this module asks for none.
        return Rate {
            burst: NonZeroU32::MIN,
            an_hour: NonZeroU32::MIN,
        };
    };
    Rate { burst, an_hour }
}

impl Default for RateLimits {
    fn default() -> RateLimits {
        RateLimits {
            address: rate(600, 3600),
            device: rate(150, 360),
        }
    }
}

/// The city's own server, which speaks Open311 GeoReport v2.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open311Config {
    /// Where it answers: the directory of `services.json`, or of `discovery.json`.
    pub url: Url,
    /// Which city is meant, where the server is several cities'.
    #[serde(default)]
    pub jurisdiction: Option<String>,
    /// What lets this gateway hand in.
    #[serde(default)]
    pub api_key: Option<ApiKey>,
    /// From one reading of its services and public reports to the next.
    #[serde(default)]
    pub every: Option<Every>,
}

/// A secret of the gateway. It is never shown.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct ApiKey(pub String);

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiKey(…)")
    }
}
