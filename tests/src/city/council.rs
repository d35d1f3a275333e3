//! The small city's council, as OParl 1.1 objects with the quirks of Karlsruhe's: what belongs together
//! is spread over linked objects, and what is deleted is still listed.
//!
//! The words are made up. What stories tell of has a name here; the ids are those of the app.

mod objects;
mod records;

use crate::oparl::FakeOparl;
use anyhow::Result;
use chrono::{DateTime, Utc};
use objects::Body;
use serde_json::Value;
use std::path::Path;

/// The body that the records are of, where no server stands for it.
pub const BODY: &str = "https://ris.karlsruhe.example/oparl/bodies/0001";

/// The council.
pub const COUNCIL: &str = "gr.1";
/// Durlach's own council.
pub const DURLACH: &str = "gr.2";
/// The committee that treats plans.
pub const PLANNING: &str = "gr.3";
/// A board that is no more.
pub const ENDED: &str = "gr.4";
/// An office. It does not meet.
pub const GARDENS: &str = "at.11";

/// A paper on its way: heard in Durlach, prepared by the planning committee, still to be decided.
pub const PLAYGROUNDS: &str = "vo.101";
/// Its title, with a compound in the plural.
pub const PLAYGROUNDS_TITLE: &str = "Neue Kinderspielplätze für Durlach: Standorte und Zeitplan";
/// Its number.
pub const PLAYGROUNDS_REFERENCE: &str = "2026/0101";
/// Its files: one says how large it is, one does not.
pub const PLAYGROUNDS_FILES: [&str; 2] = ["100101", "100102"];
/// Who treats it, in the order of time.
pub const PLAYGROUNDS_WAY: [&str; 3] =
    ["Ortschaftsrat Durlach", "Planungsausschuss", "Gemeinderat"];
/// A paper that was agreed to.
pub const LIGHTS: &str = "vo.102";
/// Its title.
pub const LIGHTS_TITLE: &str =
    "Straßenbeleuchtung in der Oststadt: Umstellung auf sparsame Leuchten";
/// A motion that was refused.
pub const FOUNTAINS: &str = "ag.103";
/// A paper with a title as long as those of bylaws are.
pub const BYLAW: &str = "vo.104";
/// A paper whose title looks like markup.
pub const MARKUP: &str = "vo.105";
/// Its title: it would fetch something, run something, and stand out.
pub const MARKUP_TITLE: &str = r#"Umbau der Haltestelle <b>Marktplatz</b><img src="x" onerror="document.title='taken over'"> & Umgebung"#;
/// A paper of 2019.
pub const NOISE: &str = "vo.106";
/// A paper that no committee treats yet, without files. [`PLAYGROUNDS`] belongs to it.
pub const GUIDE: &str = "vo.107";

/// A past meeting, with results.
pub const PAST: &str = "303";
/// A past meeting of 2019.
pub const LONG_PAST: &str = "304";
/// The next meeting, of the planning committee, tomorrow.
pub const NEXT: &str = "311";
/// A meeting of the council that is to come, with [`PLAYGROUNDS`] on its agenda.
pub const TO_COME: &str = "312";
/// A meeting of Durlach's council that is to come, without an agenda yet.
pub const NO_AGENDA: &str = "313";
/// A meeting that was called off.
pub const CANCELLED: &str = "314";
/// How many meetings are to come, the one that was called off included.
pub const MEETINGS_TO_COME: usize = 4;

/// The objects of each list.
#[derive(Debug, Clone)]
pub struct Council {
    /// Who takes part.
    pub organizations: Vec<Value>,
    /// When they meet.
    pub meetings: Vec<Value>,
    /// What they treat.
    pub papers: Vec<Value>,
}

/// The address of an object of [`BODY`], by its list and its id in the app.
pub fn address(list: &str, id: &str) -> String {
    format!("{BODY}/{list}/{}", id.replace('.', "/"))
}

/// A council information system that has the small city's records, as of `now`.
pub async fn serve(now: DateTime<Utc>) -> Result<FakeOparl> {
    let council = Council::of(BODY, now);
    let server = FakeOparl::start_as(BODY).await?;
    server.load(
        council
            .organizations
            .into_iter()
            .chain(council.meetings)
            .chain(council.papers),
    )?;
    Ok(server)
}

impl Council {
    /// The objects of the body at the address `body`, as of `now`.
    pub fn of(body: &str, now: DateTime<Utc>) -> Council {
        let body = Body::new(body, now);
        let mut papers: Vec<Value> = records::PAPERS.iter().map(|one| body.paper(one)).collect();
        papers.insert(0, body.deleted_paper("vo/108"));
        Council {
            organizations: records::ORGANIZATIONS
                .iter()
                .map(|one| body.organization(one))
                .collect(),
            meetings: records::MEETINGS
                .iter()
                .map(|one| body.meeting(one))
                .collect(),
            papers,
        }
    }

    /// Writes them into `folder`, one object a line.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        for (list, objects) in [
            ("organizations", &self.organizations),
            ("meetings", &self.meetings),
            ("papers", &self.papers),
        ] {
            let lines: String = objects.iter().map(|object| format!("{object}\n")).collect();
            std::fs::write(folder.join(format!("{list}.ndjson")), lines)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Every address that an object names, its own among them.
    fn addresses(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text.starts_with(BODY) => found.push(text.clone()),
            Value::Array(values) => values.iter().for_each(|value| addresses(value, found)),
            Value::Object(fields) => fields.values().for_each(|value| addresses(value, found)),
            _ => {}
        }
    }

    fn ids(value: &Value, found: &mut HashSet<String>) {
        if let Some(fields) = value.as_object() {
            found.extend(fields.get("id").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| ids(value, found));
        }
        for value in value.as_array().into_iter().flatten() {
            ids(value, found);
        }
    }

    #[test]
    fn whatever_an_object_names_is_there() {
        let council = Council::of(BODY, Utc::now());
        let lists = [&council.organizations, &council.meetings, &council.papers];
        let (mut there, mut named) = (HashSet::from([BODY.to_owned()]), Vec::new());
        for object in lists.into_iter().flatten() {
            ids(object, &mut there);
            addresses(object, &mut named);
        }
        named.retain(|address| !address.contains("/downloadfiles/"));
        for address in named {
            assert!(there.contains(&address), "there is no {address}");
        }
        for (list, id) in [("papers", PLAYGROUNDS), ("organizations", GARDENS)] {
            assert!(there.contains(&address(list, id)));
        }
    }
}
