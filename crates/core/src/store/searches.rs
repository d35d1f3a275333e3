//! The table `recent_search`: what was looked for lately. It is for whoever holds the device, and for
//! nobody else: nothing here knows a network.

use super::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};

/// How many are remembered.
pub const MOST: usize = 10;

/// Letters of what is remembered at most; the rest is cut off.
pub const LONGEST: usize = 200;

/// What was looked for lately, the latest first.
pub fn recent(reader: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement =
        reader.prepare_cached("SELECT words FROM recent_search ORDER BY at DESC, words")?;
    let words = statement.query_map([], |row| row.get(0))?;
    Ok(words.collect::<rusqlite::Result<_>>()?)
}

/// Remembers what was looked for, without the blanks around it: as the latest, and once in whatever
/// case it was typed. Nothing but blanks is not remembered.
pub fn remember(
    transaction: &Transaction<'_>,
    words: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let words = tidy(words);
    if words.is_empty() {
        return Ok(());
    }
    let folded = words.to_lowercase();
    let known = recent(transaction)?;
    let same = known.iter().filter(|known| known.to_lowercase() == folded);
    let other = known.iter().filter(|known| known.to_lowercase() != folded);
    for gone in same.chain(other.skip(MOST - 1)) {
        transaction.execute("DELETE FROM recent_search WHERE words = ?1", [gone])?;
    }
    // The latest comes first, even if the clock was turned back.
    transaction.execute(
        "INSERT INTO recent_search (words, at)
         SELECT ?1, max(?2, coalesce(max(at) + 1, ?2)) FROM recent_search",
        rusqlite::params![words, now.timestamp_millis()],
    )?;
    Ok(())
}

/// Forgets all of it.
pub fn forget(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM recent_search", [])?;
    Ok(())
}

fn tidy(words: &str) -> String {
    let one_line: String = words
        .chars()
        .take(LONGEST * 4)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let words: Vec<&str> = one_line.split_whitespace().collect();
    let cut: String = words.join(" ").chars().take(LONGEST).collect();
    cut.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Device, NOW};
    use chrono::TimeDelta;

    impl Device {
        fn looks_for(&self, words: &str, minutes: i64) -> Vec<String> {
            let now = NOW + TimeDelta::minutes(minutes);
            self.store
                .write(|transaction| {
                    remember(transaction, words, now)?;
                    recent(transaction)
                })
                .unwrap()
        }
    }

    #[test]
    fn the_latest_comes_first_and_ten_are_kept() {
        let device = Device::new();
        for n in 0..12 {
            device.looks_for(&format!("word {n}"), n);
        }
        let kept = device.looks_for("word 5", 99);
        assert_eq!(kept.len(), 10);
        assert_eq!(&kept[..2], ["word 5", "word 11"]);
        assert_eq!(kept[9], "word 2");
    }

    #[test]
    fn what_differs_in_case_or_blanks_is_one() {
        let device = Device::new();
        device.looks_for("Straße", 0);
        device.looks_for("Ausweis", 1);
        assert_eq!(device.looks_for("  STRAßE\t", 2), ["STRAßE", "Ausweis"]);
        assert_eq!(device.looks_for("neue  \n Straße", 3)[0], "neue Straße");
    }

    #[test]
    fn nothing_is_not_remembered_and_too_much_is_cut() {
        let device = Device::new();
        assert!(device.looks_for(" \u{7}\n", 0).is_empty());
        let kept = device.looks_for(&"ä".repeat(10_000), 1);
        assert_eq!(kept[0].chars().count(), LONGEST);
        let kept = device.looks_for(&format!("{}{}x", "a".repeat(199), " ".repeat(9)), 2);
        assert_eq!(kept[0], "a".repeat(199));
    }

    #[test]
    fn a_clock_that_was_turned_back_changes_nothing_of_the_order() {
        let device = Device::new();
        device.looks_for("first", 60);
        assert_eq!(device.looks_for("second", 0), ["second", "first"]);
        assert_eq!(device.looks_for("third", 0), ["third", "second", "first"]);
    }

    #[test]
    fn all_of_it_can_be_forgotten() {
        let device = Device::new();
        device.looks_for("Ausweis", 0);
        device.store.write(forget).unwrap();
        assert!(device.store.read(recent).unwrap().is_empty());
    }
}
