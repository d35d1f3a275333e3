//! The plain search: what FTS5 gives of itself.

use crate::Key;
use crate::published::Item;
use anyhow::{Context, Result};
use ka_domain::{ItemId, Kind};
use rusqlite::Connection;

/// An index over all items, in memory.
pub struct Baseline {
    connection: Connection,
}

impl Baseline {
    /// Indexes `items`.
    pub fn over(items: &[Item]) -> Result<Baseline> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE item USING fts5 (
                 kind UNINDEXED, id UNINDEXED, title, rest,
                 tokenize = 'unicode61 remove_diacritics 2'
             )",
        )?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction
                .prepare("INSERT INTO item (kind, id, title, rest) VALUES (?1, ?2, ?3, ?4)")?;
            for item in items {
                let kind = Kind::ALL.iter().position(|kind| *kind == item.kind);
                insert.execute((kind, item.id.as_str(), &item.title, &item.rest))?;
            }
        }
        transaction.commit()?;
        Ok(Baseline { connection })
    }

    /// The best of everything that has all words, at most `most`.
    pub fn ranking(&self, typed: &str, most: usize) -> Result<Vec<Key>> {
        let question = question(typed);
        if question.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, id FROM item WHERE item MATCH ?1 ORDER BY rank LIMIT ?2",
        )?;
        let rows = statement.query_map((question, most), |row| {
            Ok((row.get::<_, usize>(0)?, row.get::<_, String>(1)?))
        })?;
        rows.map(|row| {
            let (kind, id) = row?;
            let kind = Kind::ALL.get(kind).context("a kind that was put in")?;
            Ok((*kind, ItemId::new(id)?))
        })
        .collect()
    }
}

/// All words as they are, the last as a beginning.
fn question(typed: &str) -> String {
    let words: Vec<String> = typed
        .split_whitespace()
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    match words.is_empty() {
        true => String::new(),
        false => format!("{}*", words.join(" AND ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<String> {
        let item = |id: &str, title: &str, rest: &str| Item {
            kind: Kind::Paper,
            id: ItemId::new(id).unwrap(),
            title: title.to_owned(),
            rest: rest.to_owned(),
        };
        let items = [
            item("one", "Kinderspielplätze in Durlach", "2021/1198 Antrag"),
            item("two", "Ein Spielplatz", "Durlach"),
        ];
        let ranking = Baseline::over(&items).unwrap().ranking(typed, 10).unwrap();
        ranking.into_iter().map(|(_, id)| id.to_string()).collect()
    }

    #[test]
    fn it_wants_all_words_and_takes_the_last_as_a_beginning() {
        assert_eq!(found("durlach spielpl"), ["two"]);
        assert_eq!(found("spielpl durlach"), [""; 0]);
        assert_eq!(found("2021/1198"), ["one"]);
    }

    #[test]
    fn signs_of_its_own_language_are_words_to_it() {
        for typed in ["", "  ", "\"", "durlach OR", "NEAR(", "title:durlach", "-"] {
            assert_eq!(found(typed), [""; 0], "{typed:?}");
        }
    }
}
