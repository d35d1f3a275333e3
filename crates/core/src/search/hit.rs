//! A found item as a screen shows it: title, what else is to be seen of it, and the words marked.

use super::Found;
use super::query::Wanted;
use super::words::{fold, stem, words};
use crate::store::{StoreError, items};
use ka_domain::views::{Hit, Piece};
use ka_domain::{CollectionName, Content, Lang, Meeting, Paper};
use rusqlite::Connection;

/// Characters of a snippet, and how many of them stand before the first word that is marked.
const SNIPPET: usize = 160;
const BEFORE: usize = 40;

/// Reads the item and marks in it what was looked for; none if it is not there any more.
pub fn read(
    reader: &Connection,
    wanted: &[(Wanted, f32)],
    found: &Found,
    lang: Lang,
) -> Result<Option<Hit>, StoreError> {
    let collection =
        CollectionName::new(found.kind.collection()).map_err(|_| StoreError::Damaged)?;
    let Some(sourced) = items::get(reader, &collection, &found.id)? else {
        return Ok(None);
    };
    let texts = Texts::of(&sourced.item, lang);
    let missing: Vec<&Wanted> = wanted
        .iter()
        .map(|(wanted, _)| wanted)
        .filter(|wanted| !has(&texts.title, wanted))
        .collect();
    let snippet = snippet(&texts, &missing);
    Ok(Some(Hit {
        id: found.id.clone(),
        title: marked(&texts.title, wanted),
        snippet: snippet.map_or_else(Vec::new, |text| marked(&text, wanted)),
        note: texts.note,
        reference: match &sourced.item {
            Content::Paper(paper) => paper.reference.clone(),
            _ => None,
        },
        date: match &sourced.item {
            Content::Paper(paper) => paper.date,
            Content::PublicReport(report) => Some(report.requested_at.date_naive()),
            _ => None,
        },
        start: match &sourced.item {
            Content::Meeting(meeting) => meeting.start,
            _ => None,
        },
    }))
}

/// What of an item can be read.
struct Texts {
    title: String,
    note: Option<String>,
    /// What a snippet may be taken from.
    more: Vec<String>,
}

impl Texts {
    fn of(content: &Content, lang: Lang) -> Texts {
        match content {
            Content::District(it) => Texts::titled(&it.name),
            Content::Service(it) => Texts {
                more: vec![it.summary.get(lang).to_owned()],
                ..Texts::titled(it.name.get(lang))
            },
            Content::Office(it) => Texts {
                more: vec![it.summary.get(lang).to_owned()],
                ..Texts::titled(it.name.get(lang))
            },
            Content::Organization(it) => Texts {
                note: it.classification.clone(),
                ..Texts::titled(&it.name)
            },
            Content::CarPark(it) => Texts {
                note: Some(it.municipality.clone()),
                more: it.street.iter().chain(&it.note).cloned().collect(),
                ..Texts::titled(&it.name)
            },
            Content::BicycleParking(it) => Texts {
                note: Some(it.municipality.clone()),
                more: it.note.iter().cloned().collect(),
                ..Texts::titled(&it.street)
            },
            Content::Meeting(it) => Texts::of_meeting(it),
            Content::Paper(it) => Texts::of_paper(it),
            Content::ReportCategory(it) => Texts {
                note: it.group.as_ref().map(|group| group.get(lang).to_owned()),
                more: it
                    .summary
                    .iter()
                    .map(|text| text.get(lang).to_owned())
                    .collect(),
                ..Texts::titled(it.name.get(lang))
            },
            Content::PublicReport(it) => Texts {
                note: it.address.clone(),
                more: it.words.iter().chain(&it.answer).cloned().collect(),
                ..Texts::titled(it.category_name.get(lang))
            },
            Content::Source(it) => Texts::titled(it.name.get(lang)),
        }
    }

    fn of_meeting(meeting: &Meeting) -> Texts {
        let agenda = meeting.agenda.iter().map(|item| match &item.number {
            Some(number) => format!("{number}. {}", item.name),
            None => item.name.clone(),
        });
        Texts {
            note: meeting.place.clone(),
            more: agenda.collect(),
            ..Texts::titled(&meeting.name)
        }
    }

    fn of_paper(paper: &Paper) -> Texts {
        let stations = paper.consultations.iter().flat_map(|it| &it.committees);
        let offices = paper.offices.iter();
        Texts {
            note: paper.paper_type.clone(),
            more: stations.chain(offices).map(|of| of.name.clone()).collect(),
            ..Texts::titled(&paper.name)
        }
    }

    fn titled(title: &str) -> Texts {
        Texts {
            title: title.to_owned(),
            note: None,
            more: Vec::new(),
        }
    }
}

