//! Photos come before their report, or with it.

use super::*;
use ka_domain::ReportFault;
use ka_protocol::report::{MEDIA, RefusalCode};

const BOUNDARY: &str = "a-line-between";

fn of_parts(boundary: &str) -> String {
    format!("multipart/form-data; boundary={boundary}")
}

fn parts(parts: &[(&str, &[u8])]) -> Vec<u8> {
    parts_between(BOUNDARY, parts)
}

fn parts_between(boundary: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let head =
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    body
}

/// A report of two photos that were handed in before.
async fn with_two_photos(town: &Town) -> Report {
    let mut report = street_light();
    for _ in 0..2 {
        let photo = key();
        receipt(town.photo(photo, PHOTO.clone()).await).await;
        report.photos.push(photo);
    }
    report
}

#[tokio::test]
async fn photos_reach_the_office_byte_for_byte_and_everybody_else_as_pixels_alone() {
    let town = Town::opened().await;
    let report = with_two_photos(&town).await;
    receipt(town.hand_in(key(), &report).await).await;
    let kept = town.running.reports.store.photos(1).await.unwrap();
    assert_eq!(kept, [PHOTO.clone(), PHOTO.clone()]);

    let media: String = town
        .database()
        .query_row("SELECT media FROM photo WHERE position = 0", [], |row| {
            row.get(0)
        })
        .unwrap();
    let shown = town.get(&format!("{MEDIA}{media}.jpg")).await;
    assert_eq!(shown.status(), 200);
    assert_eq!(shown.headers()["content-type"], "image/jpeg");
    assert_eq!(shown.headers()["x-content-type-options"], "nosniff");
    let shown = shown.bytes().await.unwrap();
    assert!(holds(&PHOTO, b"KarlsCamera") && !holds(&shown, b"KarlsCamera"));
    assert!(image::load_from_memory(&shown).is_ok());
    town.running.stop().await;
}

#[tokio::test]
async fn a_photo_is_shown_to_nobody_without_its_report_or_by_its_key_or_once_refused() {
    let town = Town::opened().await;
    let photo = key();
    receipt(town.photo(photo, PHOTO.clone()).await).await;
    let media: String = town
        .database()
        .query_row("SELECT media FROM photo", [], |row| row.get(0))
        .unwrap();
    let path = format!("{MEDIA}{media}.jpg");
    assert_eq!(town.get(&path).await.status(), 404);
    let mut report = street_light();
    report.photos.push(photo);
    receipt(town.hand_in(key(), &report).await).await;
    assert_eq!(town.get(&path).await.status(), 200);
    for other in [format!("{MEDIA}{media}"), format!("{MEDIA}{photo}.jpg")] {
        assert_eq!(town.get(&other).await.status(), 404);
    }
    let refused = Some(ka_domain::Progress::Refused);
    let store = &town.running.reports.store;
    store
        .say(1, refused, Some("No.".to_owned()), Utc::now())
        .await
        .unwrap();
    assert_eq!(town.get(&path).await.status(), 404);
    town.running.stop().await;
}

