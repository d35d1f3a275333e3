//! How well an item fits a search. Pure.
//!
//! Each word counts by how seldom it is (its *weight*) and by where the item has the best of its forms:
//! in the title, in what it is about, or in the rest. What an item has of the words is its coverage,
//! from 0 to 1. To it come small parts that decide between items of the same coverage: how much of the
//! title was asked for, whether the words stand there side by side, how recent it is, and a lead for
//! what people mostly come for.

use super::entry::BAR;
use super::query::Wanted;
use ka_domain::Kind;

/// What a form of a word counts in what an item is about, and in the rest; in the title it counts whole.
const IN_ABOUT: f32 = 0.85;
const IN_REST: f32 = 0.5;

const TITLE_SHARE: f32 = 0.18;
const SIDE_BY_SIDE: f32 = 0.06;
const RECENT: f32 = 0.08;
/// After so many years half of what recency brings is lost.
const HALF_LIFE: f32 = 3.0;

/// What is ranked.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its kind.
    pub kind: Kind,
    /// The stems of its title.
    pub title: &'a str,
    /// The stems of the rest, with the bar.
    pub rest: &'a str,
    /// Its age in years; none if it has no day.
    pub age: Option<f32>,
}

/// How well a candidate fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// What decides the order.
    pub total: f32,
    /// The words' share that it has, from 0 to 1.
    pub coverage: f32,
}

/// How much a word says: the seldom ones say most. `all` is about the number of items.
pub fn weight(wanted: &Wanted, all: u32) -> f32 {
    let all = all as f32;
    (1.0 + all / (1.0 + wanted.count as f32)).ln().max(0.2)
}

/// Ranks a candidate by `words`, each with its weight.
pub fn score(words: &[(Wanted, f32)], candidate: Candidate<'_>) -> Score {
    let (about, rest) = candidate
        .rest
        .split_once(BAR)
        .unwrap_or((candidate.rest, ""));
    let mut had = 0.0;
    let mut of = 0.0;
    for (wanted, weight) in words {
        let best = best_in(wanted, candidate.title)
            .max(best_in(wanted, about) * IN_ABOUT)
            .max(best_in(wanted, rest) * IN_REST);
        had += weight * best;
        of += weight;
    }
    let coverage = if of > 0.0 { had / of } else { 0.0 };
    // Of a title in two languages, the one that was asked in.
    let share = candidate
        .title
        .split(BAR)
        .map(|title| title_share(words, title))
        .fold(0.0, f32::max);
    let recent = candidate
        .age
        .map_or(0.0, |age| RECENT * (-(age.abs()) / HALF_LIFE).exp2());
    let total = coverage * (1.0 + lead(candidate.kind))
        + TITLE_SHARE * share
        + SIDE_BY_SIDE * side_by_side(words, candidate.title)
        + recent;
    Score { total, coverage }
}

/// How much of the title was asked for, from 0 to 1.
fn title_share(words: &[(Wanted, f32)], title: &str) -> f32 {
    let mut hits = 0.0;
    let mut all = 0.0_f32;
    for token in title.split_ascii_whitespace() {
        let forms = words
            .iter()
            .filter_map(|(wanted, _)| wanted.forms.get(token));
        hits += forms.fold(0.0_f32, |best, how| best.max(*how));
        all += 1.0;
    }
    hits / all.max(1.0)
}

fn best_in(wanted: &Wanted, tokens: &str) -> f32 {
    tokens
        .split(' ')
        .filter_map(|token| wanted.forms.get(token))
        .fold(0.0, |best, how| best.max(*how))
}

/// Of the pairs of words, the share that stand in the title one after the other.
fn side_by_side(words: &[(Wanted, f32)], title: &str) -> f32 {
    if words.len() < 2 {
        return 0.0;
    }
    let tokens: Vec<&str> = title.split(' ').collect();
    let pairs = words.windows(2).filter(|pair| match pair {
        [(first, _), (second, _)] => tokens.windows(2).any(|two| match two {
            [a, b] => first.forms.contains_key(*a) && second.forms.contains_key(*b),
            _ => false,
        }),
        _ => false,
    });
    pairs.count() as f32 / (words.len() - 1) as f32
}

/// What people mostly come for leads, as far as it has what was looked for: who types "Steuer" into the
/// city's app wants to pay or register something, before a debate about it.
fn lead(kind: Kind) -> f32 {
    match kind {
        Kind::Service => 0.4,
        Kind::ReportCategory => 0.35,
        Kind::District => 0.3,
        Kind::Office => 0.25,
        Kind::Organization => 0.2,
        Kind::CarPark => 0.1,
        Kind::Meeting | Kind::Paper | Kind::Source => 0.0,
        Kind::PublicReport => -0.05,
        Kind::BicycleParking => -0.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::read;
    use crate::search::vocabulary::Vocabulary;

    fn words(typed: &str) -> Vec<(Wanted, f32)> {
        let stems = [
            "rad",
            "radweg",
            "bau",
            "durlach",
            "kaiserallee",
            "mai",
            "2025",
        ];
        let all = Vocabulary::of(stems.map(|stem| (stem.to_owned(), 5)).to_vec());
        read(typed, &all)
            .into_iter()
            .map(|wanted| {
                let weight = weight(&wanted, 100);
                (wanted, weight)
            })
            .collect()
    }

    fn paper<'a>(title: &'a str, rest: &'a str) -> Candidate<'a> {
        Candidate {
            kind: Kind::Paper,
            title,
            rest,
            age: None,
        }
    }

    #[test]
    fn the_title_counts_more_than_the_rest_and_the_word_more_than_its_compound() {
        let rad = words("rad");
        let total = |title, rest| score(&rad, paper(title, rest)).total;
        let in_title = total("rad durlach", "|");
        let compound = total("radweg durlach", "|");
        let about = total("kaiserallee durlach", "rad |");
        let rest = total("kaiserallee durlach", "| rad");
        assert!(
            in_title > about && about > rest,
            "{in_title} {about} {rest}"
        );
        assert!(
            in_title > compound && compound > rest,
            "{in_title} {compound} {rest}"
        );
    }

    #[test]
    fn who_has_all_words_comes_before_who_has_some() {
        let both = words("radweg durlach");
        let all = score(&both, paper("radweg bau kaiserallee durlach", "|"));
        let some = score(&both, paper("radweg", "|"));
        assert!(all.total > some.total);
        assert!(all.coverage > some.coverage);
    }

    #[test]
    fn of_two_alike_the_newer_comes_first() {
        let rad = words("rad");
        let aged = |age| {
            score(
                &rad,
                Candidate {
                    age: Some(age),
                    ..paper("rad", "|")
                },
            )
            .total
        };
        assert!(aged(0.1) > aged(8.0));
    }
}
