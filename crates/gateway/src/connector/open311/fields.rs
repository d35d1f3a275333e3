//! Taking fields out of records as liberally as their writers put them in: ids that are numbers, flags and
//! numbers that are texts, moments without a zone.

use super::answer::Record;
use crate::connector::time;
use chrono::{DateTime, Utc};
use ka_domain::{Localized, Position};
use serde_json::Value;

/// The longest text that is kept, in characters; GeoReport's own limit of a description.
pub const LONGEST: usize = 4_000;
/// The longest name that is kept, in characters.
const LONGEST_LINE: usize = 300;

/// A text, a number or a flag as it would be written; none if blank.
pub fn text(record: &Record, key: &str) -> Option<String> {
    let text = match record.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A name: one line.
pub fn line(record: &Record, key: &str) -> Option<String> {
    let words = words(record, key)?.replace('\n', " ");
    Some(words.chars().take(LONGEST_LINE).collect::<String>())
}

/// A text with its line breaks and without what cannot be seen. One without end is cut.
pub fn words(record: &Record, key: &str) -> Option<String> {
    plain(&text(record, key)?)
}

/// A text as [`words`] has it; none if nothing is left of it.
pub fn plain(written: &str) -> Option<String> {
    let written = written.trim();
    let mut words = String::new();
    let (mut length, mut blank, mut breaks) = (0, false, 0);
    for c in written.chars() {
        if c == '\n' {
            breaks += 1;
        } else if c.is_whitespace() || c.is_control() {
            blank = true;
        // They turn the direction of what stands around them.
        } else if !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
            let gap = match (breaks, blank) {
                _ if words.is_empty() => "",
                (0, false) => "",
                (0, true) => " ",
                (1, _) => "\n",
                _ => "\n\n",
            };
            length += gap.len() + 1;
            if length > LONGEST {
                break;
            }
            words.push_str(gap);
            words.push(c);
            (blank, breaks) = (false, 0);
        }
    }
    (!words.is_empty()).then_some(words)
}

/// A text of the city in both languages of the app: it says it in one.
pub fn localized(text: String) -> Localized {
    Localized {
        de: text.clone(),
        en: text,
    }
}

/// A flag.
pub fn flag(record: &Record, key: &str) -> Option<bool> {
    match text(record, key)?.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

/// A number.
pub fn number(record: &Record, key: &str) -> Option<f64> {
    let number: f64 = text(record, key)?.replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

/// A moment; without a zone it is meant as the city's clocks show it.
pub fn moment(record: &Record, key: &str) -> Option<DateTime<Utc>> {
    Some(time::moment(&text(record, key)?)?.to_utc())
}

/// A place on the map. Nobody reports a concern off the coast of Africa: both zero is none.
pub fn position(record: &Record) -> Option<Position> {
    let lat = number(record, "lat")?;
    let long = number(record, "long").or_else(|| number(record, "lon"))?;
    let somewhere = lat != 0.0 || long != 0.0;
    somewhere.then(|| Position::new(lat, long).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with<T>(value: Value, take: impl FnOnce(&Record, &str) -> T) -> T {
        take(json!({ "a": value }).as_object().unwrap(), "a")
    }

    #[test]
    fn ids_flags_and_numbers_are_read_as_they_come() {
        assert_eq!(with(json!(17), text).as_deref(), Some("17"));
        assert_eq!(with(json!(" 17 "), text).as_deref(), Some("17"));
        for (value, meant) in [
            (json!("TRUE"), Some(true)),
            (json!(0), Some(false)),
            (json!("?"), None),
        ] {
            assert_eq!(with(value, flag), meant);
        }
        assert_eq!(with(json!("49,01"), number), Some(49.01));
        assert_eq!(with(json!("NaN"), number), None);
        for nothing in [json!(null), json!("  "), json!({}), json!([])] {
            assert_eq!(with(nothing, text), None);
        }
    }

    #[test]
    fn words_keep_their_lines_and_lose_what_cannot_be_seen() {
        let written = " Loch\u{0}\r\nin der\tStraße \n\n\n\n gef\u{202E}ährlich ";
        let read = with(json!(written), words);
        assert_eq!(read.as_deref(), Some("Loch\nin der Straße\n\ngefährlich"));
        assert_eq!(with(json!("a\nb"), line).as_deref(), Some("a b"));
        let long = with(json!("ä".repeat(1_000_000)), words).unwrap();
        assert_eq!(long.chars().count(), LONGEST);
    }

    #[test]
    fn a_place_is_on_earth_and_not_off_africa() {
        let place = |lat: Value, long: Value| {
            position(json!({"lat": lat, "long": long}).as_object().unwrap())
        };
        assert!(place(json!("49.01"), json!(8.4)).is_some());
        assert!(place(json!(0), json!("0.0")).is_none());
        assert!(place(json!(91), json!(8)).is_none());
    }
}
