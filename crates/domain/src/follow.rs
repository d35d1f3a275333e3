//! What the owner of the device follows of the council's work. It never leaves the device: which news
//! there are is worked out from what everybody gets.

use crate::ids::{DistrictId, ItemId};
use serde::{Deserialize, Serialize};

/// A word that somebody follows: 3 to 64 letters and digits, without the blanks around it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FollowedWord(String);

/// Not a word that can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a followed word has 3 to 64 letters or digits")]
pub struct InvalidWord;

impl FollowedWord {
    /// Characters at least.
    pub const SHORTEST: usize = 3;
    /// Characters at most.
    pub const LONGEST: usize = 64;

    /// One word, or several that are all wanted.
    pub fn new(text: &str) -> Result<Self, InvalidWord> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let length = text.chars().count();
        if letters < Self::SHORTEST || length > Self::LONGEST || text.chars().any(char::is_control)
        {
            return Err(InvalidWord);
        }
        Ok(Self(text))
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FollowedWord {
    type Error = InvalidWord;
    fn try_from(text: String) -> Result<Self, InvalidWord> {
        Self::new(&text)
    }
}

impl From<FollowedWord> for String {
    fn from(word: FollowedWord) -> String {
        word.0
    }
}

/// What is followed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", content = "which", rename_all = "snake_case")]
pub enum Subject {
    /// Papers and meetings that concern a district.
    District(DistrictId),
    /// Meetings of a committee, and papers that it treats.
    Committee(ItemId),
    /// One paper.
    Paper(ItemId),
    /// Papers and meetings that have a word in their titles.
    Word(FollowedWord),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_without_the_blanks_around_it() {
        assert_eq!(
            FollowedWord::new("  Rad  weg ").unwrap().as_str(),
            "Rad weg"
        );
    }

    #[test]
    fn what_is_too_short_too_long_or_no_word_is_refused() {
        let long = "x".repeat(65);
        for bad in ["", "ab", " a b ", "---", "a\u{7}bcd", long.as_str()] {
            assert!(FollowedWord::new(bad).is_err(), "{bad:?}");
        }
        assert!(serde_json::from_str::<FollowedWord>("\"ab\"").is_err());
    }
}
