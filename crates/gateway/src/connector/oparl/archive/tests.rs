//! What is kept, what is due after a change, and what is begun anew.

use super::super::body::{Place, Rewrite};
use super::super::list::List;
use super::super::page;
use super::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const HOST: &str = "https://a.example/oparl/";

fn body() -> Url {
    HOST.parse().unwrap()
}

fn in_folder(folder: &Path) -> Archive {
    Archive::open(&folder.join("council.db"), &body()).unwrap()
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap()
}

fn object(list: List, id: &str, more: Value) -> Value {
    let mut object = json!({
        "id": format!("{HOST}{}/{id}", list.plural()), "type": list.name(), "name": id,
        "modified": "2025-06-01T00:00:00Z",
    });
    let more = more.as_object().unwrap().clone();
    object.as_object_mut().unwrap().extend(more);
    object
}

/// Walks through a list that has these objects on one page.
fn walk(archive: &mut Archive, list: List, objects: &[Value]) -> Result<(), ConnectorError> {
    walk_of(archive, list, objects, 0)
}

/// The same where the source says how many there are.
fn walk_of(
    archive: &mut Archive,
    list: List,
    objects: &[Value],
    promised: u64,
) -> Result<(), ConnectorError> {
    let first: Url = format!("{HOST}{}", list.plural()).parse().unwrap();
    let pagination = json!({ "totalElements": promised });
    let text = json!({ "data": objects, "pagination": pagination }).to_string();
    let place = Place {
        body: body(),
        rewrite: Rewrite::karlsruhe(),
    };
    archive.begin(list, true, &first, now())?;
    let walk = archive.unfinished(list)?.unwrap();
    archive.store(&walk, &page::read(text.as_bytes(), &place)?)?;
    let walk = archive.unfinished(list)?.unwrap();
    archive.finish(&walk, now())
}

fn council() -> Value {
    object(List::Organization, "gr", json!({}))
}

fn meeting(result: &str) -> Value {
    let item = json!({
        "id": format!("{HOST}agendaitems/1"), "name": "x", "result": result,
        "consultation": format!("{HOST}consultations/1"),
    });
    let council = format!("{HOST}organizations/gr");
    object(
        List::Meeting,
        "m",
        json!({ "agendaItem": [item], "organization": [council] }),
    )
}

fn papers(title: &str) -> [Value; 2] {
    let station = json!({
        "id": format!("{HOST}consultations/1"), "meeting": format!("{HOST}meetings/m"),
        "organization": [format!("{HOST}organizations/gr")],
    });
    [
        object(
            List::Paper,
            "treated",
            json!({ "name": title, "consultation": [station] }),
        ),
        object(List::Paper, "other", json!({})),
    ]
}

/// An archive of a council, a meeting and two papers, all of which is published.
fn published(folder: &Path) -> Archive {
    let mut archive = in_folder(folder);
    walk(&mut archive, List::Organization, &[council()]).unwrap();
    walk(&mut archive, List::Meeting, &[meeting("vertagt")]).unwrap();
    walk(&mut archive, List::Paper, &papers("Brücke")).unwrap();
    assert!(told(&mut archive, "a").everything);
    archive.published().unwrap();
    archive
}

/// What is to be published in a feed that holds what this archive says.
fn told(archive: &mut Archive, shaping: &str) -> Due {
    let basis = archive.setting(BASIS).unwrap();
    archive.due(shaping, basis.as_deref()).unwrap()
}

/// What is to be shaped anew, by id.
fn due(archive: &mut Archive) -> BTreeSet<String> {
    let due = told(archive, "a");
    assert!(!due.everything);
    due.objects
        .into_iter()
        .map(|held| held.item.to_string())
        .collect()
}

fn ids<const N: usize>(ids: [&str; N]) -> BTreeSet<String> {
    ids.map(str::to_owned).into()
}

#[test]
fn before_the_first_publication_everything_is_due() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = in_folder(folder.path());
    walk(&mut archive, List::Paper, &papers("Brücke")).unwrap();
    for _ in 0..2 {
        let due = told(&mut archive, "a");
        assert_eq!((due.everything, due.objects.len(), due.held), (true, 2, 2));
    }
    archive.published().unwrap();
    assert_eq!(due(&mut archive), ids([]));
    // Shaped in another way, everything is another.
    assert!(told(&mut archive, "b").everything);
}

