//! What papers and meetings have to do with what somebody follows. It is worked out here, on the device,
//! from what every device gets: nobody learns what is followed.
//!
//! A followed word stands for all its forms, as in a search: "Spielplatz" is in "Neue Spielplätze". It
//! also is in "Kinderspielplatz": a part of a compound is enough, unless the word is so short that it is
//! a part of everything. Several words are all wanted.

use crate::search::words::{fold, stem, stems, without_digraphs, words};
use crate::store::follows::Follow;
use ka_domain::{Content, DistrictId, ItemId, Meeting, OrganizationRef, Paper, Subject};
use std::collections::BTreeMap;

/// Letters that a word has at least if it may be a part of another.
const SHORTEST_PART: usize = 4;

/// What is followed, ready to be compared. Reasons are ids of [`Follow`]s.
#[derive(Debug, Clone, Default)]
pub struct Followed {
    districts: BTreeMap<DistrictId, i64>,
    committees: BTreeMap<ItemId, i64>,
    papers: BTreeMap<ItemId, i64>,
    words: Vec<(Vec<Wanted>, i64)>,
}

/// A word that is wanted, as stems of which one is enough.
#[derive(Debug, Clone)]
struct Wanted(Vec<String>);

impl Followed {
    /// All of `follows`.
    pub fn new(follows: Vec<Follow>) -> Followed {
        let mut followed = Followed::default();
        for Follow { id, subject, .. } in follows {
            match subject {
                Subject::District(district) => {
                    followed.districts.insert(district, id);
                }
                Subject::Committee(committee) => {
                    followed.committees.insert(committee, id);
                }
                Subject::Paper(paper) => {
                    followed.papers.insert(paper, id);
                }
                Subject::Word(word) => followed.words.push((wanted(word.as_str()), id)),
            }
        }
        followed
    }

    /// Which follows it concerns, each once; none if it is neither a paper nor a meeting.
    pub fn reasons(&self, content: &Content) -> Vec<i64> {
        let mut reasons = match content {
            Content::Paper(paper) => self.of_paper(paper),
            Content::Meeting(meeting) => self.of_meeting(meeting),
            _ => Vec::new(),
        };
        reasons.sort_unstable();
        reasons.dedup();
        reasons
    }

    fn of_paper(&self, paper: &Paper) -> Vec<i64> {
        let committees = paper
            .consultations
            .iter()
            .flat_map(|station| &station.committees);
        self.of_districts(&paper.districts)
            .chain(self.of_committees(committees))
            .chain(self.papers.get(&paper.id).copied())
            .chain(self.of_title(&paper.name, []))
            .collect()
    }

    fn of_meeting(&self, meeting: &Meeting) -> Vec<i64> {
        let agenda = meeting.agenda.iter().map(|item| item.name.as_str());
        self.of_districts(&meeting.districts)
            .chain(self.of_committees(&meeting.committees))
            .chain(self.of_title(&meeting.name, agenda))
            .collect()
    }

    fn of_districts(&self, districts: &[DistrictId]) -> impl Iterator<Item = i64> {
        districts
            .iter()
            .filter_map(|district| self.districts.get(district).copied())
    }

    fn of_committees<'a>(
        &self,
        committees: impl IntoIterator<Item = &'a OrganizationRef>,
    ) -> impl Iterator<Item = i64> {
        committees
            .into_iter()
            .filter_map(|committee| self.committees.get(&committee.id).copied())
    }

    /// The words that a title has all of, alone or together with one of `items`: two items of an agenda
    /// have nothing to do with each other.
    fn of_title<'a>(&self, title: &str, items: impl IntoIterator<Item = &'a str>) -> Vec<i64> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let title = stems(title);
        let with = |item| [title.clone(), stems(item)].concat();
        let titles: Vec<Vec<String>> = items.into_iter().map(with).chain([title.clone()]).collect();
        let has = |wanted: &[Wanted]| titles.iter().any(|title| is_in(wanted, title));
        self.words
            .iter()
            .filter(|(wanted, _)| has(wanted))
            .map(|(_, id)| *id)
            .collect()
    }
}

/// What the stems of a title have to have: each word that was typed, in one of its forms.
fn wanted(typed: &str) -> Vec<Wanted> {
    let forms = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let undone = without_digraphs(&folded);
        [Some(folded), undone]
            .into_iter()
            .flatten()
            .map(|form| stem(&form))
            .collect()
    };
    // What says nothing is no stem of any title, and is not asked for.
    words(typed)
        .filter(|word| !stems(word.text).is_empty())
        .map(|word| Wanted(forms(word.text)))
        .collect()
}

/// Whether a title has all words. One of nothing but "und" has none, and is in no title.
fn is_in(wanted: &[Wanted], title: &[String]) -> bool {
    let has = |wanted: &Wanted| {
        let mut forms = wanted.0.iter();
        forms.any(|form| title.iter().any(|stem| stem == form || is_part(form, stem)))
    };
    !wanted.is_empty() && wanted.iter().all(has)
}

/// Whether a word is a part of a compound. A number is no part of a greater one.
fn is_part(form: &str, stem: &str) -> bool {
    form.chars().count() >= SHORTEST_PART
        && !form.bytes().any(|byte| byte.is_ascii_digit())
        && stem.contains(form)
}

#[cfg(test)]
mod tests;
