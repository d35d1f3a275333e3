//! Files for the calendar of the system. They are plain files, since another program reads them: what is
//! in them is public, but which meetings somebody chose is not for ever there to be seen. So what is
//! older than a day goes when the app is opened and when there is a new one, and all go when everything
//! is deleted.

use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::Meeting;
use ka_domain::views::CalendarChoice;
use std::fs;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

/// How long a file is kept.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Letters of a file's name at most, its ending apart.
const LONGEST: usize = 60;

/// Where they are, below the folder of the app.
pub(super) fn folder(app: &Path) -> PathBuf {
    app.join("calendar")
}

/// What a file with these meetings is called, without its ending.
pub(super) fn name(choice: &CalendarChoice, meetings: &[Meeting]) -> String {
    let named = match choice {
        CalendarChoice::Meeting(_) => meetings.first().map(|meeting| {
            let day = meeting.start.map(|start| start.date_naive().to_string());
            format!("{} {}", day.unwrap_or_default(), meeting.name)
        }),
        CalendarChoice::Upcoming => None,
        CalendarChoice::District(district) => Some(format!("sitzungen {district}")),
        CalendarChoice::Committee(id) => meetings
            .iter()
            .flat_map(|meeting| &meeting.committees)
            .find(|committee| committee.id == *id)
            .map(|committee| format!("sitzungen {}", committee.name)),
    };
    plain(named.as_deref().unwrap_or("sitzungen"))
}

/// Letters, digits and single hyphens: good for a name on every system.
fn plain(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let cut: String = words.join("-").chars().take(LONGEST).collect();
    cut.trim_end_matches('-').to_owned()
}

/// Writes a file, in place of an earlier one of that name, and removes what is old.
pub(super) fn write(app: &Path, name: &str, text: &str, now: DateTime<Utc>) -> Result<PathBuf> {
    let folder = folder(app);
    make(&folder)?;
    if let Err(why) = remove_old(app, now) {
        // An earlier one that another program still holds is no reason to give none.
        tracing::warn!(kind = ?why.kind(), "an old export stays");
    }
    let file = folder.join(format!("{name}.ics"));
    // In one step: a calendar that still reads the earlier one reads it to its end.
    let draft = folder.join("draft");
    fs::write(&draft, text)?;
    fs::rename(&draft, &file)?;
    Ok(file)
}

fn make(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    // Nobody else on this device has to see what was chosen.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes what is older than it may be, and what comes from a future that a clock once went to.
pub(super) fn remove_old(app: &Path, now: DateTime<Utc>) -> Result<()> {
    let entries = match fs::read_dir(folder(app)) {
        // Nothing was ever exported.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let written = DateTime::<Utc>::from(entry.metadata()?.modified()?);
        let is_fresh = (now - KEPT..=now + KEPT).contains(&written);
        if !is_fresh {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, SystemClock};

    const DAY: TimeDelta = TimeDelta::days(1);

    fn now() -> DateTime<Utc> {
        // The system writes its own time to files.
        SystemClock.now()
    }

    fn names(app: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder(app)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_name_is_good_for_a_file_whatever_it_was() {
        for (text, wanted) in [
            ("sitzungen ../../etc/passwd", "sitzungen-etc-passwd"),
            (
                "2026-06-23 Ortschaftsrat Grötzingen",
                "2026-06-23-ortschaftsrat-grötzingen",
            ),
            ("sitzungen C:\\x\0\r\n.exe", "sitzungen-c-x-exe"),
        ] {
            assert_eq!(plain(text), wanted);
        }
        assert_eq!(plain(&"Ä".repeat(10_000)).chars().count(), LONGEST);
    }

    #[test]
    fn a_later_file_of_a_name_takes_the_place_of_the_earlier() {
        let app = tempfile::tempdir().unwrap();
        let first = write(app.path(), "sitzungen", "one", now()).unwrap();
        let second = write(app.path(), "sitzungen", "two", now()).unwrap();
        assert_eq!(first, second);
        assert_eq!(fs::read_to_string(second).unwrap(), "two");
        assert_eq!(names(app.path()), ["sitzungen.ics"]);
    }

    #[test]
    fn after_a_day_a_file_is_gone_and_before_it_is_not() {
        let app = tempfile::tempdir().unwrap();
        write(app.path(), "first", "", now()).unwrap();
        write(app.path(), "second", "", now() + DAY / 2).unwrap();
        assert_eq!(names(app.path()), ["first.ics", "second.ics"]);
        // Seen from the day after tomorrow, this one too is of the past.
        write(app.path(), "third", "", now() + DAY * 2).unwrap();
        assert_eq!(names(app.path()), ["third.ics"]);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_looks_into_the_folder() {
        use std::os::unix::fs::PermissionsExt;
        let app = tempfile::tempdir().unwrap();
        write(app.path(), "sitzungen", "", now()).unwrap();
        let mode = fs::metadata(folder(app.path()))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0);
    }
}
