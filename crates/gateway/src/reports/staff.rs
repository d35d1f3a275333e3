//! What the staff of the desk say on the command line. They work on the same database as the gateway, which may
//! run meanwhile.

use super::store::city::MOST_POSTS;
use super::store::desk::{Case, Said, case_number};
use super::store::{FILE, Store, StoreError};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Berlin;
use ka_domain::report::limits;
use ka_domain::{Lang, Progress, Report};
use ka_outbox::State;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What the staff want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// To read the reports: all, or those that they are not done with.
    List {
        /// Only those that they are not done with.
        open: bool,
    },
    /// To have a report's photos, as they came, in a folder.
    Photos {
        /// What the report is called.
        report: String,
        /// Where.
        folder: PathBuf,
    },
    /// To say something of a report.
    Say {
        /// What it is called.
        report: String,
        /// How far it is with that; nothing if that does not change.
        progress: Option<Progress>,
        /// What they say.
        words: Option<String>,
    },
}

/// Why that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// No gateway has worked there.
    #[error("there are no reports in {0}")]
    NoReports(PathBuf),
    /// There is no report of that name.
    #[error("there is no report {0}")]
    Unknown(String),
    /// It was handed on or is going to be, and is answered there.
    #[error("{0} is at the city's own server or on its way there, and is answered there")]
    AtTheCity(String),
    /// They say nothing, or too much.
    #[error("an answer has between 1 and {} characters", limits::WORDS)]
    Words,
    /// A photo could not be written.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Does it, in the state directory `state`, and gives what is to be printed.
pub async fn work(state: &Path, work: Work, now: DateTime<Utc>) -> Result<String, StaffError> {
    if !state.join(FILE).is_file() {
        return Err(StaffError::NoReports(state.to_path_buf()));
    }
    let store = Store::open(state)?;
    match work {
        Work::List { open } => {
            let cases = store.cases(open).await?;
            Ok(cases.iter().map(told).collect())
        }
        Work::Photos { report, folder } => photos(&store, &report, &folder).await,
        Work::Say {
            report,
            progress,
            words,
        } => {
            let characters = words.as_ref().map(|words| words.trim().chars().count());
            if characters.is_some_and(|n| n == 0 || n > limits::WORDS) {
                return Err(StaffError::Words);
            }
            let number = number(&report)?;
            match store.say(number, progress, words, now).await? {
                Said::Done => Ok(String::new()),
                Said::Unknown => Err(StaffError::Unknown(report)),
                Said::AtTheCity => Err(StaffError::AtTheCity(report)),
            }
        }
    }
}

fn number(name: &str) -> Result<i64, StaffError> {
    case_number(name).ok_or_else(|| StaffError::Unknown(name.to_owned()))
}

async fn photos(store: &Store, report: &str, folder: &Path) -> Result<String, StaffError> {
    let photos = store.photos(number(report)?).await?;
    let mut written = String::new();
    for (n, photo) in photos.iter().enumerate() {
        let path = folder.join(format!("{}-{}.jpg", report.to_uppercase(), n + 1));
        let put = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, photo));
        put.map_err(|why| StaffError::File {
            path: path.clone(),
            why,
        })?;
        let _ = writeln!(written, "{}", path.display());
    }
    Ok(written)
}

/// A report as the staff read it.
fn told(case: &Case) -> String {
    let mut text = format!(
        "{}  {}  {}  {}\n",
        case.name,
        local(case.received_at),
        word(case.progress),
        case.category_name.get(Lang::De),
    );
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            // Lines of theirs must not look like lines of ours.
            let value = value.trim().replace('\n', "\n    ");
            let value: String = value
                .chars()
                .filter(|c| *c == '\n' || !c.is_control())
                .collect();
            let _ = writeln!(text, "  {name}: {value}");
        }
    };
    if let Some(before) = &case.reopens {
        line("reopens", before);
    }
    if case.supporters > 0 {
        line("concerns others too", &case.supporters.to_string());
    }
    if let Some(delivery) = &case.delivery {
        line("city's server", way(&delivery.state, case.posts));
    }
    match &case.report {
        Some(report) => of_report(report, &mut line),
        None => line("report", "forgotten"),
    }
    for step in &case.steps {
        if let Some(words) = &step.words {
            line(
                &format!("{} {}", local(step.at), word(step.progress)),
                words,
            );
        }
    }
    text
}

/// How far a report is on its way to the city's own server.
fn way(state: &State, posts: u32) -> &'static str {
    match state {
        State::Queued { .. } if posts >= MOST_POSTS => {
            "handed in, and nobody there says whether they have it"
        }
        State::Queued { .. } | State::Sending | State::Withdrawing { .. } => "not there yet",
        State::Accepted { .. } => "there",
        State::Rejected { .. } => "refused there",
        State::NeedsYou { .. } => "not taken there, nor tried again",
    }
}

fn of_report(report: &Report, line: &mut impl FnMut(&str, &str)) {
    let place = &report.place;
    if let Some(position) = place.position {
        let exact = place.accuracy_m.map(|metres| format!(" ± {metres} m"));
        let exact = exact.unwrap_or_default();
        line(
            "position",
            &format!("{}, {}{exact}", position.lat(), position.lon()),
        );
    }
    line("address", &place.address);
    line(
        "district",
        place.district.as_ref().map_or("", |id| id.as_str()),
    );
    line("words", &report.words);
    for (code, values) in &report.answers {
        line(code, &values.join(", "));
    }
    if !report.photos.is_empty() {
        line("photos", &report.photos.len().to_string());
    }
    if let Some(contact) = &report.contact {
        let name = format!("{} {}", contact.first_name, contact.last_name);
        line(
            "contact",
            format!("{} {}", name.trim(), contact.email).trim(),
        );
    }
}

fn local(time: DateTime<Utc>) -> String {
    time.with_timezone(&Berlin)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}

fn word(progress: Progress) -> &'static str {
    match progress {
        Progress::Received => "new",
        Progress::Open => "open",
        Progress::Closed => "closed",
        Progress::Refused => "refused",
    }
}
