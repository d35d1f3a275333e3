//! The curated facts of the city: `assets/city/*.toml` and `assets/city/services/*.toml`.
//!
//! People write these files, so here one mistake is an error with its place, not a record that is
//! quietly left out: ids are unique within their collection, and what is named is there.

use super::{ConnectorError, Harvest, Harvested, MOST_BYTES};
use chrono::{DateTime, Utc};
use ka_domain::{
    Content, District, ItemId, Kind, Licence, Office, Provenance, Service, Source, SourceId,
};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The source's id in the collection `sources`.
pub const SOURCE: &str = "city-facts";

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Facts {
    district: Vec<District>,
    office: Vec<Office>,
    service: Vec<Service>,
    source: Vec<Source>,
}

/// Reads the folder. `as_of` is the moment up to which its editors vouch for it.
pub fn read(folder: &Path, as_of: DateTime<Utc>) -> Result<Harvest, ConnectorError> {
    let mut facts = Facts::default();
    for path in files(folder)?
        .into_iter()
        .chain(files(&folder.join("services"))?)
    {
        let mut more = parse(&path)?;
        facts.district.append(&mut more.district);
        facts.office.append(&mut more.office);
        facts.service.append(&mut more.service);
        facts.source.append(&mut more.source);
    }
    facts.check_references()?;
    let source = SourceId::new(SOURCE)?;
    let licence = Some(Licence("EUPL-1.2".to_owned()));
    let items: Vec<Harvested> = facts
        .into_contents()?
        .into_iter()
        .map(|(id, content)| Harvested {
            id,
            provenance: Provenance {
                source: source.clone(),
                licence: licence.clone(),
                as_of,
            },
            content,
        })
        .collect();
    let mut seen: BTreeSet<(Kind, &ItemId)> = BTreeSet::new();
    for item in &items {
        if !seen.insert((item.content.kind(), &item.id)) {
            return Err(ConnectorError::Twice(item.id.to_string()));
        }
    }
    Ok(Harvest {
        items,
        live: None,
        rejected: 0,
    })
}

impl Facts {
    fn check_references(&self) -> Result<(), ConnectorError> {
        let offices: BTreeSet<&ItemId> = self.office.iter().map(|office| &office.id).collect();
        let districts: BTreeSet<_> = self.district.iter().map(|district| &district.id).collect();
        let dangling = |from: &ItemId, to: &dyn ToString| ConnectorError::Dangling {
            from: from.to_string(),
            to: to.to_string(),
        };
        for service in &self.service {
            if !offices.contains(&service.office) {
                return Err(dangling(&service.id, &service.office));
            }
        }
        for office in &self.office {
            if let Some(lost) = office.districts.iter().find(|d| !districts.contains(d)) {
                return Err(dangling(&office.id, lost));
            }
        }
        Ok(())
    }

    fn into_contents(self) -> Result<Vec<(ItemId, Content)>, ConnectorError> {
        let mut contents = Vec::new();
        for district in self.district {
            contents.push((
                ItemId::new(district.id.as_str())?,
                Content::District(district),
            ));
        }
        for source in self.source {
            contents.push((ItemId::new(source.id.as_str())?, Content::Source(source)));
        }
        contents.extend(
            self.office
                .into_iter()
                .map(|o| (o.id.clone(), Content::Office(o))),
        );
        contents.extend(
            self.service
                .into_iter()
                .map(|s| (s.id.clone(), Content::Service(s))),
        );
        Ok(contents)
    }
}

fn parse(path: &Path) -> Result<Facts, ConnectorError> {
    let text = fs::read_to_string(path).map_err(|why| file_error(path, why))?;
    if text.len() > MOST_BYTES {
        return Err(ConnectorError::TooLarge(text.len()));
    }
    toml::from_str(&text).map_err(|why| ConnectorError::Toml {
        path: path.display().to_string(),
        why: why.into(),
    })
}

/// The TOML files of a folder, by name, so that the order is the same everywhere.
fn files(folder: &Path) -> Result<Vec<PathBuf>, ConnectorError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|why| file_error(folder, why))? {
        let path = entry.map_err(|why| file_error(folder, why))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn file_error(path: &Path, why: std::io::Error) -> ConnectorError {
    ConnectorError::File {
        path: path.display().to_string(),
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ka_domain::{LifeSituation, Role};

    fn ours() -> Harvest {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/city");
        read(&folder, DateTime::UNIX_EPOCH).unwrap()
    }

    fn services() -> Vec<Service> {
        ours()
            .items
            .into_iter()
            .filter_map(|item| match item.content {
                Content::Service(service) => Some(service),
                _ => None,
            })
            .collect()
    }

    fn facts(text: &str) -> Facts {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn karlsruhe_has_27_districts() {
        let districts = ours()
            .items
            .iter()
            .filter(|i| i.content.kind() == Kind::District)
            .count();
        assert_eq!(districts, 27);
    }

    #[test]
    fn there_is_something_for_everybody_in_every_situation() {
        let services = services();
        assert!(services.len() >= 60, "{}", services.len());
        for role in Role::ALL {
            assert!(
                services.iter().any(|s| s.audience.contains(&role)),
                "{role:?}"
            );
        }
        for situation in LifeSituation::ALL {
            assert!(
                services.iter().any(|s| s.situations.contains(&situation)),
                "{situation:?}"
            );
        }
    }

    #[test]
    fn every_service_speaks_both_languages() {
        for service in services() {
            for text in [&service.name, &service.summary] {
                assert!(
                    !text.de.trim().is_empty() && !text.en.trim().is_empty(),
                    "{}",
                    service.id
                );
            }
        }
    }

    #[test]
    fn a_service_of_an_office_that_is_not_there_is_a_mistake() {
        let lost = facts(
            r#"[[service]]
            id = "a"
            name = { de = "a", en = "a" }
            summary = { de = "a", en = "a" }
            office = "nowhere"
            audience = ["citizen"]
            situations = ["moving"]"#,
        );
        assert!(matches!(
            lost.check_references(),
            Err(ConnectorError::Dangling { .. })
        ));
    }

    #[test]
    fn a_misspelt_field_is_a_mistake() {
        assert!(toml::from_str::<Facts>("[[distrikt]]\nid = \"a\"").is_err());
    }
}
