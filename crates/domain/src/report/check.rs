//! Whether a report can be sent. The device asks before it offers to send, the gateway before it accepts:
//! both by the same rules, so that what one lets through the other does not send back.
//!
//! Faults come in the order in which the wizard asks: category and its questions, place, photos, words,
//! contact.
//!
//! An answer to something that the category does not ask is no fault. The city changes its questions
//! while drafts lie on devices, and nobody can mend an answer whose question is no longer shown:
//! [`ReportCategory::asked`] leaves such answers out instead.

use super::{
    AnswerFault, Answers, Contact, Datatype, Question, Report, ReportCategory, ReportFault,
    ReportPlace, limits,
};
use crate::views::DraftText;
use chrono::NaiveDateTime;

/// Characters of an e-mail address, by RFC 5321.
const EMAIL: usize = 254;
/// Characters of what is before its at sign.
const MAILBOX: usize = 64;
/// Characters of a number; more digits say nothing more.
const NUMBER: usize = 40;
/// How a moment is written, and how long that is.
const DATETIME: (&str, usize) = ("%Y-%m-%dT%H:%M", "2026-11-25T14:45".len());

/// What must be mended in `report` before it can be sent. `category` is the one that it names, as the city
/// has it now, or none if the city has none of that name.
pub fn check(report: &Report, category: Option<&ReportCategory>) -> Vec<ReportFault> {
    let mut faults = Said {
        category,
        answers: &report.answers,
        place: &report.place,
        words: &report.words,
        longest: limits::WORDS_TAKEN,
        photos: report.photos.len(),
    }
    .faults();
    faults.extend(report.contact.iter().flat_map(Contact::faults));
    faults
}

impl DraftText {
    /// What must be mended in a draft with so many photos before it can be sent: what [`check`] would find in
    /// the report, words that leave no room for what belongs to them, and whether somebody is named without the word that the city may know.
    pub fn faults(&self, category: Option<&ReportCategory>, photos: usize) -> Vec<ReportFault> {
        let mut faults = Said {
            category,
            answers: &self.answers,
            place: &self.place,
            words: &self.words,
            longest: limits::WORDS,
            photos,
        }
        .faults();
        faults.extend(self.contact_faults());
        faults
    }

    /// Those of them that concern who reports.
    pub fn contact_faults(&self) -> Vec<ReportFault> {
        let mut faults = self.contact.faults();
        if !self.contact.is_empty() && !self.contact_released {
            faults.push(ReportFault::ContactNotReleased);
        }
        faults
    }
}

/// What drafts and reports have in common.
struct Said<'a> {
    category: Option<&'a ReportCategory>,
    answers: &'a Answers,
    place: &'a ReportPlace,
    words: &'a str,
    /// Characters of them at most.
    longest: usize,
    photos: usize,
}

impl Said<'_> {
    fn faults(&self) -> Vec<ReportFault> {
        let mut faults = Vec::new();
        match self.category {
            None => faults.push(ReportFault::Category),
            Some(category) => faults.extend(category.questions.iter().filter_map(|question| {
                let values = self.answers.get(&question.code);
                let why = question.fault(values.map_or(&[], Vec::as_slice))?;
                let code = question.code.clone();
                Some(ReportFault::Answer { code, why })
            })),
        }
        if self.place.is_empty() {
            faults.push(ReportFault::Place);
        }
        if is_longer(&self.place.address, limits::LINE) {
            faults.push(ReportFault::AddressTooLong);
        }
        if self.photos > limits::PHOTOS {
            faults.push(ReportFault::TooManyPhotos);
        }
        if self.words.trim().is_empty() && self.photos == 0 {
            faults.push(ReportFault::Empty);
        }
        if is_longer(self.words, self.longest) {
            faults.push(ReportFault::WordsTooLong);
        }
        faults
    }
}

impl ReportCategory {
    /// Those of `answers` that answer something that is asked, without those that are blank.
    pub fn asked(&self, answers: &Answers) -> Answers {
        self.questions
            .iter()
            .filter(|question| question.datatype != Datatype::Note)
            .filter_map(|question| {
                let values = answers.get(&question.code)?;
                let said: Vec<String> = said(values).map(str::to_owned).collect();
                (!said.is_empty()).then(|| (question.code.clone(), said))
            })
            .collect()
    }
}

impl Question {
    /// What is wrong with `values` as an answer.
    fn fault(&self, values: &[String]) -> Option<AnswerFault> {
        if self.datatype == Datatype::Note {
            return None;
        }
        let said: Vec<&str> = said(values).collect();
        if said.is_empty() {
            return self.required.then_some(AnswerFault::Missing);
        }
        let several = self.datatype == Datatype::MultiValueList;
        if said.len() > if several { limits::ANSWERS } else { 1 } {
            return Some(AnswerFault::TooLong);
        }
        said.into_iter().find_map(|value| self.value_fault(value))
    }

    fn value_fault(&self, value: &str) -> Option<AnswerFault> {
        let fault = |wrong: bool, why| wrong.then_some(why);
        match self.datatype {
            Datatype::Note => None,
            Datatype::String => fault(is_longer(value, limits::LINE), AnswerFault::TooLong),
            Datatype::Text => fault(is_longer(value, limits::WORDS_TAKEN), AnswerFault::TooLong),
            Datatype::Number => fault(!is_number(value), AnswerFault::NotANumber),
            Datatype::Datetime => fault(!is_datetime(value), AnswerFault::NotADatetime),
            Datatype::SingleValueList | Datatype::MultiValueList => {
                let known = self.values.iter().any(|choice| choice.key == value);
                fault(!known, AnswerFault::NotAChoice)
            }
        }
    }
}

impl Contact {
    /// What is wrong with what is given.
    fn faults(&self) -> Vec<ReportFault> {
        let mut faults = Vec::new();
        let names = [&self.first_name, &self.last_name];
        if names.iter().any(|name| is_longer(name, limits::LINE)) {
            faults.push(ReportFault::NameTooLong);
        }
        let email = self.email.trim();
        if !email.is_empty() && !is_email(email) {
            faults.push(ReportFault::Email);
        }
        faults
    }
}

/// What is not blank.
fn said(values: &[String]) -> impl Iterator<Item = &str> {
    let values = values.iter().map(|value| value.trim());
    values.filter(|value| !value.is_empty())
}

fn is_longer(text: &str, most: usize) -> bool {
    // No need to count the letters of what has too few bytes to have too many.
    text.len() > most && text.chars().count() > most
}

/// A decimal number as a computer writes it; neither infinite nor "not a number", which Rust would take.
fn is_number(value: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E');
    value.len() <= NUMBER
        && value.chars().all(digits)
        && value.parse::<f64>().is_ok_and(f64::is_finite)
}

fn is_datetime(value: &str) -> bool {
    let (form, length) = DATETIME;
    // The length too: one digit where there should be two is read, but is not what was agreed.
    value.len() == length && NaiveDateTime::parse_from_str(value, form).is_ok()
}

/// Whether an answer could reach somebody there. Nobody can know without sending one; what is certainly
/// none, or could slip a line into somebody's letter, is found here.
fn is_email(text: &str) -> bool {
    let Some((mailbox, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let printable =
        |c: char| !c.is_whitespace() && !c.is_control() && !"@<>(),;:\\\"[]".contains(c);
    let dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
    let host = |part: &str| {
        !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    !is_longer(text, EMAIL)
        && !is_longer(mailbox, MAILBOX)
        && mailbox.chars().all(printable)
        && dotted(mailbox)
        && domain.contains('.')
        && dotted(domain)
        && domain.split('.').all(host)
}

#[cfg(test)]
mod tests;
