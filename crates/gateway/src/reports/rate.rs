//! How much one may hand in.
//!
//! Who asks is known for as long as that takes: addresses and device keys are in memory alone, until a
//! moment after they would be let in again.
//!
//! Time is here the one that only goes forward, not that of [`crate::clock`]: a clock that is set back a day
//! must not shut anybody out for a day.

use super::config::{Rate, RateLimits};
use governor::clock::{Clock, MonotonicClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, MonotonicClock>;

/// A key of a device for a day.
pub type DeviceKey = [u8; 16];

/// How much each has handed in lately.
pub struct Rates {
    addresses: Limiter<IpAddr>,
    devices: Limiter<DeviceKey>,
}

/// Too many at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// When there will be room again, in whole seconds, at least one.
    pub seconds: u64,
}

impl Rates {
    /// Nobody has handed in anything yet.
    pub fn new(limits: RateLimits) -> Rates {
        Rates {
            addresses: limiter(limits.address),
            devices: limiter(limits.device),
        }
    }

    /// Lets in one request, or says when to come again. A device that does not say which it is, or says
    /// another each time, is bounded by its address alone.
    pub fn admit(&self, address: IpAddr, device: Option<DeviceKey>) -> Result<(), TooMany> {
        admit(&self.addresses, &network(address))?;
        device.map_or(Ok(()), |device| admit(&self.devices, &device))
    }

    /// Forgets whoever could hand in as much as ever again.
    pub fn forget(&self) {
        self.addresses.retain_recent();
        self.addresses.shrink_to_fit();
        self.devices.retain_recent();
        self.devices.shrink_to_fit();
    }
}

fn limiter<K: Hash + Eq + Clone>(rate: Rate) -> Limiter<K> {
    let every = Duration::from_secs(3600) / rate.an_hour.get();
    let quota = Quota::with_period(every.max(Duration::from_nanos(1)));
    let quota = quota.unwrap_or(Quota::per_hour(rate.an_hour));
    RateLimiter::new(
        quota.allow_burst(rate.burst),
        HashMapStateStore::default(),
        MonotonicClock,
    )
}

fn admit<K: Hash + Eq + Clone>(limiter: &Limiter<K>, key: &K) -> Result<(), TooMany> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(MonotonicClock.now());
        TooMany {
            seconds: wait.as_secs() + 1,
        }
    })
}

/// Whoever has one IPv6 address has all those that begin with the same 64 bits.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;

    fn rates(address: u32, device: u32) -> Rates {
        let rate = |burst| Rate {
            burst: NonZeroU32::new(burst).unwrap(),
            an_hour: NonZeroU32::new(60).unwrap(),
        };
        Rates::new(RateLimits {
            address: rate(address),
            device: rate(device),
        })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_that_hands_in_too_much_is_told_when_to_come_again_and_others_are_let_in() {
        let rates = rates(2, 10);
        let (one, other) = (address("192.0.2.1"), address("192.0.2.2"));
        assert_eq!(rates.admit(one, None), Ok(()));
        assert_eq!(rates.admit(one, None), Ok(()));
        let TooMany { seconds } = rates.admit(one, None).unwrap_err();
        assert!((1..=60).contains(&seconds), "{seconds}");
        assert_eq!(rates.admit(other, None), Ok(()));
    }

    #[test]
    fn a_device_that_changes_its_address_is_the_same() {
        let rates = rates(10, 2);
        for n in 1..=3 {
            let admitted = rates.admit(address(&format!("192.0.2.{n}")), Some([7; 16]));
            assert_eq!(admitted.is_ok(), n < 3);
        }
        assert_eq!(rates.admit(address("192.0.2.9"), Some([8; 16])), Ok(()));
    }

    #[test]
    fn one_line_of_ipv6_is_one_and_an_address_has_one_spelling() {
        let rates = rates(1, 10);
        assert!(rates.admit(address("2001:db8::1"), None).is_ok());
        assert!(rates.admit(address("2001:db8::2"), None).is_err());
        assert!(rates.admit(address("192.0.2.1"), None).is_ok());
        assert!(rates.admit(address("::ffff:192.0.2.1"), None).is_err());
    }

    #[test]
    fn whoever_is_within_bounds_is_forgotten() {
        let rates = rates(1, 1);
        rates.admit(address("192.0.2.1"), None).unwrap();
        rates.forget();
        assert!(rates.admit(address("192.0.2.1"), None).is_err());
        assert_eq!((rates.addresses.len(), rates.devices.len()), (1, 0));
    }
}
