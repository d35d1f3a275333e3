//! When to ask the gateway again. Pure: randomness is given.
//!
//! A device that is up to date asks four times an hour, at moments of its own, so that a city full
//! of them comes evenly. After a failure it asks again soon and then ever more seldom: a gateway
//! that comes back is not met by everybody at once.

use std::time::Duration;

/// Between two polls that both went well, on average.
const EVERY: Duration = Duration::from_secs(15 * 60);
/// After the first failure, on average; it doubles with each further one.
const FIRST_RETRY: Duration = Duration::from_secs(15);
/// The longest wait after a failure, on average.
const LONGEST_RETRY: Duration = Duration::from_secs(30 * 60);

/// How long to wait after `failures` failures in a row. `chance` is a random number; the wait is
/// spread by a fifth to both sides of the average.
pub fn wait(failures: u32, chance: u64) -> Duration {
    let average = match failures {
        0 => EVERY,
        n => FIRST_RETRY
            .saturating_mul(2u32.saturating_pow(n - 1))
            .min(LONGEST_RETRY),
    };
    let fraction = (chance >> 11) as f64 / (1u64 << 53) as f64;
    average.mul_f64(0.8 + 0.4 * fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_retry_comes_soon_and_the_tenth_does_not() {
        assert!(wait(1, 0) < Duration::from_secs(20));
        assert!(wait(10, 0) >= Duration::from_secs(20 * 60));
    }

    proptest! {
        #[test]
        fn a_wait_is_never_nothing_and_never_for_ever(failures in any::<u32>(), chance in any::<u64>()) {
            let wait = wait(failures, chance);
            prop_assert!(wait >= Duration::from_secs(12));
            prop_assert!(wait <= Duration::from_secs(36 * 60));
        }

        #[test]
        fn two_devices_do_not_come_at_once(a in any::<u64>(), b in any::<u64>()) {
            prop_assume!(a.abs_diff(b) > 1 << 40);
            prop_assert_ne!(wait(0, a), wait(0, b));
        }
    }
}
