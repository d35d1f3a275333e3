//! Names of things, each its own type, so that a district can never be passed for an item.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A name that breaks the rule of its type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {what}")]
pub struct InvalidId {
    /// The type whose rule was broken.
    pub what: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $ok:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes `text` if it keeps the rule of this type.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                if $ok(&text) { Ok(Self(text)) } else { Err(InvalidId { what: $what }) }
            }

            /// The name as it is written in feeds and files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// Lower-case ASCII letters, digits and inner hyphens, at most 64 of them.
fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Printable and without spaces, at most 200 bytes: ids come from other people's systems.
fn is_item_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 200 && text.bytes().all(|b| b.is_ascii_graphic())
}

/// A service in the catalogue of the German administration: "99" and twelve digits.
fn is_leika(text: &str) -> bool {
    text.len() == 14 && text.starts_with("99") && text.bytes().all(|b| b.is_ascii_digit())
}

id! {
    /// The name of a collection of the feed, such as `services`. A slug.
    CollectionName, "collection name", is_slug
}
id! {
    /// The name of an item within its collection. Printable ASCII, at most 200 bytes.
    ItemId, "item id", is_item_id
}
id! {
    /// Where a fact comes from, such as `parking-karlsruhe`. A slug.
    SourceId, "source id", is_slug
}
id! {
    /// One of Karlsruhe's 27 districts, such as `durlach`. A slug.
    DistrictId, "district id", is_slug
}
id! {
    /// A LeiKa id: the number of a service in the national catalogue, `99` and twelve digits.
    LeikaId, "LeiKa id", is_leika
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub struct $name(Uuid);

        impl $name {
            /// Made at `unix_ms`, milliseconds since 1970, with ten random bytes: a UUID of version 7.
            pub fn new(unix_ms: u64, random: &[u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, random).into_uuid())
            }

            /// Its sixteen bytes, whose order is that of their making.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The one with these bytes.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let invalid = InvalidId { what: stringify!($name) };
                // Only as it is written here: a key that has two spellings is two keys to somebody.
                let id = Uuid::try_parse(text).map_err(|_| invalid.clone())?;
                let same = id.as_hyphenated().to_string() == text;
                if same { Ok(Self(id)) } else { Err(invalid) }
            }
        }
    };
}

uuid_id! {
    /// Something that is handed in, and the key under which that is done only once. A UUID of version 7.
    SubmissionId
}
uuid_id! {
    /// A photo on the device. A UUID of version 7; the submission that brings it has the same.
    PhotoId
}

impl From<PhotoId> for SubmissionId {
    fn from(photo: PhotoId) -> SubmissionId {
        SubmissionId(photo.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_could_climb_out_of_a_folder_is_refused() {
        for bad in ["", "../etc", "a/b", "Ä", "-a", "a-", "A"] {
            assert!(CollectionName::new(bad).is_err(), "{bad:?}");
        }
        assert!(CollectionName::new("car-parks").is_ok());
    }

    #[test]
    fn a_leika_id_is_99_and_twelve_digits() {
        assert!(LeikaId::new("99008001012000").is_ok());
        assert!(LeikaId::new("12008001012000").is_err());
        assert!(LeikaId::new("990080010120001").is_err());
    }

    #[test]
    fn a_bad_name_in_json_does_not_parse() {
        assert!(serde_json::from_str::<DistrictId>("\"Durlach!\"").is_err());
    }

    #[test]
    fn a_submission_is_known_by_one_spelling_and_those_made_later_come_later() {
        let first = SubmissionId::new(1_000, &[255; 10]);
        let later = SubmissionId::new(1_001, &[0; 10]);
        assert!(first < later);
        assert_eq!(first.to_string().parse(), Ok(first));
        let shouted = first.to_string().to_uppercase();
        assert!(shouted.parse::<SubmissionId>().is_err());
        assert!("".parse::<SubmissionId>().is_err());
        assert_eq!(first.to_string().get(14..15), Some("7"));
    }
}
