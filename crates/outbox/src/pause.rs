//! How long to wait after an attempt in vain.

use chrono::TimeDelta;

/// The first wait.
const FIRST: TimeDelta = TimeDelta::seconds(2);
/// No wait of our own is longer.
pub(crate) const OWN_LONGEST: TimeDelta = TimeDelta::minutes(30);
/// No wait is longer, whatever the other side says.
pub const LONGEST: TimeDelta = TimeDelta::hours(24);

/// How long to wait after `attempts` in vain (at least one). It doubles each time, and is anywhere between
/// half of that and all of it, as `chance` (any number, all as likely) says, so that those who failed
/// together do not come back together. Never shorter than the other side asked for, up to [`LONGEST`].
pub fn pause(attempts: u32, asked: Option<TimeDelta>, chance: u64) -> TimeDelta {
    let doubled = attempts.saturating_sub(1).min(16);
    let whole = (FIRST * (1_i32 << doubled)).min(OWN_LONGEST);
    let half = whole.num_milliseconds() / 2;
    let own = TimeDelta::milliseconds(half + (chance % (half as u64 + 1)) as i64);
    own.max(asked.unwrap_or_default()).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn waits_grow_from_seconds_to_half_an_hour() {
        let waits: Vec<_> = (1..=12)
            .map(|attempts| pause(attempts, None, u64::MAX))
            .collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
        assert!(waits[0] <= FIRST);
        assert!(pause(u32::MAX, None, u64::MAX) <= OWN_LONGEST);
    }

    proptest! {
        #[test]
        fn nobody_comes_back_sooner_than_asked_or_later_than_in_a_day(
            attempts in 1_u32.., asked in proptest::option::of(0_i64..1_000_000), chance: u64,
        ) {
            let asked = asked.map(TimeDelta::seconds);
            let wait = pause(attempts, asked, chance);
            prop_assert!(wait >= FIRST / 2 && wait <= LONGEST);
            prop_assert!(wait >= asked.unwrap_or_default().min(LONGEST));
        }
    }
}
