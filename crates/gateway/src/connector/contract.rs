//! What every connector promises, tried on each of them: against files, and for those that ask over
//! HTTP against a back office that misbehaves in every way that we have seen.

use super::bicycle_parking::BicyclePlaces;
use super::car_parks::CarParks;
use super::city_facts::{CityFacts, FactsOrigin};
use super::oparl::body::Rewrite;
use super::oparl::retry::Patience;
use super::oparl::{Council, CouncilOrigin};
use super::*;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use futures::StreamExt;
use std::path::Path;
use std::time::Duration;
use url::Url;

const CAR_PARKS: &str = r#"{"features":[
 {"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":7,"gemeinde":"Karlsruhe","parkhaus_name":"Zoo","gesamte_parkplaetze":100,"freie_parkplaetze":12,"echtzeit_belegung":"T","geschlossen":"F","stand_stammdaten":"2023-12-31T23:00:00Z"}},
 {"geometry":{"coordinates":[8.5,49.1]},"properties":{"id":8,"gemeinde":"Ettlingen","parkhaus_name":"Altstadt","stand_stammdaten":"2023-12-31T23:00:00Z"}},
 {"geometry":{"coordinates":[8.5,49.1]},"properties":{"id":8,"gemeinde":"Ettlingen","parkhaus_name":"Altstadt","stand_stammdaten":"2023-12-31T23:00:00Z"}}]}"#;
const BICYCLES: &str = r#"{"features":[
 {"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":1,"gemeinde":"Karlsruhe","stadtteil":"Durlach","standort":"Marktplatz","stand":"2024-02-25T23:00:00Z"}},
 {"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":2,"gemeinde":"Karlsruhe","standort":"Bahnhof","stand":"2024-02-25T23:00:00Z"}}]}"#;
const CITY: &str = r#"as_of = "2026-11-24T00:00:00Z"
[[district]]
id = "durlach"
name = "Durlach"
[[source]]
id = "city-facts"
name = { de = "a", en = "a" }
publisher = "a"
description = { de = "a", en = "a" }"#;
const PAPERS: &str = r#"{"id":"https://a.example/papers/1","type":"https://schema.oparl.org/1.1/Paper","name":"Brücke"}
{"id":"https://a.example/papers/2","type":"https://schema.oparl.org/1.1/Paper","name":"Steg","deleted":true}"#;
const MEETINGS: &str = r#"{"id":"https://a.example/meetings/1","type":"https://schema.oparl.org/1.1/Meeting","name":"Gemeinderat"}"#;
const ORGANIZATIONS: &str = r#"{"id":"https://a.example/organizations/1","type":"https://schema.oparl.org/1.1/Organization","name":"Gemeinderat"}"#;
const HTML: &str = "<!doctype html><title>Wartungsarbeiten</title>";
/// Far more time than a good answer needs on the busiest machine.
const PATIENT: FetchLimits = FetchLimits {
    total: Duration::from_secs(60),
    connect: Duration::from_secs(60),
    bytes: 32 * 1024,
};
/// For those that would take for ever.
const HASTY: FetchLimits = FetchLimits {
    total: Duration::from_millis(200),
    ..PATIENT
};

type OverWeb = fn(Url, &Path) -> Box<dyn Connector>;

/// A connector with an answer that it can read.
struct Subject {
    good: &'static str,
    /// What its file is called, and what else must be there.
    file: &'static str,
    beside: &'static [(&'static str, &'static str)],
    /// The connector over that file in that folder.
    over_file: fn(&Path) -> Box<dyn Connector>,
    /// The connector over HTTP, if it is one that asks, with a folder for what it keeps.
    over_web: Option<OverWeb>,
}

fn car_parks() -> Subject {
    Subject {
        good: CAR_PARKS,
        file: ANSWER,
        beside: &[],
        over_file: |folder| Box::new(CarParks::new(file_in(folder)).unwrap()),
        over_web: Some(|url, _| Box::new(CarParks::new(Origin::Web(url)).unwrap())),
    }
}

fn bicycle_places() -> Subject {
    fn at(origin: Origin) -> Box<dyn Connector> {
        Box::new(BicyclePlaces::new(origin, FactsOrigin::Embedded).unwrap())
    }
    Subject {
        good: BICYCLES,
        file: ANSWER,
        beside: &[],
        over_file: |folder| at(file_in(folder)),
        over_web: Some(|url, _| at(Origin::Web(url))),
    }
}

fn city_facts() -> Subject {
    Subject {
        good: CITY,
        file: ANSWER,
        beside: &[],
        over_file: |folder| {
            let folder = FactsOrigin::Folder(folder.to_path_buf());
            Box::new(CityFacts::new(folder).unwrap())
        },
        over_web: None,
    }
}

