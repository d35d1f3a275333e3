//! Meetings as iCalendar (RFC 5545), for the calendar of the system.
//!
//! A meeting keeps its UID however often it is handed over, so that a calendar replaces what it has of
//! it, and learns when it was called off. The UID is made of the meeting's id alone: it names neither
//! this device nor its owner.
//!
//! Names are other people's texts: control characters in them become blanks, what is too long is cut, and
//! the crate escapes the rest. Lines are folded here: the crate makes some a byte too long.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use ka_domain::{AgendaItem, ItemId, Meeting};
use sha2::{Digest, Sha256};

/// Who wrote the file.
const PRODUCT: &str = "-//digital@KA//Council//DE";

/// Bytes of a line at most, its end apart.
const LINE_BYTES: usize = 75;
/// Letters of a name or a place at most.
const NAME: usize = 300;
/// Lines of an agenda at most.
const LINES: usize = 100;

/// The meetings that have a time as one calendar, which comes out the same for the same meetings but
/// for `now`. What has no time is in no calendar: none if that is true of all.
pub fn of(meetings: &[Meeting], now: DateTime<Utc>) -> Option<String> {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.extend(meetings.iter().filter_map(|meeting| event(meeting, now)));
    let is_empty = calendar.components.is_empty();
    (!is_empty).then(|| folded(&calendar.to_string()))
}

fn event(meeting: &Meeting, now: DateTime<Utc>) -> Option<Event> {
    let mut event = Event::with_uid(&uid(&meeting.id));
    event
        .timestamp(now)
        .starts(meeting.start?.to_utc())
        .summary(&line(&meeting.name, NAME));
    if let Some(end) = meeting.end {
        event.ends(end.to_utc());
    }
    if let Some(place) = &meeting.place {
        event.location(&line(place, NAME));
    }
    if !meeting.agenda.is_empty() {
        event.description(&agenda(&meeting.agenda));
    }
    if meeting.cancelled {
        event.status(EventStatus::Cancelled);
    }
    Some(event)
}

/// The same for the same meeting, on every device and for ever.
fn uid(id: &ItemId) -> String {
    let hash = Sha256::digest(id.as_str());
    format!("meeting-{}", hex::encode(&hash[..16]))
}

/// One line an item, by its number as it is printed, or by its place where it has none.
fn agenda(items: &[AgendaItem]) -> String {
    let mut lines: Vec<String> = items
        .iter()
        .zip(1..)
        .take(LINES)
        .map(|(item, place)| {
            let number = item.number.clone().unwrap_or_else(|| format!("{place}."));
            line(&format!("{number} {}", item.name), NAME)
        })
        .collect();
    if items.len() > LINES {
        lines.push("…".to_owned());
    }
    lines.join("\n")
}

/// The same calendar with no line longer than it may be. No letter is taken apart.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + text.len() / LINE_BYTES);
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE_BYTES {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(letter);
            length += letter.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

/// A text on one line, of at most `most` letters.
fn line(text: &str, most: usize) -> String {
    let plain: String = text
        .chars()
        .take(most * 4)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= most {
        return whole;
    }
    let cut: String = whole.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests;
