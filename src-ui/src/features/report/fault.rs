//! What must be mended in a draft: in words, and where.

use super::step::Step;
use crate::kit::form_choice::focus_of;
use crate::text::format::number;
use crate::text::lang;
use ka_domain::report::limits;
use ka_domain::{AnswerFault, Datatype, Question, ReportCategory, ReportFault};
use leptos_fluent::tr;

/// Whether something is only not there yet.
pub fn is_missing(fault: &ReportFault) -> bool {
    matches!(
        fault,
        ReportFault::Category
            | ReportFault::Place
            | ReportFault::Empty
            | ReportFault::ContactNotReleased
            | ReportFault::Answer {
                why: AnswerFault::Missing,
                ..
            }
    )
}

/// The stable id of the field for the question at `place` among those of its category.
pub fn answer_id(place: usize) -> String {
    format!("report-answer-{place}")
}

fn question<'a>(category: Option<&'a ReportCategory>, code: &str) -> Option<(usize, &'a Question)> {
    let questions = category?.questions.iter();
    questions.enumerate().find(|(_, known)| known.code == code)
}

/// The id of what takes the focus to mend it, on the step that mends it.
pub fn field(fault: &ReportFault, category: Option<&ReportCategory>) -> String {
    let id = match fault {
        ReportFault::Answer { code, .. } => {
            return question(category, code).map_or_else(
                || "heading".to_owned(),
                |(place, question)| {
                    let id = answer_id(place);
                    match question.datatype {
                        Datatype::SingleValueList => focus_of(&id, false, question.values.len()),
                        Datatype::MultiValueList => focus_of(&id, true, question.values.len()),
                        _ => id,
                    }
                },
            );
        }
        ReportFault::Category => "report-filter",
        ReportFault::Place | ReportFault::AddressTooLong => "report-address",
        ReportFault::TooManyPhotos => "report-photos",
        ReportFault::Empty | ReportFault::WordsTooLong => "report-words",
        ReportFault::ContactNotReleased => "report-contact-release",
        ReportFault::NameTooLong => "report-contact-first-name",
        ReportFault::Email => "report-contact-email",
    };
    id.to_owned()
}

/// Where it is mended.
pub fn step(fault: &ReportFault) -> Step {
    Step::that_mends(fault)
}

/// What is wrong, in a sentence.
pub fn words(fault: &ReportFault, category: Option<&ReportCategory>) -> String {
    match fault {
        ReportFault::Category => tr!("report-fault-category"),
        ReportFault::Place => tr!("report-fault-place"),
        ReportFault::Empty => tr!("report-fault-empty"),
        ReportFault::WordsTooLong => tr!("report-fault-words", { "max" => shown(limits::WORDS) }),
        ReportFault::AddressTooLong => {
            tr!("report-fault-address", { "max" => shown(limits::LINE) })
        }
        ReportFault::TooManyPhotos => {
            tr!("report-fault-photos", { "max" => shown(limits::PHOTOS) })
        }
        ReportFault::ContactNotReleased => tr!("report-fault-release"),
        ReportFault::NameTooLong => tr!("report-fault-name", { "max" => shown(limits::LINE) }),
        ReportFault::Email => tr!("report-fault-email"),
        ReportFault::Answer { code, why } => {
            let question = question(category, code).map_or_else(
                || code.clone(),
                |(_, question)| question.words.get(lang()).to_owned(),
            );
            match why {
                AnswerFault::Missing => tr!("report-fault-missing", { "question" => question }),
                AnswerFault::NotANumber => tr!("report-fault-number", { "question" => question }),
                AnswerFault::NotADatetime => {
                    tr!("report-fault-datetime", { "question" => question })
                }
                AnswerFault::NotAChoice => tr!("report-fault-choice", { "question" => question }),
                AnswerFault::TooLong => tr!("report-fault-too-long", { "question" => question }),
            }
        }
    }
}

fn shown(count: usize) -> String {
    number(u32::try_from(count).unwrap_or(u32::MAX))
}
