//! The server: where it answers, in what, and how it is asked.
//!
//! Where the directory that the settings name has a discovery document, the endpoint in it is taken, if it
//! is at the same place: nobody sends this gateway about in the net. JSON is asked for first, and XML where
//! there is none. What was found is remembered until it is looked for again ([`Server::look`]).

use super::answer;
use super::{fields, service};
use crate::connector::fetch::is_its_own;
use crate::connector::{Answer, ConnectorError, Fetch, FetchLimits};
use crate::reports::config::{ApiKey, Open311Config};
use ka_domain::{ItemId, Question};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use url::Url;

/// How often it is read if nothing is said.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// A city's server. Its settings never leave this.
pub struct Server {
    /// From one reading to the next, and how often it is asked what became of reports.
    pub every: Duration,
    url: Url,
    jurisdiction: Option<String>,
    api_key: Option<ApiKey>,
    fetch: Fetch,
    /// Follows nothing: a request that is handed in and redirected would come back as a list of others'.
    pub(super) posting: reqwest::Client,
    /// Requests were listed.
    pub(super) listed: AtomicBool,
    place: Mutex<Known>,
    questions: Mutex<BTreeMap<ItemId, Vec<Question>>>,
}

/// What is known of where it answers.
#[derive(Debug, Default)]
struct Known {
    place: Option<Place>,
    /// In which format it answered when it last did: asked for first where it is looked for anew.
    format: Option<Format>,
}

/// Where it answers and in what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    base: Url,
    pub(super) format: Format,
    /// It has answered in this format.
    pub(super) proven: bool,
}

/// What answers are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Json => ".json",
            Format::Xml => ".xml",
        }
    }

    pub(super) fn other(self) -> Format {
        match self {
            Format::Json => Format::Xml,
            Format::Xml => Format::Json,
        }
    }
}

/// Statuses of a server that does not answer in the format that it was asked for.
pub(super) const NOT_IN_THIS_FORMAT: [u16; 6] = [400, 404, 405, 406, 415, 501];