/// The council: over files whole; over HTTP the body's address alone, since a body has more to it than
/// one answer. The rest is tried against a whole body of the testkit.
fn council() -> Subject {
    Subject {
        good: PAPERS,
        file: "papers.ndjson",
        beside: &[
            ("meetings.ndjson", MEETINGS),
            ("organizations.ndjson", ORGANIZATIONS),
        ],
        over_file: |folder| council_at(CouncilOrigin::Folder(folder.to_path_buf())),
        over_web: Some(|url, folder| {
            let archive = folder.join("council.db");
            council_at(CouncilOrigin::Body { url, archive })
        }),
    }
}

fn council_at(origin: CouncilOrigin) -> Box<dyn Connector> {
    let (rewrite, patience) = (Rewrite::karlsruhe(), Patience::default());
    Box::new(Council::new(origin, rewrite, FactsOrigin::Embedded, patience).unwrap())
}

const ANSWER: &str = "answer.toml";

fn file_in(folder: &Path) -> Origin {
    Origin::File(folder.join(ANSWER))
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

async fn harvest_of(connector: &dyn Connector) -> Result<Harvest, ConnectorError> {
    harvest_within(PATIENT, connector).await
}

async fn harvest_within(
    limits: FetchLimits,
    connector: &dyn Connector,
) -> Result<Harvest, ConnectorError> {
    let fetch = Fetch::new(limits).unwrap();
    connector.harvest(&fetch, now(), None).await
}

async fn harvest_file(subject: &Subject, text: &str) -> Result<Harvest, ConnectorError> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("services")).unwrap();
    for (name, text) in subject.beside.iter().chain([&(subject.file, text)]) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    harvest_of((subject.over_file)(folder.path()).as_ref()).await
}