#[tokio::test]
async fn a_report_whose_photo_is_not_here_waits_for_it() {
    let town = Town::opened().await;
    let (one, photo) = (key(), key());
    let mut report = street_light();
    report.photos.push(photo);
    let (status, refused) = refusal(town.hand_in(one, &report).await).await;
    assert_eq!((status, refused.error), (424, RefusalCode::MissingPhoto));
    assert_eq!(town.count("SELECT count(*) FROM report"), 0);
    receipt(town.photo(photo, PHOTO.clone()).await).await;
    receipt(town.hand_in(one, &report).await).await;
    // It is that report's now.
    let (status, _) = refusal(town.hand_in(key(), &report).await).await;
    assert_eq!(status, 424);
    town.running.stop().await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_by_its_type_or_by_what_it_holds() {
    let town = Town::opened().await;
    let answer = town.send(PHOTOS, key(), "text/html", PHOTO.clone()).await;
    let (status, refused) = refusal(answer).await;
    assert_eq!((status, refused.error), (415, RefusalCode::NotAPicture));
    for bytes in [
        b"<html>".to_vec(),
        vec![],
        PHOTO[..PHOTO.len() / 2].to_vec(),
    ] {
        let (status, refused) = refusal(town.photo(key(), bytes).await).await;
        assert_eq!((status, refused.error), (422, RefusalCode::NotAPicture));
    }
    let large = vec![0; limits::PHOTO_BYTES + 1];
    let (status, refused) = refusal(town.photo(key(), large).await).await;
    assert_eq!((status, refused.error), (413, RefusalCode::TooLarge));
    assert_eq!(town.count("SELECT count(*) FROM photo"), 0);
    town.running.stop().await;
}

#[tokio::test]
async fn a_report_comes_in_parts_with_its_photos() {
    let town = Town::opened().await;
    let json = serde_json::to_vec(&street_light()).unwrap();
    let body = parts(&[("report", &json), ("photo", &PHOTO), ("photo", &PHOTO)]);
    let one = key();
    let first = receipt(
        town.send(REPORTS, one, &of_parts(BOUNDARY), body.clone())
            .await,
    )
    .await;
    assert_eq!(town.running.reports.store.photos(1).await.unwrap().len(), 2);
    // A browser that sends it again draws another line between the parts.
    let (other, same) = (
        "another-line",
        [("report", &*json), ("photo", &PHOTO), ("photo", &PHOTO)],
    );
    let again = parts_between(other, &same);
    assert_ne!(again, body);
    let again = town.send(REPORTS, one, &of_parts(other), again).await;
    assert_eq!(receipt(again).await, first);
    let fewer = parts(&[("report", &json), ("photo", &PHOTO)]);
    assert_eq!(
        town.send(REPORTS, one, &of_parts(BOUNDARY), fewer)
            .await
            .status(),
        409
    );
    assert_eq!(town.count("SELECT count(*) FROM photo"), 2);
    town.running.stop().await;
}

#[tokio::test]
async fn parts_that_are_no_report_are_refused_whole() {
    let town = Town::opened().await;
    let json = serde_json::to_vec(&street_light()).unwrap();
    let photo: (&str, &[u8]) = ("photo", &PHOTO);
    let report: (&str, &[u8]) = ("report", &json);
    let refused = async |body: Vec<u8>| {
        let answer = town.send(REPORTS, key(), &of_parts(BOUNDARY), body).await;
        let (status, refused) = refusal(answer).await;
        (status, refused.error)
    };
    assert_eq!(refused(parts(&[photo])).await, (400, RefusalCode::Invalid));
    assert_eq!(
        refused(parts(&[report, report])).await,
        (400, RefusalCode::Invalid)
    );
    assert_eq!(
        refused(parts(&[report, ("file", b"a")])).await,
        (400, RefusalCode::Invalid)
    );
    assert_eq!(refused(b"no parts".to_vec()).await.0, 400);
    let page = parts(&[report, photo, ("photo", b"<html>")]);
    assert_eq!(refused(page).await, (422, RefusalCode::NotAPicture));
    let large = vec![0; limits::PHOTO_BYTES + 1];
    let large = parts(&[report, photo, ("photo", &large)]);
    assert_eq!(refused(large).await, (413, RefusalCode::TooLarge));
    let heavy = vec![0; 4 * 1024 * 1024];
    let heavy = parts(&[report, ("photo", &heavy), ("photo", &heavy)]);
    assert_eq!(refused(heavy).await, (413, RefusalCode::TooLarge));

    let six = parts(&[report, photo, photo, photo, photo, photo, photo]);
    let answer = town.send(REPORTS, key(), &of_parts(BOUNDARY), six).await;
    let (status, refused) = refusal(answer).await;
    assert_eq!(
        (status, refused.faults),
        (422, vec![ReportFault::TooManyPhotos])
    );
    assert_eq!(town.count("SELECT count(*) FROM submission"), 0);
    assert_eq!(town.count("SELECT count(*) FROM photo"), 0);
    town.running.stop().await;
}