impl Server {
    /// The one that the settings name.
    pub fn new(config: &Open311Config, limits: FetchLimits) -> Result<Server, ConnectorError> {
        let fetch = Fetch::new(limits)?;
        let posting = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .redirect(reqwest::redirect::Policy::none())
            // A connection that was kept may be dead, and whether it was is not known before it is used.
            .pool_max_idle_per_host(0)
            .user_agent(concat!("digital-ka-gateway/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|why| ConnectorError::Unreachable(Box::new(why)))?;
        Ok(Server {
            every: config.every.map_or(EVERY, |every| every.0),
            url: config.url.clone(),
            jurisdiction: config.jurisdiction.clone(),
            api_key: config.api_key.clone(),
            fetch,
            posting,
            listed: AtomicBool::new(false),
            place: Mutex::default(),
            questions: Mutex::default(),
        })
    }

    /// The fields that every form has.
    pub(super) fn own_fields(&self) -> Vec<(String, String)> {
        let key = self.api_key.iter().map(|key| ("api_key", &key.0));
        let city = self
            .jurisdiction
            .iter()
            .map(|city| ("jurisdiction_id", city));
        let fields = key.chain(city);
        fields
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect()
    }

    /// Looks anew where it answers, the next time that it is asked.
    pub async fn look(&self) {
        self.place.lock().await.place = None;
    }

    pub(super) async fn place(&self) -> Result<Place, ConnectorError> {
        let mut known = self.place.lock().await;
        if let Some(place) = &known.place {
            return Ok(place.clone());
        }
        let mut found = self.discover().await?;
        found.format = known.format.unwrap_or(found.format);
        Ok(known.place.insert(found).clone())
    }

    /// It has answered at `place`.
    pub(super) async fn prove(&self, place: Place) {
        let mut known = self.place.lock().await;
        known.format = Some(place.format);
        known.place = Some(Place {
            proven: true,
            ..place
        });
    }

    async fn discover(&self) -> Result<Place, ConnectorError> {
        let own = Place {
            base: self.url.clone(),
            format: Format::Json,
            proven: false,
        };
        for format in [Format::Json, Format::Xml] {
            match self
                .fetch
                .ask(&address(&self.url, &["discovery"], format)?)
                .await?
            {
                Answer::Body(bytes) => {
                    let tree = answer::tree(&bytes).ok();
                    let found = tree.and_then(|tree| endpoint(&tree, &self.url));
                    return Ok(found.unwrap_or(own));
                }
                Answer::Refusal(429 | 503, _) => return Err(ConnectorError::Busy),
                // Some fail at what they do not know.
                Answer::Refusal(..) => {}
            }
        }
        Ok(own)
    }

    /// What it answers at `path` (without its ending) to `query`.
    pub async fn get(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Value, ConnectorError> {
        let mut place = self.place().await?;
        let first = self.get_at(&place, path, query).await;
        let elsewhere = match &first {
            Ok(_) => false,
            Err(ConnectorError::Status(status)) => NOT_IN_THIS_FORMAT.contains(status),
            Err(why) => why.code() == "unreadable",
        };
        if place.proven || first.is_ok() {
            if !place.proven {
                self.prove(place).await;
            }
            return first;
        }
        if !elsewhere {
            return first;
        }
        place.format = place.format.other();
        match self.get_at(&place, path, query).await {
            Ok(tree) => {
                self.prove(place).await;
                Ok(tree)
            }
            // What it said to the first question says more.
            Err(_) => first,
        }
    }

    async fn get_at(
        &self,
        place: &Place,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Value, ConnectorError> {
        let mut url = place.address(path)?;
        let city = self
            .jurisdiction
            .iter()
            .map(|city| ("jurisdiction_id", city.as_str()));
        let query: Vec<_> = query.iter().copied().chain(city).collect();
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        match self.fetch.ask(&url).await? {
            Answer::Body(bytes) => answer::tree(&bytes),
            Answer::Refusal(429 | 503, _) => Err(ConnectorError::Busy),
            Answer::Refusal(status, _) => Err(ConnectorError::Status(status)),
        }
    }

    /// Whether requests were ever listed since this gateway runs: then it does list them.
    pub fn has_listed(&self) -> bool {
        self.listed.load(Ordering::Relaxed)
    }

    /// Reads what a service asks, and remembers it. A service of which the list does not say that it has a
    /// definition asks nothing; where it says so, there being none is an error.
    pub async fn read_questions(&self, service: &ItemId) -> Result<Vec<Question>, ConnectorError> {
        let code = super::code::code(service);
        let questions = match self.get(&["services", &code], &[]).await {
            Ok(tree) => service::questions(&tree)?,
            Err(ConnectorError::Status(404)) if !self.has_definition(service).await? => Vec::new(),
            Err(why) => return Err(why),
        };
        self.remember_questions(service.clone(), questions.clone())
            .await;
        Ok(questions)
    }

    async fn has_definition(&self, service: &ItemId) -> Result<bool, ConnectorError> {
        let tree = self.get(&["services"], &[]).await?;
        let (services, _) = service::services(&tree)?;
        let mut services = services.into_iter();
        let found = services.find(|one| one.category.id == *service);
        Ok(found.is_some_and(|one| one.has_definition))
    }

    /// That a service asks this.
    pub(super) async fn remember_questions(&self, service: ItemId, questions: Vec<Question>) {
        self.questions.lock().await.insert(service, questions);
    }

    /// What a service asks, as far as it is known.
    pub async fn known_questions(&self, service: &ItemId) -> Option<Vec<Question>> {
        self.questions.lock().await.get(service).cloned()
    }
}

impl Place {
    pub(super) fn address(&self, path: &[&str]) -> Result<Url, ConnectorError> {
        address(&self.base, path, self.format)
    }
}

/// `path` below `base`, with the ending of `format`.
fn address(base: &Url, path: &[&str], format: Format) -> Result<Url, ConnectorError> {
    let mut url = base.clone();
    url.set_query(None);
    let (last, before) = path.split_last().unwrap_or((&"", &[]));
    url.path_segments_mut()
        .map_err(|()| ConnectorError::ForeignLink)?
        .pop_if_empty()
        .extend(before)
        .push(&format!("{last}{}", format.ending()));
    Ok(url)
}

/// The endpoint of GeoReport v2 in a discovery document, if it is at the same place as the document.
fn endpoint(tree: &Value, from: &Url) -> Option<Place> {
    let found = answer::records(tree, &["specification"]).ok()?;
    let speaks = |record: &&&answer::Record| {
        let named = fields::text(record, "specification").unwrap_or_default();
        named.to_ascii_lowercase().contains("georeport_v2")
    };
    let own = |record: &&answer::Record| {
        let url = Url::parse(&fields::text(record, "url")?).ok()?;
        if !is_its_own(from, &url) {
            tracing::warn!(
                "the discovery document leads away from its server, and is not followed"
            );
            return None;
        }
        let formats = record
            .get("formats")
            .map(Value::to_string)
            .unwrap_or_default();
        let only_xml = formats.contains("xml") && !formats.contains("json");
        Some(Place {
            base: url,
            format: if only_xml { Format::Xml } else { Format::Json },
            proven: false,
        })
    };
    let productive = |record: &&&answer::Record| {
        fields::text(record, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("production"))
    };
    let records: Vec<&answer::Record> = found.records.iter().filter(speaks).copied().collect();
    let first = records.iter().filter(productive).find_map(own);
    first.or_else(|| records.iter().find_map(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISCOVERY: &str = r#"{"endpoints":[
        {"specification":"http://wiki.open311.org/GeoReport_v1","url":"https://a.example/v1","type":"production"},
        {"specification":"http://wiki.open311.org/GeoReport_v2","url":"https://a.example/test","type":"test"},
        {"specification":"http://wiki.open311.org/GeoReport_v2","url":"https://b.example/v2","type":"production"},
        {"specification":"http://wiki.open311.org/GeoReport_v2","url":"https://a.example/v2/","type":"production","formats":["text/xml"]}]}"#;

    #[test]
    fn the_productive_endpoint_at_the_same_place_is_taken() {
        let tree = answer::tree(DISCOVERY.as_bytes()).unwrap();
        let place = endpoint(&tree, &"https://a.example/".parse().unwrap()).unwrap();
        assert_eq!(place.base.as_str(), "https://a.example/v2/");
        assert_eq!(place.format, Format::Xml);
        let url = place.address(&["services", "Ampel aus/1"]).unwrap();
        assert_eq!(
            url.as_str(),
            "https://a.example/v2/services/Ampel%20aus%2F1.xml"
        );
        assert_eq!(
            endpoint(&tree, &"https://c.example/".parse().unwrap()),
            None
        );
    }

    #[test]
    fn what_the_gateway_knows_is_in_no_log() {
        let config = Open311Config {
            url: "https://a.example/".parse().unwrap(),
            jurisdiction: None,
            api_key: Some(ApiKey("secret".to_owned())),
            every: None,
        };
        assert!(!format!("{config:?}").contains("secret"));
    }
}
