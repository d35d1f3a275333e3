//! A gateway on a free port, asked as an app asks it.

use super::live::LiveParking;
use super::*;
use crate::embedded::{EmbeddedOptions, Running, start};
use chrono::{DateTime, Utc};
use ka_domain::{CarParkState, ItemId, LiveCarPark};
use reqwest::Response;
use std::collections::BTreeSet;
use std::path::Path;
use utoipa::OpenApi;

/// A gateway over files: one car park, one bicycle place, the city's real facts.
async fn gateway() -> (tempfile::TempDir, Running) {
    let folder = tempfile::tempdir().unwrap();
    let parking = folder.path().join("data/parking");
    std::fs::create_dir_all(&parking).unwrap();
    let car_park = r#"{"features":[{"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":7,"gemeinde":"Karlsruhe","parkhaus_name":"Zoo","gesamte_parkplaetze":100,"freie_parkplaetze":12,"echtzeit_belegung":"T","stand_stammdaten":"2023-12-31T23:00:00Z"}}]}"#;
    std::fs::write(parking.join("karlsruhe.json"), car_park).unwrap();
    let running = start_in(folder.path()).await;
    (folder, running)
}

async fn start_in(folder: &Path) -> Running {
    let options = EmbeddedOptions::new(folder.join("state"));
    let data = Some(folder.join("data"));
    start(EmbeddedOptions { data, ..options }).await.unwrap()
}

async fn get(running: &Running, path: &str) -> Response {
    ask(running, path, None).await
}

async fn ask(running: &Running, path: &str, known: Option<&str>) -> Response {
    // Directly: whoever runs the tests may have a proxy set.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = client.get(running.url.join(path).unwrap());
    if let Some(etag) = known {
        request = request.header("If-None-Match", etag);
    }
    request.send().await.unwrap()
}

fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value
        .map(|v| v.to_str().unwrap().to_owned())
        .unwrap_or_default()
}

async fn json(response: Response) -> serde_json::Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

#[tokio::test]
async fn the_live_numbers_are_served_once_and_then_only_if_they_are_others() {
    let (_folder, running) = gateway().await;
    let first = get(&running, "/v1/live/parking").await;
    assert_eq!(first.status(), 200);
    assert_eq!(header(&first, "cache-control"), "public, max-age=30");
    let etag = header(&first, "etag");
    let live = json(first).await;
    assert_eq!(live["car_parks"][0]["free"], 12);

    let again = ask(&running, "/v1/live/parking", Some(&etag)).await;
    assert_eq!(again.status(), 304);
    assert!(again.bytes().await.unwrap().is_empty());

    let later = ka_domain::LiveParking {
        read_at: Utc::now(),
        car_parks: vec![],
    };
    running.publication.set_live("parking", &later).unwrap();
    let changed = ask(&running, "/v1/live/parking", Some(&etag)).await;
    assert_eq!(changed.status(), 200);
    assert_ne!(header(&changed, "etag"), etag);
    running.stop().await;
}

#[tokio::test]
async fn an_unchanged_feed_costs_one_request_of_less_than_two_kilobytes() {
    let (_folder, running) = gateway().await;
    let path = "/feed/metadata/timestamp.json";
    let first = get(&running, path).await;
    assert_eq!(header(&first, "cache-control"), "no-cache");
    let etag = header(&first, "etag");
    let whole = first.bytes().await.unwrap().len();
    let again = ask(&running, path, Some(&etag)).await;
    assert_eq!(again.status(), 304);
    let headers: usize = again
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    assert!(headers < 1000, "{headers}");
    // Even for one who has forgotten the tag.
    assert!(whole < 2000 - headers, "{whole}");
    running.stop().await;
}

#[tokio::test]
async fn what_never_changes_may_be_kept_and_what_is_not_there_may_not() {
    let (_folder, running) = gateway().await;
    let root = get(&running, "/feed/metadata/1.root.json").await;
    assert_eq!(root.status(), 200);
    assert_eq!(header(&root, "cache-control"), feed_for_ever());
    let next = get(&running, "/feed/metadata/2.root.json").await;
    assert_eq!(next.status(), 404);
    assert_eq!(header(&next, "cache-control"), "no-store");

    let districts = ka_domain::CollectionName::new("districts").unwrap();
    let file = running.publication.files(&districts).unwrap().remove(0);
    let target = get(&running, &format!("/feed/targets/{}", file.path())).await;
    assert_eq!(header(&target, "cache-control"), feed_for_ever());
    assert_eq!(header(&target, "content-type"), "application/zstd");
    assert_eq!(target.bytes().await.unwrap().len() as u64, file.bytes);
    running.stop().await;
}

fn feed_for_ever() -> &'static str {
    "public, max-age=31536000, immutable"
}

