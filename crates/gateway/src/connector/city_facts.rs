//! The curated facts of the city: `assets/city/*.toml` and `assets/city/services/*.toml`.
//!
//! People write these files, so here one mistake is an error with its place, not a record that is
//! quietly left out: ids are unique within their collection, and what is named is there.
//! `edition.toml` says up to which moment the editors vouch for all of it.

use super::{Connector, ConnectorError, Fetch, Harvest, Harvested, MOST_BYTES};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use include_dir::{Dir, include_dir};
use ka_domain::{
    Content, District, ItemId, Kind, Licence, Office, Provenance, ReportCategory, Service, Source,
    SourceId,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The source's id in the collection `sources`.
pub const SOURCE: &str = "city-facts";

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../assets/city");

/// Where the facts are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactsOrigin {
    /// In this binary, as they were when it was built.
    Embedded,
    /// In a folder on this machine.
    Folder(PathBuf),
}

/// The files, by name.
pub type Texts = BTreeMap<String, String>;

impl FactsOrigin {
    /// Reads the files.
    pub fn texts(&self) -> Result<Texts, ConnectorError> {
        match self {
            FactsOrigin::Embedded => embedded(),
            FactsOrigin::Folder(folder) => {
                let mut texts = Texts::new();
                for folder in [folder.clone(), folder.join("services")] {
                    add_files(&folder, &mut texts)?;
                }
                Ok(texts)
            }
        }
    }
}

/// The connector of the city's facts.
#[derive(Debug, Clone)]
pub struct CityFacts {
    source: SourceId,
    origin: FactsOrigin,
}

impl CityFacts {
    /// Reads them at `origin`.
    pub fn new(origin: FactsOrigin) -> Result<Self, ConnectorError> {
        Ok(CityFacts {
            source: SourceId::new(SOURCE)?,
            origin,
        })
    }
}

#[async_trait]
impl Connector for CityFacts {
    fn source(&self) -> &SourceId {
        &self.source
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::District, Kind::Office, Kind::Service, Kind::Source]
    }

    async fn harvest(
        &self,
        _: &Fetch,
        _: DateTime<Utc>,
        _: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        read(&self.origin.texts()?)?.credible()
    }
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Facts {
    as_of: Option<DateTime<Utc>>,
    district: Vec<District>,
    office: Vec<Office>,
    service: Vec<Service>,
    source: Vec<Source>,
    report_category: Vec<ReportCategory>,
}

/// What can be reported to the built-in desk, which publishes it, and up to when the editors vouch for it.
pub fn report_categories(
    texts: &Texts,
) -> Result<(DateTime<Utc>, Vec<ReportCategory>), ConnectorError> {
    let facts = all(texts)?;
    let as_of = facts.as_of.ok_or(ConnectorError::Edition)?;
    Ok((as_of, facts.report_category))
}

fn all(texts: &Texts) -> Result<Facts, ConnectorError> {
    let mut facts = Facts::default();
    for (name, text) in texts {
        let mut more = parse(name, text)?;
        if more.as_of.is_some() && facts.as_of.is_some() {
            return Err(ConnectorError::Edition);
        }
        facts.as_of = facts.as_of.or(more.as_of);
        facts.district.append(&mut more.district);
        facts.office.append(&mut more.office);
        facts.service.append(&mut more.service);
        facts.source.append(&mut more.source);
        facts.report_category.append(&mut more.report_category);
    }
    Ok(facts)
}

/// Reads the files.
pub fn read(texts: &Texts) -> Result<Harvest, ConnectorError> {
    let facts = all(texts)?;
    facts.check_references()?;
    let as_of = facts.as_of.ok_or(ConnectorError::Edition)?;
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
        ..Harvest::default()
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

fn parse(name: &str, text: &str) -> Result<Facts, ConnectorError> {
    if text.len() > MOST_BYTES {
        return Err(ConnectorError::TooLarge(text.len()));
    }
    toml::from_str(text).map_err(|why| ConnectorError::Toml {
        path: name.to_owned(),
        why: why.into(),
    })
}

fn embedded() -> Result<Texts, ConnectorError> {
    let services = EMBEDDED.get_dir("services").into_iter();
    let files = EMBEDDED.files().chain(services.flat_map(|dir| dir.files()));
    files
        .map(|file| {
            let text = file.contents_utf8().ok_or_else(|| not_text(file.path()))?;
            Ok((file.path().display().to_string(), text.to_owned()))
        })
        .collect()
}

fn not_text(path: &Path) -> ConnectorError {
    file_error(path, std::io::ErrorKind::InvalidData.into())
}

/// Adds the TOML files of a folder.
fn add_files(folder: &Path, texts: &mut Texts) -> Result<(), ConnectorError> {
    for entry in fs::read_dir(folder).map_err(|why| file_error(folder, why))? {
        let path = entry.map_err(|why| file_error(folder, why))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let size = fs::metadata(&path).map_err(|why| file_error(&path, why))?;
            if size.len() > MOST_BYTES as u64 {
                return Err(ConnectorError::TooLarge(size.len() as usize));
            }
            let text = fs::read_to_string(&path).map_err(|why| file_error(&path, why))?;
            texts.insert(path.display().to_string(), text);
        }
    }
    Ok(())
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
        read(&FactsOrigin::Embedded.texts().unwrap()).unwrap()
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

    #[test]
    fn the_binary_holds_what_the_folder_holds() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/city");
        let folder = FactsOrigin::Folder(folder).texts().unwrap();
        assert_eq!(read(&folder).unwrap(), ours());
    }

    #[test]
    fn facts_that_nobody_vouches_for_are_a_mistake() {
        let texts = |text: &str| Texts::from([("a.toml".to_owned(), text.to_owned())]);
        assert!(matches!(read(&texts("")), Err(ConnectorError::Edition)));
        let edition = r#"as_of = "2026-11-24T00:00:00Z""#;
        assert!(read(&texts(edition)).is_ok());
        let mut two = texts(edition);
        two.insert("b.toml".to_owned(), edition.to_owned());
        assert!(matches!(read(&two), Err(ConnectorError::Edition)));
    }

    /// What changes without anybody telling the editors must not stand here at all.
    #[test]
    fn no_fee_opening_hour_number_or_link_is_claimed() {
        let claims = [
            "http",
            "www.",
            "€",
            " euro",
            " uhr",
            "o'clock",
            "kostenlos",
            "free of charge",
        ];
        let texts = FactsOrigin::Embedded.texts().unwrap();
        for (name, text) in texts.iter().filter(|(name, _)| *name != "edition.toml") {
            let lines = text.lines().enumerate();
            for (n, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
                let words = line.to_lowercase();
                for claim in claims {
                    assert!(!words.contains(claim), "{name}:{}: {claim}", n + 1);
                }
                let a_name = ["id = ", "leika", "postcodes", "licence"];
                let a_name = a_name.iter().any(|field| line.starts_with(field));
                let numbers = line.chars().any(|c| c.is_ascii_digit());
                assert!(!numbers || a_name, "{name}:{}: {line}", n + 1);
            }
        }
    }
}
