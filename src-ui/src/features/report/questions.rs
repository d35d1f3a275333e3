//! What the city wants to know of a concern, beyond place, words and photos: whatever its category asks.

use super::draft::Draft;
use super::fault;
use crate::kit::{AnyOf, FieldWords, Icon, LineField, LineKind, Nothing, OneOf, TextField};
use crate::state::reactive::memo;
use crate::text::lang;
use ka_domain::report::limits;
use ka_domain::{Datatype, Lang, Question, QuestionValue, ReportFault};
use leptos::prelude::*;
use leptos_fluent::move_tr;

/// The step.
#[component]
pub fn Questions(draft: Draft) -> impl IntoView {
    // Drawn anew only where the city has changed its questions: what is typed stays in the draft.
    let questions = memo(move || {
        let category = draft.view().and_then(|view| view.category.clone());
        category.map(|known| known.questions).unwrap_or_default()
    });
    move || {
        let questions = questions.get();
        if questions.is_empty() {
            return view! {
                <Nothing
                    icon=Icon::Check
                    title=move_tr!("report-questions-none")
                    hint=move_tr!("report-questions-none-hint")
                />
            }
            .into_any();
        }
        questions
            .into_iter()
            .enumerate()
            .map(|(place, question)| ask(draft, place, question))
            .collect_view()
            .into_any()
    }
}

fn ask(draft: Draft, place: usize, question: Question) -> AnyView {
    let Question {
        code,
        words,
        hint,
        datatype,
        required,
        values,
    } = question;
    let label = Signal::derive(move || words.get(lang()).to_owned());
    let hint = hint.map(|hint| Signal::derive(move || hint.get(lang()).to_owned()));
    if datatype == Datatype::Note {
        return view! {
            <div class="ka-report__note">
                <p class="kern-body">{label}</p>
                {hint.map(|hint| view! { <p class="ka-field__hint">{hint}</p> })}
            </div>
        }
        .into_any();
    }
    let mine = code.clone();
    let fault = Signal::derive(move || {
        let mine = |known: &ReportFault| matches!(known, ReportFault::Answer { code, .. } if *code == mine);
        let category = draft.view().and_then(|view| view.category.clone());
        draft
            .faults(mine)
            .first()
            .map(|known| fault::words(known, category.as_ref()))
    });
    let words = FieldWords {
        label,
        hint,
        required,
        fault,
    };
    let id = fault::answer_id(place);
    let first = draft
        .text
        .with_untracked(|text| text.answers.get(&code).cloned())
        .unwrap_or_default();
    let one = first.first().cloned();
    let keep = Callback::new(move |values: Vec<String>| {
        draft.change(|text| {
            if values.is_empty() {
                text.answers.remove(&code);
            } else {
                text.answers.insert(code.clone(), values);
            }
        });
    });
    let line = move |typed: String| {
        keep.run(if typed.is_empty() {
            vec![]
        } else {
            vec![typed]
        })
    };
    let typed = one.clone().unwrap_or_default();
    match datatype {
        Datatype::String | Datatype::Note => {
            view! { <LineField id words first=typed on_input=line /> }.into_any()
        }
        Datatype::Number => view! {
            <LineField
                id
                words
                kind=LineKind::Number
                first=number_as_read(&typed, lang())
                on_input=move |typed: String| line(number_as_kept(&typed))
            />
        }
        .into_any(),
        Datatype::Datetime => {
            view! { <LineField id words kind=LineKind::Datetime first=typed on_input=line /> }
                .into_any()
        }
        Datatype::Text => {
            view! { <TextField id words most=limits::WORDS rows=4 first=typed on_input=line /> }
                .into_any()
        }
        Datatype::SingleValueList => {
            let choose = move |key: Option<String>| keep.run(key.into_iter().collect());
            view! { <OneOf id words options=named(values) first=one on_choose=choose /> }.into_any()
        }
        Datatype::MultiValueList => {
            view! { <AnyOf id words options=named(values) first on_choose=keep /> }.into_any()
        }
    }
}

fn named(values: Vec<QuestionValue>) -> Vec<(String, Signal<String>)> {
    values
        .into_iter()
        .map(|QuestionValue { key, name }| {
            (key, Signal::derive(move || name.get(lang()).to_owned()))
        })
        .collect()
}

/// What is kept behind a number that can be read in two ways. Nobody sees it; with it, it is no number for
/// the device either, so that it is refused rather than sent as one of both.
const UNCLEAR: char = '\u{2060}';

/// A number as it is sent: with a point, where somebody typed one comma and nothing else that divides.
fn number_as_kept(typed: &str) -> String {
    let typed = typed.trim();
    if is_unclear(typed) {
        format!("{typed}{UNCLEAR}")
    } else if typed.matches(',').count() == 1 && !typed.contains('.') {
        typed.replace(',', ".")
    } else {
        typed.to_owned()
    }
}

/// Whether what divides a number could stand behind its thousands or before its fraction: `1,000` is a
/// thousand to some and one to others, in whatever language they read. `0,125` and `1234,567` are no
/// thousands.
fn is_unclear(typed: &str) -> bool {
    let Some((whole, rest)) = typed.split_once([',', '.']) else {
        return false;
    };
    let whole = whole.trim_start_matches(['+', '-']);
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    rest.len() == 3
        && are_digits(rest)
        && (1..=3).contains(&whole.len())
        && are_digits(whole)
        && !whole.starts_with('0')
}

/// The same, as it is written in `lang`.
pub(super) fn number_as_read(kept: &str, lang: Lang) -> String {
    if let Some(typed) = kept.strip_suffix(UNCLEAR) {
        return typed.to_owned();
    }
    match lang {
        Lang::De if kept.matches('.').count() == 1 && !kept.contains(',') => kept.replace('.', ","),
        _ => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the device takes it for a number.
    fn is_taken(kept: &str) -> bool {
        kept.parse::<f64>().is_ok()
    }

    #[test]
    fn a_german_number_is_kept_with_a_point_and_read_with_a_comma() {
        assert_eq!(number_as_kept(" 3,5"), "3.5");
        assert_eq!(number_as_read("3.5", Lang::De), "3,5");
        assert_eq!(number_as_read("3.5", Lang::En), "3.5");
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused_and_stands_as_it_was_typed() {
        for typed in ["1,000", "1.500", "-12,345", "999.999"] {
            let kept = number_as_kept(typed);
            assert!(!is_taken(&kept), "{typed}");
            for lang in [Lang::De, Lang::En] {
                assert_eq!(number_as_read(&kept, lang), typed);
            }
        }
        for typed in ["1.000,5", "1,000,000"] {
            assert_eq!(number_as_kept(typed), typed);
            assert!(!is_taken(typed));
        }
    }

    #[test]
    fn three_digits_that_can_only_be_a_fraction_are_taken() {
        for (typed, kept) in [
            ("0,125", "0.125"),
            ("0.125", "0.125"),
            ("1234,567", "1234.567"),
            ("1500", "1500"),
            ("2,50", "2.50"),
        ] {
            assert_eq!(number_as_kept(typed), kept);
            assert!(is_taken(kept));
        }
    }
}
