//! Nobody hands in without bounds, and nothing is kept without end.

use super::*;
use crate::reports::api::head::Admitted;
use crate::reports::config::Rate;
use ka_protocol::report::{DEVICE_KEY, RefusalCode};
use std::num::NonZeroU32;

fn rate(burst: u32) -> Rate {
    Rate {
        burst: NonZeroU32::new(burst).unwrap(),
        an_hour: NonZeroU32::new(60).unwrap(),
    }
}

#[tokio::test]
async fn who_hands_in_too_much_is_told_when_to_come_again() {
    let town = Town::opened_with(|options| options.reports.limits.address = rate(2)).await;
    for _ in 0..2 {
        receipt(town.hand_in(key(), &street_light()).await).await;
    }
    let answer = town.hand_in(key(), &street_light()).await;
    let wait = answer.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse::<u64>();
    assert!((1..=60).contains(&wait.unwrap()));
    let (status, refused) = refusal(answer).await;
    assert_eq!((status, refused.error), (429, RefusalCode::TooMany));
    // What everybody may read is not bounded by that.
    assert_eq!(town.get("/healthz").await.status(), 200);
    town.running.stop().await;
}

#[tokio::test]
async fn devices_and_addresses_behind_a_web_server_are_told_apart() {
    let town = Town::opened_with(|options| {
        options.reports.behind_proxy = true;
        options.reports.limits.address = rate(2);
        options.reports.limits.device = rate(1);
    })
    .await;
    let ask = async |address: &str, device: &str| {
        let request = town.post(STATUS).header("x-forwarded-for", address);
        let request = request.header(DEVICE_KEY, device.repeat(16));
        let body = serde_json::to_vec(&StatusQuestion { ids: vec![key()] }).unwrap();
        request.body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(ask("192.0.2.1", "01").await, 200);
    assert_eq!(ask("192.0.2.2", "01").await, 429, "the device");
    assert_eq!(ask("192.0.2.1", "02").await, 200);
    assert_eq!(ask("192.0.2.1", "03").await, 429, "the address");
    assert_eq!(ask("192.0.2.1, 192.0.2.3", "04").await, 200);
    town.running.stop().await;
}

#[tokio::test]
async fn half_a_year_after_the_office_is_done_the_words_and_photos_are_gone_and_the_way_is_not() {
    let town = Town::opened().await;
    let (mine, photo, stray) = (key(), key(), key());
    for photo in [photo, stray] {
        receipt(town.photo(photo, PHOTO.clone()).await).await;
    }
    let mut report = street_light();
    report.photos.push(photo);
    receipt(town.hand_in(mine, &report).await).await;
    receipt(town.hand_in(key(), &street_light()).await).await;
    let store = &town.running.reports.store;
    let done = Some(ka_domain::Progress::Closed);
    store.say(1, done, None, town.clock.now()).await.unwrap();
    town.running.reports.forget().await;
    assert_eq!(town.count("SELECT count(*) FROM photo"), 2);
    town.clock.forward(31);
    town.running.reports.forget().await;
    assert_eq!(town.count("SELECT count(*) FROM photo"), 1, "the stray one");

    town.clock.forward(150);
    town.running.reports.forget().await;
    assert_eq!(town.count("SELECT count(*) FROM photo"), 0);
    let cases = store.cases(false).await.unwrap();
    let kept: Vec<bool> = cases.iter().map(|case| case.report.is_some()).collect();
    assert_eq!(kept, [false, true], "what nobody is done with is kept");
    let status = town.status(vec![mine]).await;
    assert_eq!(status[0].progress, ka_domain::Progress::Closed);
    // It is still the same report for whoever sends it again; a stray photo is new.
    assert_eq!(receipt(town.hand_in(mine, &report).await).await.id, "KA-1");
    receipt(town.photo(stray, PHOTO.clone()).await).await;
    assert_eq!(town.count("SELECT count(*) FROM photo"), 1);
    town.running.stop().await;
}

#[tokio::test]
async fn when_there_is_no_room_for_more_at_a_time_who_comes_is_asked_to_come_again() {
    let town = Town::opened().await;
    let mut rooms = Vec::new();
    let bodies = &town.running.reports.bodies;
    for number in 0..=u8::MAX {
        let sender = Admitted {
            network: [192, 0, 2, number].into(),
        };
        while let Ok(room) = bodies.room(sender, &vec![0; 1024].into(), 1024) {
            rooms.push(room);
        }
    }
    let json = serde_json::to_vec(&street_light()).unwrap();
    let part = "--a\r\nContent-Disposition: form-data; name=\"report\"\r\n\r\n".to_string();
    let part = [part.as_bytes(), &json, b"\r\n--a--\r\n"].concat();
    let (photo, whole) = (key(), "multipart/form-data; boundary=a");
    for answer in [
        town.photo(photo, PHOTO.clone()).await,
        town.hand_in(key(), &street_light()).await,
        town.send(REPORTS, key(), whole, part.clone()).await,
        town.support(key(), "KA-1").await,
    ] {
        assert!(answer.headers().contains_key("retry-after"));
        let (status, refused) = refusal(answer).await;
        assert_eq!((status, refused.error), (503, RefusalCode::Busy));
    }
    rooms.clear();
    receipt(town.photo(photo, PHOTO.clone()).await).await;
    receipt(town.send(REPORTS, key(), whole, part).await).await;
    town.running.stop().await;
}
