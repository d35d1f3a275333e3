//! Which city this app is for: the address of its gateway and the root of trust in what it publishes.
//!
//! A shipped app has both built in, given to the build as `DIGITAL_KA_GATEWAY` and
//! `DIGITAL_KA_TRUST_ROOT`, a URL and the path of a `root.json`, and hears nobody else. A build without
//! them is told by the same two names in the environment that it runs in, so that it can be pointed at
//! a gateway on one's own machine.

use ka_core::Gateway;
use url::Url;

/// The city's gateway; none if this app was told of none.
pub fn gateway() -> Option<Gateway> {
    let (url, trust_root) = given()?;
    match Url::parse(&url) {
        Ok(url) => Some(Gateway { url, trust_root }),
        Err(error) => {
            tracing::error!(%error, "the gateway's address is none");
            None
        }
    }
}

#[cfg(built_in_city)]
fn given() -> Option<(String, Vec<u8>)> {
    let root = include_bytes!(env!("DIGITAL_KA_TRUST_ROOT"));
    Some((env!("DIGITAL_KA_GATEWAY").to_owned(), root.to_vec()))
}

#[cfg(not(built_in_city))]
fn given() -> Option<(String, Vec<u8>)> {
    let url = std::env::var("DIGITAL_KA_GATEWAY").ok()?;
    let path = std::env::var_os("DIGITAL_KA_TRUST_ROOT")?;
    let root = std::fs::read(path)
        .inspect_err(|error| tracing::error!(%error, "the trust root cannot be read"))
        .ok()?;
    Some((url, root))
}
