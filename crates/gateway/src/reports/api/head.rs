//! What the head of a request says.

use super::refused::Refused;
use crate::http::App;
use crate::reports::rate::{DeviceKey, network};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use ka_domain::SubmissionId;
use ka_protocol::report::{DEVICE_KEY, IDEMPOTENCY_KEY, RefusalCode};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The header in which the web server in front says who asks.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// A request of somebody who has not handed in too much.
#[derive(Debug, Clone, Copy)]
pub struct Admitted {
    /// From where: an address, or of IPv6 all that are given out together.
    pub network: IpAddr,
}

impl FromRequestParts<App> for Admitted {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Admitted, Refused> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0.ip());
        let forwarded = app.reports.behind_proxy.then(|| forwarded(&parts.headers));
        let address = forwarded.flatten().unwrap_or(peer);
        app.reports.rates.admit(address, device(&parts.headers))?;
        Ok(Admitted {
            network: network(address),
        })
    }
}

/// The last address: that is the one which the web server itself has seen. Whatever is before it may be
/// made up.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?;
    address(last.to_str().ok()?.rsplit(',').next()?.trim())
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let alone = text.parse().ok();
    alone.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

fn device(headers: &HeaderMap) -> Option<DeviceKey> {
    let mut key = DeviceKey::default();
    hex::decode_to_slice(headers.get(DEVICE_KEY)?, &mut key).ok()?;
    Some(key)
}

/// The key under which something is handed in.
pub struct Key(pub SubmissionId);

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Key, Refused> {
        let mut keys = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
        let key = match (keys.next(), keys.next()) {
            (Some(key), None) => key.to_str().ok().and_then(|text| text.parse().ok()),
            _ => None,
        };
        key.map(Key).ok_or_else(no_key)
    }
}

/// There is no key, or it is none.
pub fn no_key() -> Refused {
    Refused::with(StatusCode::BAD_REQUEST, RefusalCode::NoKey)
}

/// Whether the body is said to be of a type, whatever its parameters.
pub fn is_of_type(headers: &HeaderMap, expected: &str) -> bool {
    let said = headers.get(header::CONTENT_TYPE);
    let said = said
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = said.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_is_whom_the_web_server_itself_has_seen() {
        let mut headers = HeaderMap::new();
        assert_eq!(forwarded(&headers), None);
        headers.append(FORWARDED_FOR, "198.51.100.7, 192.0.2.1".parse().unwrap());
        assert_eq!(forwarded(&headers), "192.0.2.1".parse().ok());
        headers.append(FORWARDED_FOR, "2001:db8::1".parse().unwrap());
        assert_eq!(forwarded(&headers), "2001:db8::1".parse().ok());
        for with_port in ["192.0.2.1:4711", "[192.0.2.1]:4711"] {
            let expected = with_port.starts_with('1').then(|| [192, 0, 2, 1].into());
            headers.append(FORWARDED_FOR, with_port.parse().unwrap());
            assert_eq!(forwarded(&headers), expected);
        }
        headers.append(FORWARDED_FOR, "[2001:db8::1]:4711".parse().unwrap());
        assert_eq!(forwarded(&headers), "2001:db8::1".parse().ok());
        headers.append(FORWARDED_FOR, "nobody".parse().unwrap());
        assert_eq!(forwarded(&headers), None);
    }

    #[test]
    fn what_is_no_device_key_is_no_device() {
        let said = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(DEVICE_KEY, text.parse().unwrap());
            device(&headers)
        };
        assert_eq!(said(&"ab".repeat(16)), Some([0xab; 16]));
        assert_eq!(said("ab"), None);
        assert_eq!(said(&"xy".repeat(16)), None);
    }
}
