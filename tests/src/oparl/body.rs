//! What lies in a council information system.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The city's body, as its objects call it.
pub const BODY: &str = "https://web1.karlsruhe.de/oparl/bodies/0001";

const TYPE: &str = "https://schema.oparl.org/1.1/";

/// How an object is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// For everybody.
    Shown,
    /// As a tombstone.
    Deleted,
    /// For members.
    Hidden,
    /// It is in no list.
    Omitted,
    /// It is gone without a word.
    Vanished,
}

/// One object.
#[derive(Debug)]
pub struct Entry {
    /// As JSON.
    pub text: String,
    /// When it was changed last.
    pub modified: DateTime<Utc>,
    /// How it is kept.
    pub kept: Kept,
}

/// A body.
#[derive(Debug)]
pub struct Body {
    /// As its objects call it.
    pub name: String,
    /// The path that it answers at.
    pub path: String,
    /// Objects on a page at most.
    pub page: usize,
    lists: HashMap<&'static str, Vec<Entry>>,
    /// Where the object with an address is.
    places: HashMap<String, (&'static str, usize)>,
    odd: HashMap<String, Vec<String>>,
}

/// The lists, with the type of their objects.
const LISTS: [(&str, &str); 3] = [
    ("organizations", "Organization"),
    ("meetings", "Meeting"),
    ("papers", "Paper"),
];

impl Body {
    /// An empty one.
    pub fn new(name: &str, path: &str) -> Body {
        Body {
            name: name.to_owned(),
            path: path.to_owned(),
            page: 1_000,
            lists: HashMap::new(),
            places: HashMap::new(),
            odd: HashMap::new(),
        }
    }

    /// The entries of a list, in the order in which they came.
    pub fn list(&self, list: &str) -> Option<&[Entry]> {
        LISTS.iter().find(|(name, _)| *name == list)?;
        Some(self.lists.get(list).map_or(&[], Vec::as_slice))
    }

    /// What else stands in a list.
    pub fn odd_ones(&self, list: &str) -> &[String] {
        self.odd.get(list).map_or(&[], Vec::as_slice)
    }

    /// The entry with an address.
    pub fn entry(&self, address: &str) -> Option<&Entry> {
        let (list, place) = self.places.get(address)?;
        self.lists.get(list)?.get(*place)
    }

    /// Puts an object in, over the one with its address.
    pub fn put(&mut self, mut object: Value, modified: DateTime<Utc>) -> Result<()> {
        let kind = object["type"].as_str().unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default();
        let list = LISTS.iter().find(|(_, of)| *of == kind);
        let (list, _) = list.with_context(|| format!("no list has objects of type {kind:?}"))?;
        let address = object["id"]
            .as_str()
            .context("it has no address")?
            .to_owned();
        object["modified"] = json!(modified.to_rfc3339_opts(SecondsFormat::Secs, false));
        let deleted = object["deleted"] == json!(true);
        let entry = Entry {
            text: object.to_string(),
            modified,
            kept: if deleted { Kept::Deleted } else { Kept::Shown },
        };
        match self.places.get(&address) {
            Some((list, place)) => {
                let entries = self.lists.get_mut(list).context("the list is gone")?;
                entries[*place] = entry;
            }
            None => {
                let entries = self.lists.entry(list).or_default();
                self.places.insert(address, (list, entries.len()));
                entries.push(entry);
            }
        }
        Ok(())
    }

    /// Puts something else at the end of a list.
    pub fn odd(&mut self, list: &str, odd: &str) {
        self.odd
            .entry(list.to_owned())
            .or_default()
            .push(odd.to_owned());
    }

    /// The object with an address.
    pub fn object(&self, address: &str) -> Result<Value> {
        let entry = self.entry(address);
        let entry = entry.with_context(|| format!("there is no {address}"))?;
        Ok(serde_json::from_str(&entry.text)?)
    }

    /// Keeps an object in another way from now on.
    pub fn set(&mut self, address: &str, kept: Kept) -> Result<()> {
        let Some((list, place)) = self.places.get(address) else {
            bail!("there is no {address}");
        };
        let entry = self
            .lists
            .get_mut(list)
            .and_then(|list| list.get_mut(*place));
        entry.context("the list is gone")?.kept = kept;
        Ok(())
    }

    /// Leaves of an object only that it was there.
    pub fn bury(&mut self, address: &str, now: DateTime<Utc>) -> Result<()> {
        let object = self.object(address)?;
        self.put(
            json!({"id": address, "type": object["type"], "deleted": true, "name": ""}),
            now,
        )
    }
}

/// A committee or an office of the city.
pub fn organization(id: &str, name: &str) -> Value {
    json!({
        "id": format!("{BODY}/organizations/{id}"), "type": format!("{TYPE}Organization"),
        "body": BODY, "name": name, "shortName": "",
    })
}

/// A paper of the city with its way through the committees.
pub fn paper(id: &str, name: &str, consultations: &[Value]) -> Value {
    let mut paper = json!({
        "id": format!("{BODY}/papers/{id}"), "type": format!("{TYPE}Paper"), "body": BODY,
        "name": name, "reference": "2025/0001", "paperType": "Antrag", "date": "2025-07-01",
    });
    if !consultations.is_empty() {
        paper["consultation"] = json!(consultations);
    }
    paper
}

/// One station of a paper: consultation `id` in an item of the agenda of `meeting` that is called
/// the same.
pub fn consultation(id: &str, meeting: &str, organization: &str) -> Value {
    json!({
        "id": format!("{BODY}/consultations/{id}"), "type": format!("{TYPE}Consultation"),
        "meeting": format!("{BODY}/meetings/{meeting}"),
        "agendaItem": format!("{BODY}/agendaitems/{id}"),
        "organization": [format!("{BODY}/organizations/{organization}")], "role": "Entscheidung",
        "authoritative": true,
    })
}

/// A meeting of the city; on its agenda are consultations with a title and what became of it.
pub fn meeting(id: &str, organization: &str, start: &str, agenda: &[(&str, &str, &str)]) -> Value {
    let items: Vec<Value> = agenda
        .iter()
        .enumerate()
        .map(|(n, (consultation, name, result))| {
            json!({
                "id": format!("{BODY}/agendaitems/{consultation}"),
                "type": format!("{TYPE}AgendaItem"), "name": name, "number": (n + 1).to_string(),
                "order": n + 1, "public": true, "result": result,
                "consultation": format!("{BODY}/consultations/{consultation}"),
            })
        })
        .collect();
    json!({
        "id": format!("{BODY}/meetings/{id}"), "type": format!("{TYPE}Meeting"), "body": BODY,
        "name": "Sitzung (öffentlich)", "start": start, "agendaItem": items,
        "organization": [format!("{BODY}/organizations/{organization}")],
    })
}
