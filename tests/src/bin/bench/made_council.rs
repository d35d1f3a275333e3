//! A council that never met: as many papers, meetings and organizations as Karlsruhe's archive has, in
//! the form that its interface gives, as large, linked to each other in both directions, with about as
//! many different words. The same in every run, but for the meetings to come, which are to come.

use crate::archive;
use crate::made_words::{random_of, words};
use crate::synthetic::Random;
use anyhow::{Context, Result};
use chrono::{DateTime, Days, SecondsFormat, Utc};
use serde_json::{Value, json};
use std::path::Path;

const ORGANIZATIONS: usize = 97;
const MEETINGS: usize = 2_598;
const PAPERS: usize = 13_994;
/// Meetings that are still to come.
const UPCOMING: usize = 18;
/// The days between the first meeting and today.
const DAYS: u64 = 8_400;
/// What a list names others by.
const BODY: &str = "https://web1.karlsruhe.de/oparl/bodies/0001";
/// When each object was changed last.
const MODIFIED: &str = "2025-03-03T14:30:18+01:00";

const PAPER_TYPES: &[&str] = &[
    "Beschlussvorlage",
    "Beschlussvorlage",
    "Beschlussvorlage",
    "Antrag",
    "Anfrage",
    "Änderungs-/Ergänzungsantrag",
    "Informationsvorlage",
];
const COMMITTEES: &[&str] = &[
    "Gemeinderat",
    "Hauptausschuss",
    "Planungsausschuss",
    "Bauausschuss",
    "Sozialausschuss",
    "Ortschaftsrat Durlach",
    "Ortschaftsrat Neureut",
    "Ortschaftsrat Grötzingen",
    "Sportausschuss",
];
const RESULTS: &[&str] = &[
    "einstimmig zugestimmt",
    "mehrheitlich abgelehnt",
    "Kenntnisnahme",
    "vertagt",
];

/// Writes the three lists below `data`.
pub fn write(data: &Path) -> Result<()> {
    let council = Council::new(Utc::now())?;
    let lines = |made: fn(&Council, usize) -> Result<Value>, count| -> Result<Vec<String>> {
        (0..count)
            .map(|n| Ok(made(&council, n)?.to_string()))
            .collect()
    };
    archive::write(
        data,
        "organizations",
        lines(Council::organization, ORGANIZATIONS)?.iter(),
    )?;
    archive::write(data, "meetings", lines(Council::meeting, MEETINGS)?.iter())?;
    archive::write(data, "papers", lines(Council::paper, PAPERS)?.iter())
}

struct Council {
    now: DateTime<Utc>,
    /// The papers of each meeting, by number.
    agendas: Vec<Vec<usize>>,
}

impl Council {
    fn new(now: DateTime<Utc>) -> Result<Council> {
        let mut agendas = vec![Vec::new(); MEETINGS];
        for paper in 0..PAPERS {
            let meeting = meeting_of(paper);
            agendas
                .get_mut(meeting)
                .context("a meeting that there is")?
                .push(paper);
        }
        Ok(Council { now, agendas })
    }

    fn organization(&self, n: usize) -> Result<Value> {
        let mut random = Random(n as u64 + 1);
        let members: Vec<String> = (0..random.next() % 20)
            .map(|member| format!("{BODY}/memberships/{n}-{member}"))
            .collect();
        Ok(json!({
            "body": BODY, "created": MODIFIED, "id": address("organizations/gr", n),
            "membership": members, "modified": MODIFIED, "name": committee(n),
            "shortName": format!("O{n}"), "type": "https://schema.oparl.org/1.1/Organization",
        }))
    }

    fn meeting(&self, n: usize) -> Result<Value> {
        let mut random = Random(n as u64 + 100_003);
        let start = self.start(n)?;
        let papers = self.agendas.get(n).context("a meeting that there is")?;
        let (more, files) = (random.next() % 4, random.next() % 6);
        let agenda: Vec<Value> = papers
            .iter()
            .enumerate()
            .map(|(place, paper)| {
                json!({
                    "consultation": address("consultations", *paper), "created": MODIFIED,
                    "id": address("agendaitems", *paper), "meeting": address("meetings", n),
                    "modified": MODIFIED, "name": title(*paper), "number": (place + 1).to_string(),
                    "order": place + 1, "public": true, "result": random.pick(RESULTS),
                    "type": "https://schema.oparl.org/1.1/AgendaItem",
                })
            })
            .chain((0..more).map(|more| {
                json!({
                    "created": MODIFIED, "id": address("agendaitems/plain", n * 10 + more),
                    "meeting": address("meetings", n), "modified": MODIFIED,
                    "name": words(&mut random_of(n * 10 + more), 5),
                    "number": (papers.len() + more + 1).to_string(), "order": papers.len() + more + 1,
                    "public": true, "type": "https://schema.oparl.org/1.1/AgendaItem",
                })
            }))
            .collect();
        let files: Vec<Value> = (0..files)
            .map(|file| self.file(500_000 + n * 10 + file))
            .collect();
        Ok(json!({
            "agendaItem": agenda, "auxiliaryFile": files, "created": MODIFIED,
            "end": written(start + chrono::TimeDelta::hours(2)), "id": address("meetings", n),
            "location": {
                "created": MODIFIED, "description": "Bürgersaal, Rathaus am Marktplatz",
                "id": address("locations/si", n), "modified": MODIFIED,
                "type": "https://schema.oparl.org/1.1/Location",
            },
            "modified": MODIFIED, "name": format!("{} (öffentlich/nicht öffentlich)", committee(n)),
            "organization": [address("organizations/gr", n % ORGANIZATIONS)],
            "start": written(start), "type": "https://schema.oparl.org/1.1/Meeting",
        }))
    }

