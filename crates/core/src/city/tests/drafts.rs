//! Reports that are being written, over a real store.

use super::*;
use crate::samples::{self, NOW, id, report_category};
use crate::store::reports;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use ka_domain::report::limits;
use ka_domain::views::{DraftText, DraftView};
use ka_domain::{
    Contact, Content, PhotoId, Position, Progress, Report, ReportFault, ReportPlace, ReportStep,
    SubmissionId,
};
use ka_photo::PhotoFault;
use ka_protocol::report::ReportStatus;
use std::collections::BTreeSet;

/// A clock that is turned by hand.
struct Turned(Mutex<DateTime<Utc>>);

impl Clock for Turned {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), crate::clock::NoRandomness> {
        SystemClock.fill(bytes)
    }
}

/// A device whose city publishes two categories, with the app open on it.
struct Street {
    city: City,
    clock: Arc<Turned>,
    device: Device,
}

fn open(device: &Device, clock: &Arc<Turned>) -> City {
    let city = City::with_key_store(
        device.folder(),
        None,
        clock.clone(),
        Arc::new(|_| {}),
        tokio::runtime::Handle::current(),
        Box::new(device.key_store.clone()),
    );
    assert!(matches!(city.open(), Phase::Ready));
    city
}

impl Street {
    fn new() -> Street {
        let device = Device::with_key_store(true);
        let clock = Arc::new(Turned(Mutex::new(NOW)));
        let city = open(&device, &clock);
        for name in ["lamp", "waste"] {
            let category = Content::ReportCategory(report_category(name));
            samples::put(&city.store().unwrap(), category);
        }
        Street {
            city,
            clock,
            device,
        }
    }

    /// The app is ended and started again.
    fn restarted(self) -> Street {
        let Street {
            city,
            clock,
            device,
        } = self;
        drop(city);
        Street {
            city: open(&device, &clock),
            clock,
            device,
        }
    }

    fn later(&self, by: TimeDelta) {
        *self.clock.0.lock().unwrap() += by;
    }

    fn begun(&self) -> DraftView {
        self.city.new_draft(Some(&id("lamp"))).unwrap()
    }

    /// As if `report` had been handed in and the city had said `status` of it.
    fn sent(&self, number: u64, report: &Report, status: Option<&ReportStatus>) -> SubmissionId {
        let key = SubmissionId::new(number, &[0; 10]);
        let store = self.city.store().unwrap();
        store
            .write(|transaction| {
                reports::put(transaction, &key, report, NOW)?;
                reports::set_status(transaction, &key, status, NOW)
            })
            .unwrap();
        key
    }
}

fn dark_lamp() -> DraftText {
    DraftText {
        category: Some(id("lamp")),
        place: ReportPlace {
            position: Position::new(49.0094, 8.4044).ok(),
            accuracy_m: Some(12),
            address: "Marktplatz 1".into(),
            ..ReportPlace::default()
        },
        words: "Seit Tagen dunkel".into(),
        contact: Contact {
            email: "a@example.org".into(),
            ..Contact::default()
        },
        contact_released: true,
        ..DraftText::default()
    }
}

fn report(words: &str) -> Report {
    Report {
        category: id("lamp"),
        answers: [("height".to_owned(), vec!["3".to_owned()])].into(),
        place: dark_lamp().place,
        words: words.into(),
        contact: Some(dark_lamp().contact),
        photos: vec![],
        reopens: None,
        written_at: NOW,
    }
}

fn picture(shade: u8) -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg)
        .encode_image(&RgbImage::from_pixel(64, 48, Rgb([shade; 3])))
        .unwrap();
    jpeg
}

#[tokio::test]
async fn a_draft_is_as_it_was_left_after_a_restart_with_its_photos() {
    let street = Street::new();
    let draft = street.begun();
    street.city.save_draft(&draft.id, &dark_lamp()).unwrap();
    street.city.add_photo(&draft.id, picture(10)).unwrap();
    let left = street.city.add_photo(&draft.id, picture(200)).unwrap();
    assert_eq!(left.text, dark_lamp());
    assert_eq!(left.faults, []);
    let photos: Vec<Vec<u8>> = left
        .photos
        .iter()
        .map(|photo| street.city.photo(&photo.id).unwrap())
        .collect();
    assert_ne!(photos.first(), photos.last());

    let street = street.restarted();
    assert_eq!(street.city.draft(&left.id).unwrap(), left);
    for (photo, bytes) in left.photos.iter().zip(&photos) {
        assert_eq!(&street.city.photo(&photo.id).unwrap(), bytes);
        assert_eq!(photo.bytes, bytes.len() as u64);
        assert_eq!((photo.width, photo.height), (64, 48));
        let thumbnail = STANDARD.decode(&photo.thumbnail).unwrap();
        assert_eq!(image::load_from_memory(&thumbnail).unwrap().width(), 64);
    }
}