#[test]
fn a_title_touches_its_paper_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    walk(&mut archive, List::Paper, &papers("Steg")).unwrap();
    assert_eq!(due(&mut archive), ids(["treated"]));
}

#[test]
fn a_result_touches_the_meeting_and_the_papers_that_it_treats() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    walk(&mut archive, List::Meeting, &[meeting("beschlossen")]).unwrap();
    // The council too: that it meets is known from here.
    assert_eq!(due(&mut archive), ids(["gr", "m", "treated"]));
}

#[test]
fn a_new_name_of_the_council_touches_all_that_name_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    let renamed = object(List::Organization, "gr", json!({ "name": "Rat" }));
    walk(&mut archive, List::Organization, &[renamed]).unwrap();
    assert_eq!(due(&mut archive), ids(["gr", "m", "treated"]));
}

#[test]
fn it_touches_a_paper_that_names_it_through_its_meeting_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    let station = |names: Value| json!({ "consultation": [names] });
    let by_meeting = station(json!({ "meeting": format!("{HOST}meetings/m") }));
    let by_item = station(json!({ "agendaItem": format!("{HOST}agendaitems/1") }));
    let [treated, other] = papers("Brücke");
    let [by_meeting, by_item] = [("by_meeting", by_meeting), ("by_item", by_item)]
        .map(|(id, more)| object(List::Paper, id, more));
    let all = [treated, other, by_meeting, by_item];
    walk(&mut archive, List::Paper, &all).unwrap();
    told(&mut archive, "a");
    archive.published().unwrap();
    let renamed = object(List::Organization, "gr", json!({ "name": "Rat" }));
    walk(&mut archive, List::Organization, &[renamed]).unwrap();
    let touched = ids(["by_item", "by_meeting", "gr", "m", "treated"]);
    assert_eq!(due(&mut archive), touched);
}

#[test]
fn a_list_that_keeps_its_promise_may_shrink() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = in_folder(folder.path());
    let all: Vec<Value> = (0..40)
        .map(|n| object(List::Paper, &n.to_string(), json!({})))
        .collect();
    walk_of(&mut archive, List::Paper, &all, 40).unwrap();
    let shrunk = walk(&mut archive, List::Paper, &all[..5]);
    assert!(matches!(shrunk, Err(ConnectorError::Shrunk { .. })));
    walk_of(&mut archive, List::Paper, &all[..5], 5).unwrap();
    let missed = archive.missed(List::Paper, 50, now()).unwrap();
    assert_eq!(missed.len(), 35);
    // What is not shown any more is not waited for, be nothing promised.
    for address in &missed {
        let hidden = archive.settle(List::Paper, address, &Missed::Hidden, now());
        hidden.unwrap();
    }
    walk(&mut archive, List::Paper, &all[..5]).unwrap();
    assert!(archive.missed(List::Paper, 50, now()).unwrap().is_empty());
    // Asked ahead of a clock that was turned back, they may be asked again.
    let before = now() - chrono::TimeDelta::days(1);
    assert_eq!(archive.missed(List::Paper, 50, before).unwrap().len(), 35);
}

#[test]
fn what_is_published_on_another_basis_is_told_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    assert!(!told(&mut archive, "a").everything);
    for other in [None, Some("another")] {
        let due = archive.due("a", other).unwrap();
        assert_eq!((due.everything, due.objects.len()), (true, 4));
    }
    // With nothing to tell the basis stays.
    let basis = archive.setting(BASIS).unwrap();
    assert!(basis.is_some() && told(&mut archive, "a").basis == basis);
    walk(&mut archive, List::Paper, &papers("Steg")).unwrap();
    assert_ne!(told(&mut archive, "a").basis, basis);
}

#[test]
fn an_archive_that_cannot_be_opened_now_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("council.db");
    std::fs::create_dir(&path).unwrap();
    let opened = Archive::open(&path, &body());
    assert!(matches!(opened, Err(ConnectorError::Archive(_))));
    assert!(path.is_dir());
}

