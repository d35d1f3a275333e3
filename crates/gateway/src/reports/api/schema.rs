//! The forms of [`ka_protocol::report`] as the document describes them. A test holds the two together.
#![allow(dead_code)] // Only described.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Its category in the collection `report-categories`.
    pub category: String,
    /// The answers to the category's questions, by their codes. A datetime is `YYYY-MM-DDThh:mm`.
    #[serde(default)]
    pub answers: BTreeMap<String, Vec<String>>,
    /// Where.
    pub place: Place,
    /// What is the matter, at most 4,000 characters.
    #[serde(default)]
    pub words: String,
    /// Who reports, where they want to say so.
    pub contact: Option<Contact>,
    /// The keys of its photos, which were handed in before.
    #[serde(default)]
    pub photos: Vec<String>,
    /// The key of the report of which this says that it is not mended.
    pub reopens: Option<String>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// A report in parts.
#[derive(Deserialize, ToSchema)]
pub struct ReportInParts {
    /// The report as JSON.
    pub report: Report,
    /// JPEG, PNG or WebP; up to five parts of this name.
    #[schema(content_media_type = "image/jpeg")]
    pub photo: Vec<String>,
}

/// Where it is. At least one of position, address and district.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// On the map.
    pub position: Option<Position>,
    /// How exact the position is, in metres.
    pub accuracy_m: Option<u32>,
    /// Street and number, or what is beside it.
    #[serde(default)]
    pub address: String,
    /// The id of a district.
    pub district: Option<String>,
}

/// A position in WGS 84.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// Who reports.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// First name.
    #[serde(default)]
    pub first_name: String,
    /// Last name.
    #[serde(default)]
    pub last_name: String,
    /// Where an answer reaches them.
    #[serde(default)]
    pub email: String,
}

/// That something was accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Its own key.
    pub key: String,
    /// What the gateway calls it.
    pub id: String,
    /// When it was accepted.
    pub at: DateTime<Utc>,
}

/// Why something was not accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Why.
    pub error: RefusalCode,
    /// What is wrong with a report.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub faults: Vec<serde_json::Value>,
}

/// Why something was not accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// Not of the form that is expected, or it says what cannot be.
    Invalid,
    /// No or no proper `Idempotency-Key`.
    NoKey,
    /// The key was used for something else, or was taken back.
    Conflict,
    /// The photos that it names are not here.
    MissingPhoto,
    /// Too large.
    TooLarge,
    /// Not a picture.
    NotAPicture,
    /// Too many at a time.
    TooMany,
    /// The gateway cannot now.
    Busy,
}

/// That a report of somebody else concerns one too.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Its id in the collection `public-reports`.
    pub report: String,
}

/// Which reports are asked after.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusQuestion {
    /// Their keys, at most 100.
    pub ids: Vec<String>,
}

/// How far a report is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportStatus {
    /// Its key.
    pub id: String,
    /// How far.
    pub progress: Progress,
    /// What the office calls it.
    pub city_id: Option<String>,
    /// What became of it, the earliest first.
    pub steps: Vec<ReportStep>,
}

/// A step on its way.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportStep {
    /// When.
    pub at: DateTime<Utc>,
    /// How far it was then.
    pub progress: Progress,
    /// What the city says.
    pub words: Option<String>,
}

/// How far a report is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The gateway has it.
    Received,
    /// The office works on it.
    Open,
    /// The office is done with it.
    Closed,
    /// The office did not take it.
    Refused,
}

#[cfg(test)]
mod tests {
    use super::*;
    use ka_domain as domain;
    use ka_protocol::report as protocol;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    /// Fails if `real` has a field or a word that the document does not know.
    fn describes<T: DeserializeOwned>(real: &impl Serialize) {
        let text = serde_json::to_string(real).unwrap();
        if let Err(why) = serde_json::from_str::<T>(&text) {
            panic!("{text}: {why}");
        }
    }

    #[test]
    fn the_document_describes_what_is_handed_in_and_said_as_it_is() {
        let key = domain::SubmissionId::new(1, &[7; 10]);
        let at = DateTime::UNIX_EPOCH;
        let item = domain::ItemId::new("a").unwrap();
        describes::<Report>(&domain::Report {
            category: item.clone(),
            answers: [("a".to_owned(), vec!["b".to_owned()])].into(),
            place: domain::ReportPlace {
                position: domain::Position::new(49.0, 8.4).ok(),
                accuracy_m: Some(1),
                address: "a".to_owned(),
                district: domain::DistrictId::new("durlach").ok(),
            },
            words: "a".to_owned(),
            contact: Some(domain::Contact {
                first_name: "a".to_owned(),
                last_name: "b".to_owned(),
                email: "c".to_owned(),
            }),
            photos: vec![key],
            reopens: Some(key),
            written_at: at,
        });
        let id = "KA-1".to_owned();
        describes::<Receipt>(&protocol::Receipt { key, id, at });
        describes::<Support>(&protocol::Support { report: item });
        describes::<StatusQuestion>(&protocol::StatusQuestion { ids: vec![key] });
        use protocol::RefusalCode as Code;
        for error in [
            Code::Invalid,
            Code::NoKey,
            Code::Conflict,
            Code::MissingPhoto,
            Code::TooLarge,
            Code::NotAPicture,
            Code::TooMany,
            Code::Busy,
        ] {
            let faults = vec![domain::ReportFault::Place];
            describes::<Refusal>(&protocol::Refusal { error, faults });
        }
        use domain::Progress as How;
        for progress in [How::Received, How::Open, How::Closed, How::Refused] {
            let words = Some("a".to_owned());
            describes::<ReportStatus>(&protocol::ReportStatus {
                id: key,
                progress,
                city_id: Some("1".to_owned()),
                steps: vec![domain::ReportStep {
                    at,
                    progress,
                    words,
                }],
            });
        }
    }
}
