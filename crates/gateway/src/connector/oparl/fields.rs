//! Taking fields out of other people's JSON: what is of the right type is taken, what is not is left
//! behind and noted.

use super::time;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Map, Value};
use std::cell::Cell;

/// The longest text that is kept, in characters.
pub const LONGEST_TEXT: usize = 2_000;
/// The longest address that is kept, in bytes.
const LONGEST_ADDRESS: usize = 2_000;
/// The most entries of a list that are kept.
const MOST_ENTRIES: usize = 2_000;

/// The fields of an object, and whether something was lost with them.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    map: &'a Map<String, Value>,
    lost: &'a Cell<bool>,
}

impl<'a> Fields<'a> {
    /// Those of an object.
    pub fn of(map: &'a Map<String, Value>, lost: &'a Cell<bool>) -> Self {
        Fields { map, lost }
    }

    /// Notes that something could not be kept.
    pub fn lose(&self) {
        self.lost.set(true);
    }

    /// What is there and not null.
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// What `take` makes of a field; where it makes nothing, that is noted.
    fn take<T>(&self, key: &str, take: impl FnOnce(&'a Value) -> Option<T>) -> Option<T> {
        let taken = take(self.get(key)?);
        if taken.is_none() {
            self.lose();
        }
        taken
    }

    /// A text in one line, without what cannot be seen; none if nothing is left. One without end is
    /// cut.
    pub fn text(&self, key: &str) -> Option<String> {
        let written = self.take(key, Value::as_str)?;
        let (text, cut) = one_line(written);
        if cut {
            self.lose();
        }
        (!text.is_empty()).then_some(text)
    }

    /// A text that should be there.
    pub fn wanted_text(&self, key: &str) -> Option<String> {
        let text = self.text(key);
        if text.is_none() {
            self.lose();
        }
        text
    }

    /// A flag.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.take(key, Value::as_bool)
    }

    /// A number that counts something.
    pub fn count(&self, key: &str) -> Option<u64> {
        self.take(key, Value::as_u64)
    }

    /// A moment, in the time of the city.
    pub fn moment(&self, key: &str) -> Option<DateTime<FixedOffset>> {
        let read = |text: &str| match text.trim() {
            "" => Some(None),
            text => time::moment(text).map(Some),
        };
        self.take(key, |value| read(value.as_str()?)).flatten()
    }

    /// A day.
    pub fn day(&self, key: &str) -> Option<NaiveDate> {
        let read = |text: &str| match text.trim() {
            "" => Some(None),
            text => time::day(text).map(Some),
        };
        self.take(key, |value| read(value.as_str()?)).flatten()
    }

    /// An address of another object; where the object itself stands there, its own.
    pub fn address(&self, key: &str) -> Option<String> {
        self.take(key, address)
    }

    /// Addresses of other objects.
    pub fn addresses(&self, key: &str) -> Vec<String> {
        self.entries(key)
            .filter_map(|entry| {
                let address = address(entry);
                if address.is_none() {
                    self.lose();
                }
                address
            })
            .collect()
    }

    /// An object within this one.
    pub fn object(&self, key: &str) -> Option<Fields<'a>> {
        let map = self.take(key, Value::as_object)?;
        Some(Fields::of(map, self.lost))
    }

    /// Objects within this one, without those that are deleted.
    pub fn objects(&self, key: &str) -> impl Iterator<Item = Fields<'a>> {
        let this = *self;
        self.entries(key)
            .filter_map(move |entry| {
                if !entry.is_object() {
                    this.lose();
                }
                Some(Fields::of(entry.as_object()?, this.lost))
            })
            .filter(|fields| !fields.is_deleted())
    }

    /// Whether the source says of this object that it is gone.
    pub fn is_deleted(&self) -> bool {
        self.map.get("deleted") == Some(&Value::Bool(true))
    }

    /// The entries of a list. A single one that stands there without its list is one entry.
    fn entries(&self, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        let entries = match self.get(key) {
            Some(Value::Array(entries)) => entries.as_slice(),
            Some(other) => std::slice::from_ref(other),
            None => &[],
        };
        if entries.len() > MOST_ENTRIES {
            self.lose();
        }
        entries.iter().take(MOST_ENTRIES)
    }
}

