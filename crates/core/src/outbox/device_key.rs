//! The key by which the gateway counts how much a device sends in a day. It says nothing of the device, and
//! nobody who knows it knows that of another day.

use crate::store::device_secret::DeviceSecret;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A key for one day: 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeviceKey(String);

impl DeviceKey {
    /// That of the day of `now`, in UTC.
    pub(super) fn of(secret: &DeviceSecret, now: DateTime<Utc>) -> DeviceKey {
        // HMAC takes a key of any length; one of 32 bytes is never refused.
        let code = Hmac::<Sha256>::new_from_slice(secret.as_slice()).map(|mut code| {
            code.update(now.format("%Y-%m-%d").to_string().as_bytes());
            code.finalize().into_bytes()
        });
        DeviceKey(code.map_or_else(|_| String::new(), |code| hex::encode(&code[..16])))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::NOW;
    use chrono::TimeDelta;
    use zeroize::Zeroizing;

    #[test]
    fn a_device_has_one_key_a_day_and_shares_it_with_no_other() {
        let mine = Zeroizing::new([1; 32]);
        let key = DeviceKey::of(&mine, NOW);
        assert_eq!(key.as_str().len(), 32);
        assert!(key.as_str().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(DeviceKey::of(&mine, NOW + TimeDelta::hours(1)), key);
        assert_ne!(DeviceKey::of(&mine, NOW + TimeDelta::days(1)), key);
        assert_ne!(DeviceKey::of(&Zeroizing::new([2; 32]), NOW), key);
    }
}
