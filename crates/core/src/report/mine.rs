//! What is shown of the reports of the owner of this device.

use super::{beginning, category, draft, photo_rows, place};
use crate::store::reports::{self, KeptReport};
use crate::store::submissions::{self, state_among};
use crate::store::{StoreError, drafts, photos};
use chrono::{DateTime, NaiveDateTime, Utc};
use ka_domain::views::{
    AnsweredQuestion, MyReportRow, MyReportView, MyReportsView, NeedKind, SubmissionState,
};
use ka_domain::{
    Answers, Datatype, Localized, Progress, Question, ReportCategory, ReportStep, SubmissionId,
};
use ka_outbox::lanes::Waiting;
use rusqlite::Connection;

/// All of them, and the drafts.
pub(crate) fn mine(reader: &Connection, now: DateTime<Utc>) -> Result<MyReportsView, StoreError> {
    let drafts = drafts::all(reader)?;
    let drafts = drafts
        .iter()
        .filter_map(|it| draft::row(reader, it).transpose());
    let reports = reports::all(reader)?;
    // Read once: each that waits is told what the others hold up.
    let under_way = submissions::under_way(reader)?;
    let others = submissions::lanes(&under_way);
    let reports = reports.iter().map(|kept| {
        let category = category(reader, &kept.report.category)?;
        row(reader, kept, category.as_ref(), &others, now)
    });
    Ok(MyReportsView {
        drafts: drafts.collect::<Result<_, _>>()?,
        reports: reports.collect::<Result<_, _>>()?,
    })
}

/// One of them, if it is there.
pub(crate) fn one_of_mine(
    reader: &Connection,
    id: &SubmissionId,
    now: DateTime<Utc>,
) -> Result<Option<MyReportView>, StoreError> {
    let Some(kept) = reports::get(reader, id)? else {
        return Ok(None);
    };
    let category = category(reader, &kept.report.category)?;
    let under_way = submissions::under_way(reader)?;
    let lanes = submissions::lanes(&under_way);
    let row = row(reader, &kept, category.as_ref(), &lanes, now)?;
    let others = reports::all(reader)?.into_iter();
    let reopened_by = others.filter(|other| other.report.reopens.as_ref() == Some(id));
    let (steps, city_id) = kept
        .status
        .map(|status| (status.steps, status.city_id))
        .unwrap_or_default();
    Ok(Some(MyReportView {
        row,
        answers: answered(category.as_ref(), &kept.report.answers),
        words: kept.report.words,
        photos: photo_rows(photos::of(reader, id)?),
        with_contact: kept.report.contact.is_some(),
        steps,
        city_id,
        reopens: kept.report.reopens,
        reopened_by: reopened_by.map(|other| other.id).collect(),
        asked_at: kept.asked_at,
    }))
}

fn row(
    reader: &Connection,
    kept: &KeptReport,
    category: Option<&ReportCategory>,
    others: &[Waiting<'_, SubmissionId, &str>],
    now: DateTime<Utc>,
) -> Result<MyReportRow, StoreError> {
    let delivery = submissions::get(reader, &kept.id)?.map_or(
        // A report without its submission can neither be sent nor be asked after.
        SubmissionState::NeedsYou {
            what: NeedKind::Damaged,
        },
        |submission| state_among(&submission, others, now),
    );
    let accepted = matches!(delivery, SubmissionState::Accepted { .. });
    let status = kept.status.as_ref();
    let progress = status.map(|status| status.progress);
    let steps = status.map_or(&[][..], |status| &status.steps);
    Ok(MyReportRow {
        id: kept.id,
        category: category.map_or_else(
            || as_it_is(kept.report.category.as_str()),
            |category| category.name.clone(),
        ),
        words: beginning(&kept.report.words),
        place: place::words(reader, &kept.report.place)?,
        delivery,
        progress: progress.or(accepted.then_some(Progress::Received)),
        sent_at: kept.sent_at,
        updated_at: steps.last().map(|step| step.at),
        unread: is_unread(steps, kept.seen_steps),
    })
}

/// Whether the city has said something since its owner last looked. That it arrived is no news of the city.
fn is_unread(steps: &[ReportStep], seen: u32) -> bool {
    let mut unseen = steps.iter().skip(seen as usize);
    unseen.any(|step| step.progress != Progress::Received || step.words.is_some())
}

/// Questions and answers in words, as they were asked; then answers to what is no longer asked.
pub(super) fn answered(
    category: Option<&ReportCategory>,
    answers: &Answers,
) -> Vec<AnsweredQuestion> {
    let questions = category.map_or(&[][..], |category| &category.questions);
    let asked = questions.iter().filter_map(|question| {
        let values = answers.get(&question.code)?.iter();
        Some(AnsweredQuestion {
            question: question.words.clone(),
            answers: values.map(|value| in_words(question, value)).collect(),
        })
    });
    let is_asked = |code: &String| questions.iter().any(|question| question.code == *code);
    let gone = answers.iter().filter(|(code, _)| !is_asked(code));
    let gone = gone.map(|(code, values)| AnsweredQuestion {
        question: as_it_is(code),
        answers: values.iter().map(|value| as_it_is(value)).collect(),
    });
    asked.chain(gone).collect()
}

fn in_words(question: &Question, value: &str) -> Localized {
    match question.datatype {
        Datatype::SingleValueList | Datatype::MultiValueList => {
            let chosen = question.values.iter().find(|choice| choice.key == value);
            chosen.map_or_else(|| as_it_is(value), |choice| choice.name.clone())
        }
        Datatype::Datetime => NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M").map_or_else(
            |_| as_it_is(value),
            |at| Localized {
                de: at.format("%d.%m.%Y, %H:%M").to_string(),
                en: at.format("%-d %b %Y, %H:%M").to_string(),
            },
        ),
        Datatype::Number => Localized {
            de: value.replace('.', ","),
            en: value.to_owned(),
        },
        Datatype::String | Datatype::Text | Datatype::Note => as_it_is(value),
    }
}

/// What is the same in both languages.
fn as_it_is(text: &str) -> Localized {
    Localized {
        de: text.to_owned(),
        en: text.to_owned(),
    }
}
