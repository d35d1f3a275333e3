//! What words became, remembered from one text to the next.
//!
//! A text is mostly words that were in the texts before it, and each is looked up just once, by the way it
//! is written: nothing is folded, stemmed or copied for it. Beside its stem stands the last item that it
//! was in, so that a word that an item says over and over is known to be written at a glance.

use rustc_hash::{FxHashMap, FxHasher};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};

thread_local! {
    /// Each thread has its own, so that none waits for another.
    pub(super) static MEMORY: RefCell<Memory> = RefCell::default();
}

/// A stem where a text has it.
pub(super) struct Said<'a> {
    /// The stem.
    pub stem: &'a str,
    /// A hash of it.
    pub hash: u64,
    /// The item that the same word was last in, if that is remembered.
    pub last_in: Option<&'a mut u64>,
}

impl<'a> Said<'a> {
    /// By something that is not remembered.
    pub fn once(stem: &'a str) -> Said<'a> {
        Said {
            stem,
            hash: hash_of(stem),
            last_in: None,
        }
    }
}

/// What no item is told apart by.
pub(super) const NO_ITEM: u64 = 0;

/// What words became: texts repeat their words, and looking up is ten times faster than stemming.
#[derive(Default)]
pub(super) struct Memory {
    /// By the word as it is written; none for a stop word.
    words: FxHashMap<Box<str>, Option<Stem>>,
}

struct Stem {
    text: Box<str>,
    hash: u64,
    last_in: u64,
}

impl Memory {
    /// So many words are remembered: some megabytes. What comes later is worked out each time.
    const MOST: usize = 60_000;

    /// Tells of the stem of `word` as it is written, which is made of it if it is not remembered.
    pub fn recall(
        &mut self,
        word: &str,
        make: fn(&str) -> Option<String>,
        tell: &mut impl FnMut(Said<'_>),
    ) {
        if let Some(known) = self.words.get_mut(word) {
            if let Some(Stem {
                text,
                hash,
                last_in,
            }) = known
            {
                tell(Said {
                    stem: text,
                    hash: *hash,
                    last_in: Some(last_in),
                });
            }
            return;
        }
        let text = make(word);
        if let Some(text) = &text {
            tell(Said::once(text));
        }
        if self.words.len() < Memory::MOST {
            let stem = text.map(|text| Stem {
                hash: hash_of(&text),
                text: text.into(),
                last_in: NO_ITEM,
            });
            self.words.insert(word.into(), stem);
        }
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
