//! Which city this app is for: the address of its gateway and the root of trust in what it publishes.
//!
//! A shipped app has both built in, given to the build as `DIGITAL_KA_GATEWAY` and
//! `DIGITAL_KA_TRUST_ROOT`, a URL and the path of a `root.json`. The same two names in the environment
//! of the running app are heard first, so that it can be pointed at a gateway on one's own machine.

use ka_core::Gateway;
use std::path::Path;
use url::Url;

const URL: &str = "DIGITAL_KA_GATEWAY";
const ROOT: &str = "DIGITAL_KA_TRUST_ROOT";

/// The city's gateway; none if this app was told of none.
pub fn gateway() -> Option<Gateway> {
    let given = std::env::var(URL).ok().zip(std::env::var_os(ROOT));
    let (url, trust_root) = match given {
        Some((url, path)) => (url, read(Path::new(&path))?),
        None => built_in()?,
    };
    match Url::parse(&url) {
        Ok(url) => Some(Gateway { url, trust_root }),
        Err(error) => {
            tracing::error!(%error, "the gateway's address is none");
            None
        }
    }
}

fn read(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path)
        .inspect_err(|error| tracing::error!(%error, "the trust root cannot be read"))
        .ok()
}

#[cfg(built_in_city)]
fn built_in() -> Option<(String, Vec<u8>)> {
    let root = include_bytes!(env!("DIGITAL_KA_TRUST_ROOT"));
    Some((env!("DIGITAL_KA_GATEWAY").to_owned(), root.to_vec()))
}

#[cfg(not(built_in_city))]
fn built_in() -> Option<(String, Vec<u8>)> {
    None
}
