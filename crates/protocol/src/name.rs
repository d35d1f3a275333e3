//! What the files of the feed are called, and what is said of them in the signed metadata.

use ka_domain::CollectionName;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which file of a generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FilePart {
    /// Everything as of the beginning of the generation.
    Base,
    /// The n-th change after the base, from 1.
    Delta(u64),
}

impl FilePart {
    /// The position that a client has reached once it took this file: 0 for the base.
    pub fn sequence(self) -> u64 {
        match self {
            FilePart::Base => 0,
            FilePart::Delta(n) => n,
        }
    }
}

/// One file of the feed. Written `feed/services/3/base.ndjson.zst` or
/// `feed/services/3/delta-000012.ndjson.zst`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedFile {
    /// The collection.
    pub collection: CollectionName,
    /// The generation, from 1.
    pub generation: u64,
    /// Base or delta.
    pub part: FilePart,
}

impl fmt::Display for FeedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "feed/{}/{}/", self.collection, self.generation)?;
        match self.part {
            FilePart::Base => f.write_str("base.ndjson.zst"),
            FilePart::Delta(n) => write!(f, "delta-{n:06}.ndjson.zst"),
        }
    }
}

impl FeedFile {
    /// Reads a target's name; none if it is not one of ours.
    pub fn parse(target: &str) -> Option<FeedFile> {
        let mut parts = target.strip_prefix("feed/")?.split('/');
        let collection = CollectionName::new(parts.next()?).ok()?;
        let generation: u64 = parts.next()?.parse().ok()?;
        let file = parts.next()?.strip_suffix(".ndjson.zst")?;
        let part = match file.strip_prefix("delta-") {
            Some(n) => FilePart::Delta(n.parse().ok().filter(|n| *n > 0)?),
            None if file == "base" => FilePart::Base,
            None => return None,
        };
        let parsed = FeedFile {
            collection,
            generation,
            part,
        };
        // One name a file: what would not be written this way is not read either.
        (parts.next().is_none() && generation > 0 && parsed.to_string() == target).then_some(parsed)
    }

    /// The pattern of paths that the role of `collection` may sign for.
    pub fn pattern(collection: &CollectionName) -> String {
        format!("feed/{collection}/*/*.ndjson.zst")
    }
}

/// What the signed metadata says of a file beyond TUF's length and hash, in the target's `custom`
/// under [`UnpackedSize::KEY`]: how large it becomes. A file that unpacks to anything else is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpackedSize {
    /// Bytes after unpacking.
    pub bytes: u64,
    /// Lines after unpacking.
    pub lines: u64,
}

impl UnpackedSize {
    /// The key in the target's `custom` object.
    pub const KEY: &'static str = "unpacked";
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_one_way_of_writing_a_name_is_read() {
        for bad in [
            "feed/services/3/delta-12.ndjson.zst",
            "feed/services/03/base.ndjson.zst",
            "feed/services/0/base.ndjson.zst",
            "feed/../3/base.ndjson.zst",
            "feed/services/3/delta-000000.ndjson.zst",
            "feed/services/3/base.ndjson.zst/x",
            "services/3/base.ndjson.zst",
        ] {
            assert_eq!(FeedFile::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_written_name_reads_back(collection in "[a-z][a-z0-9]{0,20}", generation in 1u64.., n in 0u64..) {
            let file = FeedFile {
                collection: CollectionName::new(collection).unwrap(),
                generation,
                part: if n == 0 { FilePart::Base } else { FilePart::Delta(n) },
            };
            prop_assert_eq!(FeedFile::parse(&file.to_string()), Some(file));
        }

        #[test]
        fn no_text_upsets_the_reader(text in ".{0,200}") {
            let _ = FeedFile::parse(&text);
        }
    }
}