#[test]
fn nothing_new_touches_nothing_and_a_restart_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    walk(&mut archive, List::Paper, &papers("Brücke")).unwrap();
    assert_eq!(due(&mut archive), ids([]));
    walk(&mut archive, List::Paper, &papers("Steg")).unwrap();
    drop(archive);
    let mut archive = in_folder(folder.path());
    assert_eq!(due(&mut archive), ids(["treated"]));
}

#[test]
fn what_is_gone_is_told_until_that_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    let [mut treated, other] = papers("Brücke");
    treated["deleted"] = json!(true);
    walk(&mut archive, List::Paper, &[treated, other]).unwrap();
    for _ in 0..2 {
        let removed = told(&mut archive, "a").removed;
        assert!(matches!(&*removed, [(ka_domain::Kind::Paper, id)] if id.as_str() == "treated"));
    }
    assert_eq!(due(&mut archive), ids(["gr", "m"]));
    archive.published().unwrap();
    assert!(told(&mut archive, "a").removed.is_empty());
}

#[test]
fn two_objects_of_one_name_are_one_and_a_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = in_folder(folder.path());
    let mut twin = object(List::Paper, "a.b", json!({}));
    walk(
        &mut archive,
        List::Paper,
        &[twin.clone(), object(List::Paper, "a/b", json!({}))],
    )
    .unwrap();
    let due = told(&mut archive, "a");
    assert_eq!((due.held, due.rejected), (1, 1));
    // And none that is larger than any.
    let text = "x".repeat(2_000);
    let station = |_| json!({ "role": text, "agendaItem": text, "meeting": text });
    twin["consultation"] = json!((0..500).map(station).collect::<Vec<_>>());
    let other = object(List::Paper, "other", json!({}));
    walk(&mut archive, List::Paper, &[other, twin]).unwrap();
    let due = told(&mut archive, "a");
    assert_eq!((due.held, due.rejected), (2, 1));
}

#[test]
fn a_page_of_a_few_odd_objects_is_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    let [treated, other] = papers("Brücke");
    walk(
        &mut archive,
        List::Paper,
        &[json!(7), treated, json!(8), json!(9), other],
    )
    .unwrap();
    let due = told(&mut archive, "a");
    assert_eq!((due.objects.len(), due.rejected), (0, 3));
}

#[test]
fn what_could_be_published_in_part_only_counts_until_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    let treated = List::Paper.item("treated").unwrap();
    archive.cut(&[(List::Paper, treated)]).unwrap();
    walk(&mut archive, List::Paper, &papers("Brücke")).unwrap();
    let due = told(&mut archive, "a");
    assert_eq!((due.objects.len(), due.incomplete), (0, 1));
    walk(&mut archive, List::Paper, &papers("Steg")).unwrap();
    assert_eq!(told(&mut archive, "a").incomplete, 0);
}

#[test]
fn an_archive_of_something_else_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("council.db");
    drop(published(folder.path()));
    let other: Url = "https://b.example/".parse().unwrap();
    let mut archive = Archive::open(&path, &other).unwrap();
    assert_eq!(told(&mut archive, "a").held, 0);
    drop(archive);

    drop(published(folder.path()));
    let older = Connection::open(&path).unwrap();
    older
        .pragma_update(None, "user_version", VERSION - 1)
        .unwrap();
    drop(older);
    assert_eq!(told(&mut in_folder(folder.path()), "a").held, 0);

    std::fs::write(&path, "x".repeat(5_000)).unwrap();
    assert_eq!(told(&mut in_folder(folder.path()), "a").held, 0);
}

#[test]
fn a_page_that_is_not_stored_leaves_the_walk_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = published(folder.path());
    let odd: Vec<Value> = (0..11).map(|n| json!(n)).collect();
    let unreadable = walk(&mut archive, List::Paper, &odd);
    assert!(matches!(
        unreadable,
        Err(ConnectorError::MostlyUnreadable { .. })
    ));
    let left = archive.unfinished(List::Paper).unwrap().unwrap();
    assert_eq!(
        left.next.as_ref().map(Url::as_str),
        Some("https://a.example/oparl/papers")
    );
    for _ in 0..3 {
        archive.stumbled(&left, 3).unwrap();
    }
    assert_eq!(archive.unfinished(List::Paper).unwrap(), None);
    let state = archive.state(List::Paper).unwrap();
    assert!(state.postponed.is_some_and(|until| until > now()));
}
