//! A report as a request of GeoReport.
//!
//! What GeoReport has no field for stands at the end of the description, after a mark in square brackets:
//! further photos, and which request this one says is not mended. The mark is made of the report's key by a
//! hash, so that the request is known again among those that the server has ([`mark`]), while nobody who
//! reads it learns the key itself, with which one could ask after the report. What people wrote comes first
//! and is never cut: where it fills the description, what comes after it is left out from its end.

use super::{code, fields};
use crate::connector::time;
use ka_domain::{Datatype, Question, Report, SubmissionId};
use sha2::{Digest, Sha256};

/// How the mark begins.
const MARK: &str = "[digital@KA ";
/// Hexadecimal digits of the mark.
const DIGITS: usize = 20;

/// What is handed in.
#[derive(Debug, Clone, Copy)]
pub struct Filing<'a> {
    /// Its key.
    pub key: SubmissionId,
    /// The report.
    pub report: &'a Report,
    /// What its category asks.
    pub questions: &'a [Question],
    /// Where the photos can be fetched.
    pub photos: &'a [String],
    /// What the request that this one says is not mended is called at the city, or else [`known_as`].
    pub reopens: Option<&'a str>,
    /// What its district is called, if it names one.
    pub district: Option<&'a str>,
}

/// By what a request is known to be that of a report.
pub fn mark(key: SubmissionId) -> String {
    format!("{MARK}{}]", digits(key))
}

/// What a report is called towards the city that the city has not named: what is in its mark. It is no mark,
/// since who names it is not it.
pub fn known_as(key: SubmissionId) -> String {
    format!("{}{}", MARK.trim_start_matches('['), digits(key))
}

fn digits(key: SubmissionId) -> String {
    let digest = Sha256::new()
        .chain_update(b"open311 ")
        .chain_update(key.as_bytes())
        .finalize();
    hex::encode(digest).chars().take(DIGITS).collect()
}

/// A description without the mark and what follows it.
pub fn without_mark(description: &str) -> &str {
    let is_mark = |at: usize| {
        let after = &description[at + MARK.len()..];
        after.len() > DIGITS
            && after
                .bytes()
                .take(DIGITS)
                .all(|byte| byte.is_ascii_hexdigit())
            && after.as_bytes()[DIGITS] == b']'
    };
    match description.rfind(MARK).filter(|at| is_mark(*at)) {
        Some(at) => description[..at].trim_end(),
        None => description,
    }
}

impl Filing<'_> {
    /// The fields of the form, without those that are the gateway's.
    pub fn form(&self) -> Vec<(String, String)> {
        let mut form = Vec::new();
        let mut say = |name: &str, value: String| form.push((name.to_owned(), value));
        say("service_code", code::code(&self.report.category));
        let place = &self.report.place;
        if let Some(position) = place.position {
            say("lat", format!("{:.6}", position.lat()));
            say("long", format!("{:.6}", position.lon()));
        }
        let address = [place.address.trim(), self.district.unwrap_or_default()];
        let address: Vec<&str> = address
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if !address.is_empty() {
            say("address_string", address.join(", "));
        }
        say("description", self.description());
        if let Some(first) = self.photos.first() {
            say("media_url", first.clone());
        }
        if let Some(contact) = &self.report.contact {
            let fields = [
                ("first_name", &contact.first_name),
                ("last_name", &contact.last_name),
                ("email", &contact.email),
            ];
            for (name, value) in fields {
                if !value.trim().is_empty() {
                    say(name, value.trim().to_owned());
                }
            }
        }
        for question in self.questions {
            let values = self.report.answers.get(&question.code);
            let values = values.into_iter().flatten().map(|value| value.trim());
            let values = values.filter(|value| !value.is_empty());
            let name = match question.datatype {
                Datatype::Note => continue,
                Datatype::MultiValueList => format!("attribute[{}][]", question.code),
                _ => format!("attribute[{}]", question.code),
            };
            for value in values {
                say(&name, written(question.datatype, value));
            }
        }
        // What was asked when it was answered, and is not any more: it was said all the same.
        let asked = |code: &String| self.questions.iter().any(|one| one.code == *code);
        for (code, values) in self.report.answers.iter().filter(|(code, _)| !asked(code)) {
            let name = match values.len() {
                0 | 1 => format!("attribute[{code}]"),
                _ => format!("attribute[{code}][]"),
            };
            let values = values.iter().map(|value| value.trim());
            for value in values.filter(|value| !value.is_empty()) {
                say(&name, value.to_owned());
            }
        }
        form
    }

    /// The words, the mark, and what there is no field for.
    pub fn description(&self) -> String {
        let words = self.report.words.trim();
        let mut parts = vec![mark(self.key)];
        parts.extend(
            self.reopens
                .map(|id| format!("Weiterhin nicht behoben: {id}")),
        );
        let further = self.photos.iter().skip(1).enumerate();
        parts.extend(further.map(|(n, url)| format!("Foto {}: {url}", n + 2)));
        let mut description = words.to_owned();
        let mut length = words.chars().count();
        for (n, part) in parts.iter().enumerate() {
            let gap = match n {
                _ if description.is_empty() => "",
                0 => "\n\n",
                _ => "\n",
            };
            length += gap.len() + part.chars().count();
            if length > fields::LONGEST {
                break;
            }
            description.push_str(gap);
            description.push_str(part);
        }
        description
    }
}

