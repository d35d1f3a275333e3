//! Moments and days as sources write them, in the time of the city.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Europe::Berlin;

/// A moment. One without a zone is meant as the city's clocks show it.
pub fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.with_timezone(&Berlin).fixed_offset());
    }
    const FORMS: [&str; 4] = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
    ];
    let on_the_clock = FORMS
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(|| plain_day(text)?.and_hms_opt(0, 0, 0))?;
    in_the_city(on_the_clock)
}

/// A day; of a moment the day in the city.
pub fn day(text: &str) -> Option<NaiveDate> {
    plain_day(text.trim()).or_else(|| Some(moment(text)?.date_naive()))
}

fn plain_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn in_the_city(clock: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
    match Berlin.from_local_datetime(&clock) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => {
            Some(moment.fixed_offset())
        }
        // The hour that is left out in spring: whoever wrote it forgot to turn the clock.
        LocalResult::None => {
            let later = clock.checked_add_signed(TimeDelta::hours(1))?;
            Some(
                Berlin
                    .from_local_datetime(&later)
                    .earliest()?
                    .fixed_offset(),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        moment(text).map(|moment| moment.to_rfc3339())
    }

    #[test]
    fn a_moment_without_a_zone_is_the_citys() {
        let summer = Some("2025-07-01T16:30:00+02:00".to_owned());
        assert_eq!(read("2025-07-01T16:30:00+02:00"), summer);
        assert_eq!(read("2025-07-01T14:30:00Z"), summer);
        assert_eq!(read("2025-07-01T16:30:00"), summer);
        assert_eq!(read(" 2025-07-01 16:30 "), summer);
        assert_eq!(
            read("2025-01-15").as_deref(),
            Some("2025-01-15T00:00:00+01:00")
        );
    }

    #[test]
    fn an_hour_that_is_twice_is_the_first_and_one_that_is_not_is_the_next() {
        assert_eq!(
            read("2025-10-26T02:30:00").as_deref(),
            Some("2025-10-26T02:30:00+02:00")
        );
        assert_eq!(
            read("2025-03-30T02:30:00").as_deref(),
            Some("2025-03-30T03:30:00+02:00")
        );
    }

    #[test]
    fn a_day_is_read_off_a_moment_too() {
        let first = NaiveDate::from_ymd_opt(2025, 7, 1);
        assert_eq!(day("2025-07-01"), first);
        assert_eq!(day("2025-06-30T23:30:00Z"), first);
    }

    #[test]
    fn what_is_no_time_is_none() {
        for bad in [
            "",
            "morgen",
            "2025-13-01",
            "2025-02-30",
            "20250701",
            "1751373000",
            "2025-07-01T25:00:00",
            "999999-01-01T00:00:00Z",
        ] {
            assert_eq!(read(bad), None, "{bad}");
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}
