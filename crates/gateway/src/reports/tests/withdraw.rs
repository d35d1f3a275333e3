//! What is handed in is taken back.

use super::*;
use ka_protocol::report::RefusalCode;

#[tokio::test]
async fn what_is_taken_back_before_it_comes_is_never_taken() {
    let town = Town::opened().await;
    let key = key();
    for _ in 0..2 {
        assert_eq!(town.delete(REPORTS, key).await.status(), 204);
    }
    let town = town.restarted().await;
    let (status, refused) = refusal(town.hand_in(key, &street_light()).await).await;
    assert_eq!((status, refused.error), (410, RefusalCode::Conflict));
    assert_eq!(town.count("SELECT count(*) FROM report"), 0);
    town.running.stop().await;
}

#[tokio::test]
async fn what_was_accepted_is_not_taken_back_and_the_receipt_says_so() {
    let town = Town::opened().await;
    let (report, photo) = (key(), key());
    let of_photo = receipt(town.photo(photo, PHOTO.clone()).await).await;
    let mut with_photo = street_light();
    with_photo.photos.push(photo);
    let of_report = receipt(town.hand_in(report, &with_photo).await).await;
    let accepted = [(PHOTOS, photo, of_photo), (REPORTS, report, of_report)];
    for (path, key, before) in accepted {
        let answer = town.delete(path, key).await;
        assert_eq!(answer.status(), 409);
        let said: Receipt = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(said, before);
    }
    let (status, _) = refusal(town.delete(PHOTOS, report).await).await;
    assert_eq!(status, 409, "a key of something else");
    assert_eq!(town.count("SELECT count(*) FROM report"), 1);
    assert_eq!(town.count("SELECT count(*) FROM photo"), 1);
    town.running.stop().await;
}

#[tokio::test]
async fn a_photo_that_no_report_has_named_is_taken_back_and_gone() {
    let town = Town::opened().await;
    let photo = key();
    receipt(town.photo(photo, PHOTO.clone()).await).await;
    for _ in 0..2 {
        assert_eq!(town.delete(PHOTOS, photo).await.status(), 204);
        assert_eq!(town.count("SELECT count(*) FROM photo"), 0);
    }
    let (status, refused) = refusal(town.photo(photo, PHOTO.clone()).await).await;
    assert_eq!((status, refused.error), (410, RefusalCode::Conflict));
    let mut report = street_light();
    report.photos.push(photo);
    let (status, _) = refusal(town.hand_in(key(), &report).await).await;
    assert_eq!(status, 424);
    town.running.stop().await;
}

#[tokio::test]
async fn a_photo_and_a_word_of_support_are_taken_back_too() {
    let town = Town::opened().await;
    let (photo, support) = (key(), key());
    assert_eq!(town.delete(PHOTOS, photo).await.status(), 204);
    assert_eq!(town.delete(SUPPORT, support).await.status(), 204);
    assert_eq!(town.photo(photo, PHOTO.clone()).await.status(), 410);
    assert_eq!(town.support(support, "KA-1").await.status(), 410);
    let url = town.running.url.join("/v1/reports/nonsense").unwrap();
    let answer = town.client.delete(url).send().await.unwrap();
    assert_eq!(refusal(answer).await.1.error, RefusalCode::NoKey);
    town.running.stop().await;
}