/// A back office on a free port of this machine; a path a misbehaviour.
async fn back_office(good: &'static str) -> Url {
    let drip = || async {
        let first = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"{"))]);
        Body::from_stream(first.chain(futures::stream::pending()))
    };
    let flood = || async {
        let blanks = futures::stream::repeat(Bytes::from_static(&[b' '; 4096]));
        Body::from_stream(blanks.map(Ok::<_, std::io::Error>))
    };
    let router = Router::new()
        .route("/good", get(move || async move { good }))
        .route("/garbage", get(|| async { "\u{0}\u{1}{{[" }))
        .route("/html", get(|| async { HTML }))
        .route("/nothing", get(|| async { r#"{"features":[]}"# }))
        .route("/odd", get(|| async { r#"{"features":[1,2,3]}"# }))
        .route("/flood", get(flood))
        .route("/silent", get(std::future::pending::<String>))
        .route("/moved", get(|| async { Redirect::temporary("/good") }))
        .route(
            "/away",
            get(|| async { Redirect::temporary("http://localhost:1/") }),
        )
        .route("/round", get(|| async { Redirect::temporary("/round") }))
        .route("/drip", get(drip))
        .route(
            "/broken",
            get(|| async { StatusCode::INTERNAL_SERVER_ERROR }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/").parse().unwrap()
}

/// What of a subject's answer over HTTP comes of asking `path`.
async fn code_of(subject: &Subject, path: &str) -> Option<&'static str> {
    code_within(PATIENT, subject, path).await
}

async fn code_within(limits: FetchLimits, subject: &Subject, path: &str) -> Option<&'static str> {
    let make = subject.over_web?;
    let url = back_office(subject.good).await.join(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let harvest = harvest_within(limits, make(url, folder.path()).as_ref()).await;
    Some(harvest.map_or_else(|why| why.code(), |_| "harvested"))
}

mod of_every_connector {
    use super::*;

    pub async fn the_same_answer_gives_the_same_harvest(subject: Subject) {
        let first = harvest_file(&subject, subject.good).await.unwrap();
        assert_eq!(first, harvest_file(&subject, subject.good).await.unwrap());
        assert!(first.items.len() >= 2, "{first:?}");
    }

    pub async fn an_id_is_there_once_and_of_a_kind_that_was_announced(subject: Subject) {
        let folder = tempfile::tempdir().unwrap();
        let connector = (subject.over_file)(folder.path());
        let harvest = harvest_file(&subject, subject.good).await.unwrap();
        let mut seen = BTreeSet::new();
        for item in &harvest.items {
            let kind = item.content.kind();
            assert!(connector.kinds().contains(&kind), "{kind:?}");
            assert!(seen.insert((kind, item.id.clone())), "{}", item.id);
        }
    }

    pub async fn every_item_says_where_it_comes_from(subject: Subject) {
        let folder = tempfile::tempdir().unwrap();
        let connector = (subject.over_file)(folder.path());
        for item in harvest_file(&subject, subject.good).await.unwrap().items {
            assert_eq!(&item.provenance.source, connector.source());
        }
    }

    pub async fn a_file_that_is_missing_empty_or_something_else_is_an_error(subject: Subject) {
        for text in ["", "\u{0}\u{1}{{[", HTML, "{}"] {
            assert!(harvest_file(&subject, text).await.is_err(), "{text:?}");
        }
        let nowhere = tempfile::tempdir().unwrap().path().join("nowhere");
        let missing = harvest_of((subject.over_file)(&nowhere).as_ref()).await;
        assert_eq!(missing.map_err(|why| why.code()), Err("file"));
    }
}

mod of_every_connector_that_asks {
    use super::*;

    pub async fn a_good_answer_is_harvested(subject: Subject) {
        assert_eq!(code_of(&subject, "good").await, Some("harvested"));
        assert_eq!(code_of(&subject, "moved").await, Some("harvested"));
    }

    pub async fn garbage_and_a_page_for_people_are_errors(subject: Subject) {
        assert_eq!(code_of(&subject, "garbage").await, Some("unreadable"));
        assert_eq!(code_of(&subject, "html").await, Some("unreadable"));
    }

    pub async fn an_answer_that_leaves_nothing_is_not_believed(subject: Subject) {
        assert_eq!(code_of(&subject, "nothing").await, Some("empty"));
        assert_eq!(code_of(&subject, "odd").await, Some("empty"));
    }

    pub async fn an_answer_without_end_is_cut_off(subject: Subject) {
        assert_eq!(code_of(&subject, "flood").await, Some("too_large"));
    }

    pub async fn silence_and_a_byte_now_and_then_end_in_time(subject: Subject) {
        assert_eq!(
            code_within(HASTY, &subject, "silent").await,
            Some("timed_out")
        );
        assert_eq!(
            code_within(HASTY, &subject, "drip").await,
            Some("timed_out")
        );
    }

    pub async fn an_error_of_the_back_office_is_an_error(subject: Subject) {
        assert_eq!(code_of(&subject, "broken").await, Some("status"));
        assert_eq!(code_of(&subject, "missing").await, Some("status"));
    }

    pub async fn a_source_that_leads_away_is_not_followed(subject: Subject) {
        assert_eq!(code_of(&subject, "away").await, Some("status"));
        assert_eq!(code_of(&subject, "round").await, Some("status"));
    }

    pub async fn a_back_office_that_is_gone_is_an_error(subject: Subject) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        let make = subject.over_web.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let connector = make(url.parse().unwrap(), folder.path());
        let harvest = harvest_of(connector.as_ref()).await;
        assert_eq!(harvest.map_err(|why| why.code()), Err("unreachable"));
    }
}

macro_rules! contract {
    ($suite:ident, $subject:ident: $($promise:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $promise() {
            super::super::$suite::$promise(super::super::$subject()).await;
        }
    )*};
}

macro_rules! every_connector {
    ($subject:ident) => {
        contract! { of_every_connector, $subject:
            the_same_answer_gives_the_same_harvest,
            an_id_is_there_once_and_of_a_kind_that_was_announced,
            every_item_says_where_it_comes_from,
            a_file_that_is_missing_empty_or_something_else_is_an_error,
        }
    };
}

macro_rules! every_connector_that_asks {
    ($subject:ident) => {
        contract! { of_every_connector_that_asks, $subject:
            a_good_answer_is_harvested,
            garbage_and_a_page_for_people_are_errors,
            an_answer_that_leaves_nothing_is_not_believed,
            an_answer_without_end_is_cut_off,
            silence_and_a_byte_now_and_then_end_in_time,
            an_error_of_the_back_office_is_an_error,
            a_source_that_leads_away_is_not_followed,
            a_back_office_that_is_gone_is_an_error,
        }
    };
}

mod run {
    mod car_parks {
        every_connector!(car_parks);
        every_connector_that_asks!(car_parks);
    }
    mod bicycle_places {
        every_connector!(bicycle_places);
        every_connector_that_asks!(bicycle_places);
    }
    mod city_facts {
        every_connector!(city_facts);
    }
    mod council {
        every_connector!(council);
        contract! { of_every_connector_that_asks, council:
            garbage_and_a_page_for_people_are_errors,
            an_answer_without_end_is_cut_off,
            silence_and_a_byte_now_and_then_end_in_time,
            an_error_of_the_back_office_is_an_error,
            a_source_that_leads_away_is_not_followed,
            a_back_office_that_is_gone_is_an_error,
        }
    }
}

#[tokio::test]
async fn more_than_half_unreadable_is_not_believed_and_half_is() {
    let broken = |count: usize| {
        let odd = vec!["7"; count].join(",");
        format!(r#"{},{odd}]}}"#, CAR_PARKS.trim_end_matches("]}"))
    };
    // Of the three records two count: the third says again what the second says.
    let half = harvest_file(&car_parks(), &broken(1)).await.unwrap();
    assert_eq!((half.items.len(), half.rejected), (2, 2));
    let most = harvest_file(&car_parks(), &broken(2)).await;
    assert_eq!(most.map_err(|why| why.code()), Err("mostly_unreadable"));
}