#[tokio::test]
async fn nothing_beside_the_feed_can_be_fetched() {
    let (_folder, running) = gateway().await;
    for path in [
        "/feed/metadata/..%2f..%2fgateway.db",
        "/feed/targets/..%2f..%2fkeys/online/timestamp.pk8",
        "/feed/targets/..%2funfinished",
        "/feed/metadata/%2e%2e/gateway.lock",
        "/feed/targets//etc/passwd",
        "/feed/metadata/%00",
    ] {
        let status = get(&running, path).await.status();
        assert!(status.is_client_error(), "{path}: {status}");
    }
    running.stop().await;
}

#[tokio::test]
async fn every_source_says_how_it_is_doing() {
    let (_folder, running) = gateway().await;
    let report = json(get(&running, "/v1/sources").await).await;
    let sources = report["sources"].as_array().unwrap();
    let of = |id: &str| sources.iter().find(|s| s["id"] == id).unwrap();
    let car_parks = of("parking-karlsruhe");
    assert_eq!(
        (&car_parks["items"], &car_parks["every_seconds"]),
        (&1.into(), &60.into())
    );
    assert!(car_parks["last_success"].is_string() && car_parks["last_failure"].is_null());
    assert_eq!(
        (&car_parks["rejected"], &car_parks["incomplete"]),
        (&0.into(), &0.into())
    );
    // The file of the bicycle places is not there.
    let bicycles = of("bicycle-parking-karlsruhe");
    assert!(bicycles["last_success"].is_null(), "{bicycles}");
    assert_eq!(bicycles["last_failure"]["code"], "file");
    assert_eq!(bicycles["failures"], 1);
    running.stop().await;
}

#[tokio::test]
async fn a_source_is_read_when_somebody_wishes() {
    let (folder, running) = gateway().await;
    let file = folder.path().join("data/parking/karlsruhe.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let fewer = text.replace(r#""freie_parkplaetze":12"#, r#""freie_parkplaetze":3"#);
    std::fs::write(&file, fewer).unwrap();
    let source = |id: &str| ka_domain::SourceId::new(id).unwrap();
    let car_parks = source("parking-karlsruhe");
    assert!(running.read_now(&car_parks).await.unwrap());
    let live = json(get(&running, "/v1/live/parking").await).await;
    assert_eq!(live["car_parks"][0]["free"], 3);
    std::fs::remove_file(&file).unwrap();
    assert!(!running.read_now(&car_parks).await.unwrap());
    assert!(running.read_now(&source("nobody")).await.is_err());
    running.stop().await;
}

#[tokio::test]
async fn before_anything_is_known_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let running = start_in(folder.path()).await;
    let live = get(&running, "/v1/live/parking").await;
    assert_eq!(live.status(), 503);
    assert_eq!(json(live).await["error"], "nothing_known");
    assert_eq!(get(&running, "/healthz").await.status(), 200);
    running.stop().await;
}

#[tokio::test]
async fn the_document_describes_exactly_what_is_served() {
    let served: BTreeSet<String> = routes()
        .into_iter()
        .map(|(path, _)| path.replace("{*", "{"))
        .collect();
    let document = openapi::Document::openapi();
    let described: BTreeSet<String> = document.paths.paths.keys().cloned().collect();
    assert_eq!(served, described);

    let (_folder, running) = gateway().await;
    let answer = json(get(&running, "/openapi.json").await).await;
    assert!(answer["openapi"].as_str().unwrap().starts_with("3.1"));
    assert!(
        answer["components"]["schemas"]["LiveCarPark"].is_object(),
        "{answer}"
    );
    running.stop().await;
}

#[test]
fn the_document_describes_the_live_numbers_as_they_are() {
    let states = [
        CarParkState::Open,
        CarParkState::Closed,
        CarParkState::Unknown,
    ];
    for state in states {
        let one = LiveCarPark {
            id: ItemId::new("car-park-7").unwrap(),
            free: Some(1),
            state,
            counted_at: Some(DateTime::UNIX_EPOCH),
        };
        let live = ka_domain::LiveParking {
            read_at: DateTime::UNIX_EPOCH,
            car_parks: vec![one],
        };
        let text = serde_json::to_string(&live).unwrap();
        serde_json::from_str::<LiveParking>(&text).unwrap();
    }
}

#[tokio::test]
async fn a_gateway_that_starts_again_has_what_it_had() {
    let (folder, running) = gateway().await;
    let before = get(&running, "/feed/metadata/timestamp.json").await;
    let etag = header(&before, "etag");
    running.stop().await;
    // The source is gone meanwhile.
    std::fs::remove_dir_all(folder.path().join("data")).unwrap();
    let running = start_in(folder.path()).await;
    let after = ask(&running, "/feed/metadata/timestamp.json", Some(&etag)).await;
    assert_eq!(after.status(), 304);
    assert_eq!(get(&running, "/v1/live/parking").await.status(), 200);
    running.stop().await;
}

#[tokio::test]
async fn two_gateways_do_not_work_in_one_state_directory() {
    let (folder, running) = gateway().await;
    let options = EmbeddedOptions::new(folder.path().join("state"));
    assert!(start(options).await.is_err());
    running.stop().await;
}
