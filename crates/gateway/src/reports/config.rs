//! The settings of reports, `[reports]` in the settings file.

use crate::config::Every;
use serde::Deserialize;
use std::num::NonZeroU32;
use url::{Host, Url};

/// How reports are taken, and where they go. What is not said has a default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportsConfig {
    /// Where the world reaches this gateway: the city's server fetches photos from there. It must be said if
    /// that server is another machine ([`ReportsConfig::checked`]); else it is where the gateway listens.
    pub public_url: Option<Url>,
    /// The web server in front adds the address of whoever asks to `X-Forwarded-For`. Without this, everybody
    /// behind it would be one and the same.
    pub behind_proxy: bool,
    /// How much one may hand in.
    pub limits: RateLimits,
    /// The city's own server. Without it the built-in desk keeps the reports.
    pub open311: Option<Open311Config>,
}

/// Bytes of `public_url` at most. Links to photos stand among the words of a report, which have a limit.
pub const LONGEST_PUBLIC_URL: usize = 80;

/// The city's server could not fetch photos.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlFault {
    /// It does not know where.
    #[error(
        "the settings say [reports.open311] url = \"{server}\", but not under which address that server \
         reaches this gateway to fetch photos: set public_url in [reports], \
         such as public_url = \"https://gateway.example.org/\""
    )]
    Unset {
        /// Where the city's server answers.
        server: Url,
    },
    /// Links to them would find no room in a report.
    #[error(
        "public_url in [reports] is longer than {LONGEST_PUBLIC_URL} characters: links to photos would find no \
         room in a report. Set a shorter one"
    )]
    TooLong,
}

impl ReportsConfig {
    /// Whether the city's server, if there is one, can reach this gateway as far as the settings say: one of
    /// this machine finds it where it listens, any other must be told.
    pub fn checked(&self) -> Result<(), PublicUrlFault> {
        let public_url = self.public_url.as_ref();
        if public_url.is_some_and(|url| url.as_str().len() > LONGEST_PUBLIC_URL) {
            return Err(PublicUrlFault::TooLong);
        }
        match &self.open311 {
            Some(server) if self.public_url.is_none() && !is_this_machine(&server.url) => {
                Err(PublicUrlFault::Unset {
                    server: server.url.clone(),
                })
            }
            _ => Ok(()),
        }
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn config(server: &str, public_url: Option<&str>) -> ReportsConfig {
        let open311 = Open311Config {
            url: server.parse().unwrap(),
            jurisdiction: None,
            api_key: None,
            every: None,
        };
        ReportsConfig {
            public_url: public_url.map(|url| url.parse().unwrap()),
            open311: Some(open311),
            ..ReportsConfig::default()
        }
    }

    #[test]
    fn a_server_elsewhere_must_be_told_where_this_gateway_is() {
        assert_eq!(ReportsConfig::default().checked(), Ok(()));
        for here in ["localhost", "127.0.0.1:8000", "[::1]", "[::ffff:127.0.0.1]"] {
            let server = format!("http://{here}/open311/");
            assert_eq!(config(&server, None).checked(), Ok(()), "{here}");
        }
        for elsewhere in [
            "city.example.org",
            "localhost.example.org",
            "192.0.2.1",
            "[2001:db8::1]",
        ] {
            let server = format!("https://{elsewhere}/open311/");
            let refused = config(&server, None).checked().unwrap_err();
            let said = refused.to_string();
            assert!(
                said.contains(&server) && said.contains("set public_url"),
                "{said}"
            );
            let told = config(&server, Some("https://gateway.example.org/"));
            assert_eq!(told.checked(), Ok(()));
            let long = format!("https://{}.example.org/", "a".repeat(60));
            let told = config(&server, Some(&long));
            assert_eq!(told.checked(), Err(PublicUrlFault::TooLong));
        }
    }
}