/// An answer as the server wants it: a moment has an offset there.
fn written(datatype: Datatype, value: &str) -> String {
    match datatype {
        Datatype::Datetime => {
            time::moment(value).map_or_else(|| value.to_owned(), |moment| moment.to_rfc3339())
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::config::LONGEST_PUBLIC_URL;
    use chrono::DateTime;
    use ka_domain::report::limits;
    use ka_domain::{Contact, ItemId, Position, ReportPlace};
    use ka_protocol::report::MEDIA;

    fn report() -> Report {
        Report {
            category: ItemId::new("Ampel%20aus").unwrap(),
            answers: Default::default(),
            place: ReportPlace {
                position: Position::new(49.009_1, 8.4).ok(),
                accuracy_m: Some(12),
                address: " Marktplatz 1 ".to_owned(),
                district: None,
            },
            words: " Die Ampel ist aus. ".to_owned(),
            contact: None,
            photos: vec![],
            reopens: None,
            written_at: DateTime::UNIX_EPOCH,
        }
    }

    fn filing<'a>(
        report: &'a Report,
        questions: &'a [Question],
        photos: &'a [String],
    ) -> Filing<'a> {
        Filing {
            key: SubmissionId::new(1, &[7; 10]),
            report,
            questions,
            photos,
            reopens: Some("17-2026"),
            district: Some("Durlach"),
        }
    }

    fn value<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
        let mut found = form.iter().filter(|(given, _)| given == name);
        found.next().map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_report_says_where_what_and_nothing_of_who() {
        let (report, photos) = (
            report(),
            ["https://k/1.jpg".to_owned(), "https://k/2.jpg".to_owned()],
        );
        let form = filing(&report, &[], &photos).form();
        for (name, wanted) in [
            ("service_code", "Ampel aus"),
            ("lat", "49.009100"),
            ("long", "8.400000"),
            ("address_string", "Marktplatz 1, Durlach"),
            ("media_url", "https://k/1.jpg"),
        ] {
            assert_eq!(value(&form, name), Some(wanted), "{name}");
        }
        let description = value(&form, "description").unwrap();
        let lines: Vec<_> = description.lines().collect();
        assert_eq!(lines[0], "Die Ampel ist aus.");
        assert_eq!(lines[2], mark(SubmissionId::new(1, &[7; 10])));
        assert_eq!(
            lines[3..],
            [
                "Weiterhin nicht behoben: 17-2026",
                "Foto 2: https://k/2.jpg"
            ]
        );
        assert_eq!(without_mark(description), "Die Ampel ist aus.");
        for private in [
            "email",
            "first_name",
            "last_name",
            "phone",
            "device_id",
            "account_id",
        ] {
            assert_eq!(value(&form, private), None, "{private}");
        }
    }

    #[test]
    fn who_reports_is_said_only_where_it_was_released() {
        let mut report = report();
        report.contact = Some(Contact {
            first_name: String::new(),
            last_name: "Weber".to_owned(),
            email: " w@example.org ".to_owned(),
        });
        let form = filing(&report, &[], &[]).form();
        assert_eq!(value(&form, "email"), Some("w@example.org"));
        assert_eq!(
            (value(&form, "last_name"), value(&form, "first_name")),
            (Some("Weber"), None)
        );
    }

    #[test]
    fn answers_are_written_as_their_question_wants() {
        let question = |code: &str, datatype| Question {
            code: code.to_owned(),
            words: fields::localized(code.to_owned()),
            hint: None,
            datatype,
            required: false,
            values: vec![],
        };
        let questions = [
            question("when", Datatype::Datetime),
            question("which", Datatype::MultiValueList),
            question("one", Datatype::SingleValueList),
            question("note", Datatype::Note),
        ];
        let mut report = report();
        let answers = [
            ("when", vec!["2026-07-01T16:30"]),
            ("which", vec!["a"]),
            ("one", vec!["b", " "]),
            ("note", vec!["x"]),
            ("gone", vec!["y"]),
            ("lost", vec!["y", " z "]),
        ];
        let own = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
        report.answers = answers
            .map(|(code, values)| (code.to_owned(), own(values)))
            .into();
        let form = filing(&report, &questions, &[]).form();
        let answers: Vec<_> = form
            .iter()
            .filter(|(name, _)| name.starts_with("attribute"))
            .collect();
        let answers: Vec<_> = answers
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        assert_eq!(
            answers,
            [
                ("attribute[when]", "2026-07-01T16:30:00+02:00"),
                ("attribute[which][]", "a"),
                ("attribute[one]", "b"),
                ("attribute[gone]", "y"),
                ("attribute[lost][]", "y"),
                ("attribute[lost][]", "z"),
            ]
        );
    }

    #[test]
    fn the_longest_words_leave_room_for_all_that_belongs_to_them() {
        let mut report = report();
        report.words = "ä".repeat(limits::WORDS);
        let before = known_as(SubmissionId::new(2, &[7; 10]));
        let gateway = format!("https://{}/", "k".repeat(LONGEST_PUBLIC_URL - 9));
        let photos: Vec<_> = (0..limits::PHOTOS)
            .map(|_| {
                format!(
                    "{}{MEDIA}{}.jpg",
                    gateway.trim_end_matches('/'),
                    "0".repeat(32)
                )
            })
            .collect();
        let filing = Filing {
            reopens: Some(&before),
            ..filing(&report, &[], &photos)
        };
        let description = filing.description();
        assert!(description.contains(&mark(filing.key)) && description.contains(&before));
        assert_eq!(description.matches(".jpg").count(), limits::PHOTOS - 1);
    }

    #[test]
    fn long_words_are_whole_and_what_follows_them_gives_way() {
        let mut report = report();
        let photos: Vec<_> = (0..5)
            .map(|n| format!("https://k/{n}{}.jpg", "x".repeat(80)))
            .collect();
        report.words = "ä".repeat(fields::LONGEST - 200);
        let description = filing(&report, &[], &photos).description();
        assert!(description.starts_with(&report.words) && description.contains(MARK));
        assert!(description.chars().count() <= fields::LONGEST);
        report.words = "ä".repeat(fields::LONGEST);
        assert_eq!(filing(&report, &[], &photos).description(), report.words);
    }

    #[test]
    fn who_names_another_is_not_taken_for_it() {
        let report = report();
        let before = SubmissionId::new(2, &[7; 10]);
        let name = known_as(before);
        let mut filing = filing(&report, &[], &[]);
        filing.reopens = Some(&name);
        let description = filing.description();
        assert!(description.contains(&name) && mark(before).contains(&name));
        assert!(!description.contains(&mark(before)));
        assert_eq!(without_mark(&description), "Die Ampel ist aus.");
    }

    #[test]
    fn the_mark_says_nothing_of_the_key_and_is_found_only_where_it_is_whole() {
        let key = SubmissionId::new(1, &[7; 10]);
        let plain = key.to_string().replace('-', "");
        assert!(!plain.contains(&mark(key)[MARK.len()..][..DIGITS]));
        for not in [
            "[digital@KA ",
            "a [digital@KA 12]",
            "[digital@KA ääääääääääää]",
            "",
        ] {
            assert_eq!(without_mark(not), not);
        }
    }
}
