//! One line of a feed file: an item as it is now, or the word that it is gone.
//!
//! ```json
//! {"id":"personalausweis","revision":4,"source":"city-facts","as_of":"2026-11-01T00:00:00Z","content":{"kind":"service",…}}
//! {"id":"personalausweis","revision":5,"removed":true}
//! ```

use crate::content::read_content;
use chrono::{DateTime, Utc};
use ka_domain::{Content, ItemId, Kind, Licence, Provenance, SourceId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// One change to a collection.
#[derive(Debug, Clone)]
pub enum Line<'a> {
    /// The item is now as given.
    Upsert {
        /// The item.
        id: ItemId,
        /// Grows by one with each change of the item.
        revision: u64,
        /// Where it comes from.
        provenance: Provenance,
        /// The [`Content`] as JSON text, checked to be one, kept as it was written.
        content: Cow<'a, str>,
    },
    /// The item is gone.
    Remove {
        /// The item.
        id: ItemId,
        /// The revision at which it went.
        revision: u64,
    },
}

/// A line that is not one.
#[derive(Debug, thiserror::Error)]
pub enum BadLine {
    /// Longer than [`crate::limits::LINE_BYTES`].
    #[error("line of {0} bytes is too long")]
    TooLong(usize),
    /// Not JSON, or not of the form of a line.
    #[error("not a feed line: {0}")]
    Json(#[from] serde_json::Error),
    /// Neither content nor removal, or both.
    #[error("a line is either content or a removal")]
    Ambiguous,
    /// Content of a kind that does not belong to the collection.
    #[error("content of another kind")]
    Kind,
}

#[derive(Serialize, Deserialize)]
struct Wire<'a> {
    id: ItemId,
    revision: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Licence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    removed: bool,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    content: Option<&'a RawValue>,
}

impl<'a> Line<'a> {
    /// Reads one line without its line break. The content must be of `kind`; its text is borrowed.
    pub fn parse(text: &'a str, kind: Kind) -> Result<Self, BadLine> {
        Self::read(text, kind).map(|(line, _)| line)
    }

    /// The same, with the content as its type: it is read anyway, to check it. None for a removal.
    pub fn read(text: &'a str, kind: Kind) -> Result<(Self, Option<Content>), BadLine> {
        if text.len() > crate::limits::LINE_BYTES {
            return Err(BadLine::TooLong(text.len()));
        }
        let wire: Wire<'a> = serde_json::from_str(text)?;
        match wire {
            Wire {
                id,
                revision,
                removed: true,
                content: None,
                ..
            } => Ok((Line::Remove { id, revision }, None)),
            Wire {
                id,
                revision,
                removed: false,
                content: Some(content),
                source: Some(source),
                as_of: Some(as_of),
                licence,
            } => {
                let typed = read_content(content.get(), kind)?.ok_or(BadLine::Kind)?;
                let line = Line::Upsert {
                    id,
                    revision,
                    provenance: Provenance {
                        source,
                        licence,
                        as_of,
                    },
                    content: Cow::Borrowed(content.get()),
                };
                Ok((line, Some(typed)))
            }
            _ => Err(BadLine::Ambiguous),
        }
    }

    /// Writes the line, without a line break.
    pub fn to_json(&self) -> Result<String, BadLine> {
        let text = match self {
            Line::Remove { id, revision } => serde_json::to_string(&Wire {
                id: id.clone(),
                revision: *revision,
                source: None,
                licence: None,
                as_of: None,
                removed: true,
                content: None,
            })?,
            Line::Upsert {
                id,
                revision,
                provenance,
                content,
            } => serde_json::to_string(&Wire {
                id: id.clone(),
                revision: *revision,
                source: Some(provenance.source.clone()),
                licence: provenance.licence.clone(),
                as_of: Some(provenance.as_of),
                removed: false,
                content: Some(serde_json::from_str(content)?),
            })?,
        };
        if text.len() > crate::limits::LINE_BYTES {
            Err(BadLine::TooLong(text.len()))
        } else {
            Ok(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DURLACH: &str = r#"{"id":"durlach","revision":2,"source":"city-facts","as_of":"2026-11-01T00:00:00Z","content":{"kind":"district","id":"durlach","name":"Durlach","postcodes":["76227"]}}"#;

    #[test]
    fn a_line_is_written_as_it_was_read() {
        let line = Line::parse(DURLACH, Kind::District).unwrap();
        assert_eq!(line.to_json().unwrap(), DURLACH);
        let gone = r#"{"id":"durlach","revision":3,"removed":true}"#;
        assert_eq!(
            Line::parse(gone, Kind::District)
                .unwrap()
                .to_json()
                .unwrap(),
            gone
        );
    }

    #[test]
    fn a_line_that_says_both_or_nothing_is_refused() {
        let both = DURLACH.replace(r#""content""#, r#""removed":true,"content""#);
        assert!(matches!(
            Line::parse(&both, Kind::District),
            Err(BadLine::Ambiguous)
        ));
        let nothing = r#"{"id":"durlach","revision":3}"#;
        assert!(matches!(
            Line::parse(nothing, Kind::District),
            Err(BadLine::Ambiguous)
        ));
    }

    #[test]
    fn a_district_has_no_place_among_the_services() {
        assert!(matches!(
            Line::parse(DURLACH, Kind::Service),
            Err(BadLine::Kind)
        ));
    }

    #[test]
    fn deep_nesting_is_refused_before_it_hurts() {
        let deep = format!(
            r#"{{"id":"x","revision":1,"source":"s","as_of":"2026-11-01T00:00:00Z","content":{}1{}}}"#,
            "[".repeat(50_000),
            "]".repeat(50_000)
        );
        assert!(matches!(
            Line::parse(&deep, Kind::District),
            Err(BadLine::Json(_))
        ));
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let long = DURLACH.replace("Durlach", &"x".repeat(crate::limits::LINE_BYTES));
        assert!(matches!(
            Line::parse(&long, Kind::District),
            Err(BadLine::TooLong(_))
        ));
    }

    proptest! {
        #[test]
        fn no_text_upsets_the_reader(text in ".{0,400}") {
            let _ = Line::parse(&text, Kind::Service);
        }
    }
}