#[tokio::test]
async fn several_drafts_are_written_side_by_side() {
    let street = Street::new();
    let drafts: Vec<SubmissionId> = (0..3).map(|_| street.begun().id).collect();
    for (draft, words) in drafts.iter().zip(["one", "two", "three"]) {
        street.later(TimeDelta::minutes(1));
        let text = DraftText {
            words: words.into(),
            ..dark_lamp()
        };
        street.city.save_draft(draft, &text).unwrap();
    }
    let words = |street: &Street| -> Vec<String> {
        let mine = street.city.my_reports().unwrap();
        mine.drafts.into_iter().map(|draft| draft.words).collect()
    };
    assert_eq!(words(&street), ["three", "two", "one"]);
    street.city.discard_draft(&drafts[1]).unwrap();
    let street = street.restarted();
    assert_eq!(words(&street), ["three", "one"]);
}

#[tokio::test]
async fn what_was_discarded_is_gone_with_its_photos() {
    let street = Street::new();
    let draft = street.begun();
    let view = street.city.add_photo(&draft.id, picture(10)).unwrap();
    street.city.discard_draft(&draft.id).unwrap();
    assert!(matches!(
        street.city.draft(&draft.id),
        Err(CityError::NotFound)
    ));
    let gone = street.city.photo(&view.photos[0].id);
    assert!(matches!(gone, Err(CityError::NotFound)));
    // It does not come back by what is still being typed.
    let late = street.city.save_draft(&draft.id, &dark_lamp());
    assert!(matches!(late, Err(CityError::NotFound)));
    let late = street.city.add_photo(&draft.id, picture(10));
    assert!(matches!(late, Err(CityError::NotFound)));
}

#[tokio::test]
async fn what_is_missing_is_told_with_every_change() {
    let street = Street::new();
    let draft = street.city.new_draft(None).unwrap();
    assert_eq!(
        draft.faults,
        [
            ReportFault::Category,
            ReportFault::Place,
            ReportFault::Empty
        ]
    );
    let text = DraftText {
        contact_released: false,
        ..dark_lamp()
    };
    let view = street.city.save_draft(&draft.id, &text).unwrap();
    assert_eq!(view.faults, [ReportFault::ContactNotReleased]);
    let gone = DraftText {
        category: Some(id("gone")),
        ..dark_lamp()
    };
    let view = street.city.save_draft(&draft.id, &gone).unwrap();
    assert_eq!(view.faults, [ReportFault::Category]);
    assert_eq!(view.category, None);
}

#[tokio::test]
async fn a_photo_too_many_is_refused_until_one_is_taken_out() {
    let street = Street::new();
    let draft = street.begun().id;
    for _ in 0..limits::PHOTOS {
        street.city.add_photo(&draft, picture(1)).unwrap();
    }
    let more = street.city.add_photo(&draft, picture(1));
    assert!(
        matches!(more, Err(CityError::PhotoTooMany { most: 5 })),
        "{more:?}"
    );
    let photos = street.city.draft(&draft).unwrap().photos;
    let left = street.city.remove_photo(&draft, &photos[1].id).unwrap();
    let ids = |photos: &[ka_domain::views::PhotoRow]| -> Vec<PhotoId> {
        photos.iter().map(|photo| photo.id).collect()
    };
    let mut expected = ids(&photos);
    expected.remove(1);
    assert_eq!(ids(&left.photos), expected);
    assert!(street.city.add_photo(&draft, picture(2)).is_ok());
}

#[tokio::test]
async fn what_is_no_photo_is_told_and_changes_nothing() {
    let street = Street::new();
    let draft = street.begun().id;
    let whole = picture(1);
    for (bytes, fault) in [
        (b"GIF89a".to_vec(), PhotoFault::Unsupported),
        (whole[..whole.len() / 2].to_vec(), PhotoFault::Damaged),
        (vec![0; limits::CAMERA_BYTES + 1], PhotoFault::TooLarge),
    ] {
        let refused = street.city.add_photo(&draft, &bytes);
        assert!(
            matches!(refused, Err(CityError::Photo(why)) if why == fault),
            "{refused:?}"
        );
    }
    assert_eq!(street.city.draft(&draft).unwrap().photos, []);
}