fn is_hit(word: &str, wanted: &Wanted) -> bool {
    let folded = fold(word);
    wanted.forms.contains_key(&folded) || wanted.forms.contains_key(&stem(&folded))
}

fn has(text: &str, wanted: &Wanted) -> bool {
    words(text).any(|word| is_hit(word.text, wanted)) || text.contains(&wanted.folded)
}

/// The text that has most of the words that the title lacks, around the first of them.
fn snippet(texts: &Texts, missing: &[&Wanted]) -> Option<String> {
    let having = |text: &String| missing.iter().filter(|wanted| has(text, wanted)).count();
    let best = texts
        .more
        .iter()
        .map(|text| (having(text), text))
        .filter(|(having, _)| *having > 0)
        .reduce(|best, other| if other.0 > best.0 { other } else { best });
    let (_, text) = best?;
    let first = words(text)
        .find(|word| missing.iter().any(|wanted| is_hit(word.text, wanted)))
        .map_or(0, |word| word.at.start);
    Some(cut(text, first))
}

/// As much of `text` around the byte `at` as a snippet has, at the borders of words.
fn cut(text: &str, at: usize) -> String {
    if text.chars().count() <= SNIPPET {
        return text.to_owned();
    }
    let before = text.get(..at).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let start = match text.char_indices().nth(skipped) {
        Some((start, _)) if skipped > 0 => text[start..]
            .find(char::is_whitespace)
            .map_or(start, |blank| start + blank),
        _ => 0,
    };
    let rest = text[start..].trim_start();
    let end = rest
        .char_indices()
        .nth(SNIPPET)
        .map_or(rest.len(), |(end, _)| {
            rest[..end].rfind(char::is_whitespace).unwrap_or(end)
        });
    let opening = if start > 0 { "… " } else { "" };
    let closing = if end < rest.len() { " …" } else { "" };
    format!("{opening}{}{closing}", &rest[..end])
}

/// The text in pieces, of which those that were looked for are marked.
fn marked(text: &str, wanted: &[(Wanted, f32)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |text: &str, hit: bool| {
        if text.is_empty() {
            return;
        }
        pieces.push(Piece {
            text: text.to_owned(),
            hit,
        });
    };
    let mut done = 0;
    for word in words(text) {
        if !wanted.iter().any(|(wanted, _)| is_hit(word.text, wanted)) {
            continue;
        }
        push(&text[done..word.at.start], false);
        push(word.text, true);
        done = word.at.end;
    }
    push(&text[done..], false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::read as read_query;
    use crate::search::vocabulary::Vocabulary;
    use proptest::prelude::*;

    fn wanted(typed: &str) -> Vec<(Wanted, f32)> {
        let stems = ["spielplatz", "kinderspielplatz", "durlach"];
        let all = Vocabulary::of(stems.map(|stem| (stem.to_owned(), 1)).to_vec());
        read_query(typed, &all)
            .into_iter()
            .map(|wanted| (wanted, 1.0))
            .collect()
    }

    fn told(pieces: &[Piece]) -> String {
        let told = |piece: &Piece| match piece.hit {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(told).collect()
    }

    #[test]
    fn every_form_of_what_was_looked_for_is_marked() {
        let pieces = marked(
            "Neue Kinderspielplätze in Durlach, (Spielplatz)",
            &wanted("spielplatz durlach"),
        );
        assert_eq!(
            told(&pieces),
            "Neue [Kinderspielplätze] in [Durlach], ([Spielplatz])"
        );
    }

    #[test]
    fn a_snippet_is_cut_between_words_and_has_the_hit() {
        let text = format!(
            "{}Kinderspielplatz {}",
            "ein Wort ".repeat(60),
            "noch eins ".repeat(60)
        );
        let texts = Texts {
            title: String::new(),
            note: None,
            more: vec!["etwas anderes".to_owned(), text],
        };
        let wanted = wanted("spielplatz");
        let snippet = snippet(&texts, &[&wanted[0].0]).unwrap();
        assert!(snippet.chars().count() <= SNIPPET + 8, "{snippet}");
        assert!(snippet.contains(" Kinderspielplatz "), "{snippet}");
        assert!(
            snippet.starts_with("… ") && snippet.ends_with(" …"),
            "{snippet}"
        );
    }

    proptest! {
        #[test]
        fn marking_changes_no_letter(text in ".{0,80}") {
            let pieces = marked(&text, &wanted("spielplatz durlach"));
            let whole: String = pieces.into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(whole, text);
        }

        #[test]
        fn no_text_upsets_the_knife(text in ".{0,400}", at in 0usize..500) {
            cut(&text, at);
        }
    }
}