fn address(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(map) => map.get("id")?.as_str()?,
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty() && text.len() <= LONGEST_ADDRESS).then(|| text.to_owned())
}

/// The text with single blanks and without characters that cannot be seen, and whether it was cut.
fn one_line(text: &str) -> (String, bool) {
    let mut line = String::with_capacity(text.len().min(4 * LONGEST_TEXT));
    let (mut length, mut blank) = (0, false);
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            blank = true;
            continue;
        }
        // They turn the direction of what stands around them.
        if matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
            continue;
        }
        let gap = usize::from(blank && length > 0);
        if length + gap + 1 > LONGEST_TEXT {
            return (line, true);
        }
        if gap == 1 {
            line.push(' ');
        }
        line.push(c);
        length += gap + 1;
        blank = false;
    }
    (line, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What `take` takes out of a value, and whether something was lost.
    fn taken<T>(value: Value, take: impl FnOnce(Fields<'_>) -> T) -> (T, bool) {
        let lost = Cell::new(false);
        let taken = take(Fields::of(value.as_object().unwrap(), &lost));
        (taken, lost.get())
    }

    #[test]
    fn a_text_is_one_line_without_what_cannot_be_seen() {
        let text = |text: &str| taken(json!({ "a": text }), |fields| fields.text("a"));
        let some = |text: &str| (Some(text.to_owned()), false);
        assert_eq!(
            text("  Neubau\u{0}\r\n der  Brücke "),
            some("Neubau der Brücke")
        );
        assert_eq!(text("abc\u{202E}def"), some("abcdef"));
        assert_eq!(text("גן 🌳"), some("גן 🌳"));
        assert_eq!(text(" \u{7} "), (None, false));
    }

    #[test]
    fn ten_megabytes_of_title_are_cut_and_noted() {
        let long = "ä".repeat(10 * 1024 * 1024 / 2);
        let (text, lost) = taken(json!({ "a": long }), |fields| fields.text("a"));
        assert_eq!((text.unwrap().chars().count(), lost), (LONGEST_TEXT, true));
        let fits = "x".repeat(LONGEST_TEXT);
        assert_eq!(
            taken(json!({ "a": fits }), |f| f.text("a")),
            (Some(fits), false)
        );
    }

    #[test]
    fn what_is_missing_is_nothing_and_what_is_of_another_type_is_lost() {
        let all = |fields: Fields<'_>| {
            let nothing = fields.text("a").is_none()
                && fields.flag("a").is_none()
                && fields.count("a").is_none()
                && fields.moment("a").is_none()
                && fields.day("a").is_none()
                && fields.address("a").is_none()
                && fields.object("a").is_none();
            nothing && fields.addresses("a").is_empty()
        };
        for value in [json!({}), json!({ "a": null })] {
            assert_eq!(taken(value, all), (true, false));
        }
        assert_eq!(taken(json!({ "a": [7] }), all), (true, true));
        assert_eq!(taken(json!({ "a": "" }), |f| f.day("a")), (None, false));
        assert_eq!(taken(json!({ "a": "soon" }), |f| f.day("a")), (None, true));
    }

    #[test]
    fn of_a_list_the_good_entries_are_taken() {
        let odd = json!({ "a": ["x", 7, { "id": "y" }, "", "z".repeat(9000)] });
        let (addresses, lost) = taken(odd, |fields| fields.addresses("a"));
        assert_eq!(
            (addresses, lost),
            (vec!["x".to_owned(), "y".to_owned()], true)
        );
        let alone = taken(json!({ "a": "x" }), |fields| fields.addresses("a"));
        assert_eq!(alone, (vec!["x".to_owned()], false));
        let endless = json!({ "a": vec!["x"; MOST_ENTRIES + 1] });
        let (kept, lost) = taken(endless, |fields| fields.addresses("a").len());
        assert_eq!((kept, lost), (MOST_ENTRIES, true));
    }

    #[test]
    fn what_is_deleted_within_an_object_is_not_there() {
        let two = json!({ "a": [{ "deleted": true }, { "name": "x" }, "odd"] });
        let names = |fields: Fields<'_>| -> Vec<_> {
            fields
                .objects("a")
                .map(|object| object.text("name"))
                .collect()
        };
        assert_eq!(taken(two, names), (vec![Some("x".to_owned())], true));
    }
}