#[tokio::test]
async fn what_was_begun_without_a_word_is_in_no_list_and_goes_after_a_day() {
    let street = Street::new();
    let empty = street.city.new_draft(None).unwrap().id;
    // Whoever tries a topic has not written anything yet.
    let tried = street.begun().id;
    let pictured = street.begun().id;
    street.city.add_photo(&pictured, picture(1)).unwrap();
    let written = street.begun().id;
    street.city.save_draft(&written, &dark_lamp()).unwrap();
    let listed = || {
        let drafts = street.city.my_reports().unwrap().drafts.into_iter();
        drafts.map(|row| row.id).collect::<BTreeSet<_>>()
    };
    assert_eq!(listed(), BTreeSet::from([pictured, written]));
    street.later(TimeDelta::hours(23));
    street.begun();
    assert!(street.city.draft(&empty).is_ok());
    assert!(street.city.draft(&tried).is_ok());
    street.later(TimeDelta::hours(2));
    let latest = street.begun().id;
    for gone in [empty, tried] {
        let gone = street.city.draft(&gone);
        assert!(matches!(gone, Err(CityError::NotFound)), "{gone:?}");
    }
    assert!(street.city.draft(&latest).is_ok());
    assert_eq!(listed(), BTreeSet::from([pictured, written]));
}

#[tokio::test]
async fn what_is_not_mended_is_reported_anew_in_the_same_place() {
    let street = Street::new();
    let earlier = street.sent(1, &report("dunkel"), None);
    let draft = street.city.reopen_report(&earlier).unwrap();
    assert_eq!(draft.text.reopens, Some(earlier));
    assert_eq!(draft.text.place, dark_lamp().place);
    assert_eq!(draft.category.map(|category| category.id), Some(id("lamp")));
    // Who reports, and what, is said anew.
    assert_eq!(draft.text.contact, Contact::default());
    assert!(!draft.text.contact_released);
    assert_eq!(draft.faults, [ReportFault::Empty]);
    let nobody = SubmissionId::new(9, &[0; 10]);
    assert!(matches!(
        street.city.reopen_report(&nobody),
        Err(CityError::NotFound)
    ));
}

#[tokio::test]
async fn a_report_is_read_whole_and_news_of_it_are_news_once() {
    let street = Street::new();
    let step = |progress, words: Option<&str>| ReportStep {
        at: NOW,
        progress,
        words: words.map(str::to_owned),
    };
    let status = |id, steps| ReportStatus {
        id,
        progress: Progress::Closed,
        city_id: Some("4711".into()),
        steps,
    };
    let quiet = SubmissionId::new(1, &[0; 10]);
    let steps = vec![step(Progress::Received, None)];
    street.sent(1, &report("dunkel"), Some(&status(quiet, steps)));
    let told = SubmissionId::new(2, &[0; 10]);
    let steps = vec![
        step(Progress::Received, None),
        step(Progress::Closed, Some("Die Lampe brennt wieder.")),
    ];
    street.sent(
        2,
        &report("dunkel\n\nsehr"),
        Some(&status(told, steps.clone())),
    );
    let again = Report {
        reopens: Some(told),
        ..report("wieder dunkel")
    };
    let again = street.sent(3, &again, None);

    let unread = |street: &Street| -> Vec<bool> {
        let mine = street.city.my_reports().unwrap();
        mine.reports.iter().map(|report| report.unread).collect()
    };
    // That something arrived is no news of the city.
    assert_eq!(unread(&street), [false, true, false]);
    let view = street.city.my_report(&told).unwrap();
    assert_eq!(view.words, "dunkel\n\nsehr");
    assert_eq!(view.row.words, "dunkel sehr");
    assert_eq!(view.row.category, samples::in_both("lamp"));
    assert_eq!(view.row.place.address.as_deref(), Some("Marktplatz 1"));
    assert_eq!(view.steps, steps);
    assert_eq!(view.city_id.as_deref(), Some("4711"));
    assert_eq!(view.reopened_by, [again]);
    assert!(view.with_contact);
    assert!(view.row.unread);
    assert_eq!(unread(&street), [false, false, false]);
}
