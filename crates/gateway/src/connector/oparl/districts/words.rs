//! A text as words that can be compared.

/// What stands between a word and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Spaces.
    Space,
    /// One hyphen: `Karlsruhe-Durlach`.
    Hyphen,
    /// A hyphen that stands for the rest of a word: `Süd- und Südweststadt`, `Ost-, West-`.
    Elision,
    /// Anything else, and the end of the text.
    Other,
}

/// The words of a text, in small letters, `ä`, `ö`, `ü` and `ß` written as `ae`, `oe`, `ue` and `ss`.
#[derive(Debug)]
pub(super) struct Words {
    folded: String,
    /// Where each word begins and ends in `folded`, and what follows it.
    spans: Vec<(usize, usize, Gap)>,
}

impl Words {
    /// Cuts `text`. Takes time and space in proportion to its length.
    pub(super) fn of(text: &str) -> Words {
        let mut words = Words {
            folded: String::with_capacity(text.len()),
            spans: Vec::new(),
        };
        let mut begin = None;
        let mut between = String::new();
        for c in text.chars() {
            // A soft hyphen is no letter and no border.
            if c == '\u{ad}' {
                continue;
            }
            // The two dots of a decomposed umlaut come after their vowel.
            let dots = c == '\u{308}' && begin.is_some();
            if !(dots || c.is_alphanumeric()) {
                if let Some(begin) = begin.take() {
                    words.spans.push((begin, words.folded.len(), Gap::Other));
                }
                between.push(c);
                continue;
            }
            if begin.is_none() {
                if let Some((_, _, gap)) = words.spans.last_mut() {
                    *gap = gap_of(&between);
                }
                between.clear();
                begin = Some(words.folded.len());
            }
            if dots {
                words.folded.push('e');
            } else {
                words.fold(c);
            }
        }
        if let Some(begin) = begin {
            words.spans.push((begin, words.folded.len(), Gap::Other));
        } else if between.starts_with(is_hyphen)
            && let Some((_, _, gap)) = words.spans.last_mut()
        {
            *gap = Gap::Elision;
        }
        words
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The word at `at`; empty where there is none.
    pub(super) fn get(&self, at: usize) -> &str {
        self.spans
            .get(at)
            .and_then(|(begin, end, _)| self.folded.get(*begin..*end))
            .unwrap_or_default()
    }

    /// What stands between the word at `at` and the next.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.spans.get(at).map_or(Gap::Other, |(_, _, gap)| *gap)
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }

    fn fold(&mut self, c: char) {
        for c in c.to_lowercase() {
            match c {
                'ä' => self.folded.push_str("ae"),
                'ö' => self.folded.push_str("oe"),
                'ü' => self.folded.push_str("ue"),
                'ß' => self.folded.push_str("ss"),
                c => self.folded.push(c),
            }
        }
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

fn gap_of(between: &str) -> Gap {
    let mut rest = between.chars();
    match (rest.next().is_some_and(is_hyphen), rest.next()) {
        (true, None) => Gap::Hyphen,
        (true, Some(_)) => Gap::Elision,
        (false, _) if between.chars().all(char::is_whitespace) => Gap::Space,
        (false, _) => Gap::Other,
    }
}
