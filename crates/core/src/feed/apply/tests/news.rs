//! What a file of the feed is news of, and to whom.

use super::{NOW, gone, pack};
use crate::feed::apply::{Applied, apply};
use crate::samples::{Device, district_id, paper};
use crate::store::news::{self, News, Which};
use crate::store::{StoreError, follows};
use chrono::TimeDelta;
use ka_domain::views::Change;
use ka_domain::{
    CollectionName, Content, FollowedWord, ItemId, Paper, Provenance, SourceId, Subject,
};
use ka_protocol::{FeedFile, FilePart, Line};
use std::borrow::Cow;
use std::io::Cursor;

/// A device whose owner follows Durlach and the word "Radweg".
fn device() -> Device {
    let device = Device::new();
    let followed = [
        Subject::District(district_id("durlach")),
        Subject::Word(FollowedWord::new("Radweg").unwrap()),
    ];
    for subject in followed {
        device
            .store
            .write(|transaction| follows::begin(transaction, &subject, NOW))
            .unwrap();
    }
    device
}

fn line(paper: &Paper, as_of_days: i64) -> String {
    let line = Line::Upsert {
        id: paper.id.clone(),
        revision: 1,
        provenance: Provenance {
            source: SourceId::new("council").unwrap(),
            licence: None,
            as_of: NOW + TimeDelta::days(as_of_days),
        },
        content: Cow::Owned(serde_json::to_string(&Content::Paper(paper.clone())).unwrap()),
    };
    line.to_json().unwrap()
}

fn take(device: &Device, generation: u64, part: FilePart, lines: &[String]) -> Applied {
    let (archive, size) = pack(&super::text(lines));
    let file = FeedFile {
        collection: CollectionName::new("papers").unwrap(),
        generation,
        part,
    };
    apply(&device.store, &file, size, Cursor::new(archive), NOW).unwrap()
}

fn all_news(device: &Device) -> Vec<(ItemId, Change)> {
    let all: Vec<News> = device
        .store
        .read(|reader| news::latest(reader, Which::Unread, 100))
        .unwrap();
    let mut all: Vec<_> = all.into_iter().map(|news| (news.id, news.change)).collect();
    all.sort();
    all
}

fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

fn in_durlach(name: &str) -> Paper {
    Paper {
        districts: vec![district_id("durlach")],
        ..paper(name)
    }
}

#[test]
fn the_first_base_is_no_news() {
    let device = device();
    let applied = take(
        &device,
        1,
        FilePart::Base,
        &[line(&in_durlach("1 Schule"), 0)],
    );
    assert_eq!((applied.upserts, applied.news), (1, 0));
    assert!(all_news(&device).is_empty());
}

#[test]
fn what_comes_and_what_changes_is_news_to_who_follows_it_and_nothing_else_is() {
    let device = device();
    take(
        &device,
        1,
        FilePart::Base,
        &[line(&in_durlach("1 Schule"), 0), line(&paper("9 Kanal"), 0)],
    );
    let delta = [
        line(&in_durlach("1 Schule wird saniert"), 0),
        line(&paper("2 Neue Radwege"), 0),
        line(&paper("3 Haushalt"), 0),
    ];
    let applied = take(&device, 1, FilePart::Delta(1), &delta);
    assert_eq!((applied.upserts, applied.news), (3, 2));
    let told = all_news(&device);
    assert_eq!(told, [(id("1"), Change::Changed), (id("2"), Change::New)]);
}

#[test]
fn a_new_generation_of_the_same_is_no_news_even_if_it_is_vouched_for_anew() {
    let device = device();
    let same = in_durlach("1 Schule");
    take(&device, 1, FilePart::Base, &[line(&same, 0)]);
    let applied = take(&device, 2, FilePart::Base, &[line(&same, 3)]);
    assert_eq!((applied.upserts, applied.news), (1, 0));
    assert!(all_news(&device).is_empty());
    let as_of = device.store.read(|reader| {
        let papers = CollectionName::new("papers").unwrap();
        let item = crate::store::items::get(reader, &papers, &same.id)?;
        Ok::<_, StoreError>(item.map(|item| item.provenance.as_of))
    });
    assert_eq!(as_of.unwrap(), Some(NOW + TimeDelta::days(3)));
}

#[test]
fn what_is_gone_or_concerns_nobody_any_more_is_news_no_more() {
    let device = device();
    take(&device, 1, FilePart::Base, &[line(&paper("9 Kanal"), 0)]);
    let both = [
        line(&in_durlach("1 Schule"), 0),
        line(&in_durlach("2 Bad"), 0),
    ];
    assert_eq!(take(&device, 1, FilePart::Delta(1), &both).news, 2);
    let elsewhere = [gone("1"), line(&paper("2 Bad"), 0)];
    let applied = take(&device, 1, FilePart::Delta(2), &elsewhere);
    assert_eq!(applied.news, 2);
    assert!(all_news(&device).is_empty());
}