    fn paper(&self, n: usize) -> Result<Value> {
        let mut random = Random(n as u64 + 200_003);
        let meeting = meeting_of(n);
        let start = self.start(meeting)?;
        let date = start.date_naive();
        let files: Vec<Value> = (0..1 + random.next() % 5)
            .map(|file| self.file(n * 10 + file))
            .collect();
        Ok(json!({
            "auxiliaryFile": files, "body": BODY,
            "consultation": [{
                "agendaItem": address("agendaitems", n), "authoritative": true, "created": MODIFIED,
                "id": address("consultations", n), "meeting": address("meetings", meeting),
                "modified": MODIFIED,
                "organization": [address("organizations/gr", meeting % ORGANIZATIONS)],
                "paper": address("papers/vo", n), "role": "Entscheidung",
                "type": "https://schema.oparl.org/1.1/Consultation",
            }],
            "created": MODIFIED, "date": date.to_string(), "id": address("papers/vo", n),
            "modified": MODIFIED, "name": title(n), "paperType": random.pick(PAPER_TYPES),
            "reference": format!("{}/{:04}", date.format("%Y"), n % 10_000),
            "type": "https://schema.oparl.org/1.1/Paper",
            "underDirectionOf": [address("organizations/gr", n % ORGANIZATIONS)],
        }))
    }

    fn file(&self, n: usize) -> Value {
        json!({
            "accessUrl": format!("{BODY}/downloadfiles/a/{n:08}.pdf"), "created": MODIFIED,
            "date": "2024-01-01", "downloadUrl": format!("{BODY}/downloadfiles/{n:08}.pdf"),
            "fileName": format!("{n:08}.pdf"), "id": address("files", n),
            "mimeType": "application/pdf", "modified": MODIFIED,
            "name": words(&mut random_of(n), 3), "type": "https://schema.oparl.org/1.1/File",
        })
    }

    /// The first meeting is the oldest, the last ones are to come.
    fn start(&self, meeting: usize) -> Result<DateTime<Utc>> {
        let past = MEETINGS - UPCOMING;
        let start = match meeting.checked_sub(past) {
            Some(upcoming) => self.now.checked_add_days(Days::new(upcoming as u64 + 1)),
            None => {
                let ago = (past - meeting) as u64 * DAYS / past as u64 + 1;
                self.now.checked_sub_days(Days::new(ago))
            }
        };
        start.context("a day that there is")
    }
}

/// Two meetings of three have papers, and some many: as of a council beside its committees.
fn meeting_of(paper: usize) -> usize {
    let mut random = Random(paper as u64 + 300_007);
    let meeting = random.next() % MEETINGS;
    if meeting.is_multiple_of(3) {
        meeting / 30 * 30
    } else {
        meeting
    }
}

fn title(paper: usize) -> String {
    let mut random = random_of(paper);
    let length = 5 + random.next() % 8;
    words(&mut random, length)
}

fn committee(n: usize) -> String {
    let n = n % ORGANIZATIONS;
    match COMMITTEES.get(n) {
        Some(name) => (*name).to_owned(),
        None => format!("Amt für {}", words(&mut random_of(n), 1)),
    }
}

fn address(what: &str, n: usize) -> String {
    format!("{BODY}/{what}/{n}")
}

fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn it_is_as_large_as_the_real_one() {
        let council = Council::new(Utc::now()).unwrap();
        let bytes = |made: fn(&Council, usize) -> Result<Value>, count: usize| -> usize {
            (0..count)
                .map(|n| made(&council, n).unwrap().to_string().len() + 1)
                .sum()
        };
        let papers = bytes(Council::paper, PAPERS);
        let meetings = bytes(Council::meeting, MEETINGS);
        assert!((28_000_000..39_000_000).contains(&papers), "{papers}");
        assert!((12_000_000..19_000_000).contains(&meetings), "{meetings}");
    }

    #[test]
    fn it_has_about_as_many_words_as_the_real_one() {
        let words: HashSet<String> = (0..PAPERS)
            .flat_map(|n| title(n).split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        assert!((12_000..40_000).contains(&words.len()), "{}", words.len());
    }

    #[test]
    fn what_a_paper_names_names_the_paper() {
        let council = Council::new(Utc::now()).unwrap();
        let paper = council.paper(77).unwrap();
        let meeting = council.meeting(meeting_of(77)).unwrap();
        let item = paper["consultation"][0]["agendaItem"].clone();
        let agenda = meeting["agendaItem"].as_array().unwrap();
        assert!(agenda.iter().any(|on| on["id"] == item), "{meeting}");
    }
}
