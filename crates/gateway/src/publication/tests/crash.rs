//! The power goes. Before every single thing that is done to the disk, once each.

use super::*;
use crate::keys::rotate::{Rotated, rotate};
use chrono::TimeDelta;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A disk that dies after so many deeds. The one it dies in is half done if it is a writing.
struct DyingDisk {
    left: AtomicUsize,
}

impl DyingDisk {
    fn lives(&self) -> bool {
        let one_less = |left: usize| left.checked_sub(1);
        self.left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
            .is_ok()
    }

    fn dead<T>() -> io::Result<T> {
        Err(io::Error::other("the power is gone"))
    }
}

impl Disk for DyingDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.lives() {
            return LocalDisk.write(path, bytes);
        }
        fs::write(path, &bytes[..bytes.len() / 2])?;
        DyingDisk::dead()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.lives() {
            return LocalDisk.rename(from, to);
        }
        DyingDisk::dead()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if self.lives() {
            return LocalDisk.remove(path);
        }
        DyingDisk::dead()
    }
}

/// Does `deed` in copies of `city`, with the power going after 0, 1, 2, … steps until it is not in the
/// way any more. After each an app that has seen the city before must see something whole that `whole`
/// accepts, and again after the restart. Gives back how many steps there were.
async fn survives(
    city: &City,
    deed: impl Fn(&Publication) -> Result<(), PublicationError>,
    whole: impl Fn(&Seen) -> bool,
    restarted: impl Fn(&Seen) -> bool,
) -> usize {
    for steps in 0.. {
        let copy = city.copy();
        let app = App::new(&copy);
        app.look(&copy).await.unwrap();
        let left = AtomicUsize::new(steps);
        let disk = Box::new(DyingDisk { left });
        let dying = Publication::on_disk(&copy.state(), copy.keys.clone(), disk).unwrap();
        let done = deed(&dying);
        drop(dying);

        let seen = app.look(&copy).await;
        let seen = seen.unwrap_or_else(|why| panic!("after {steps} steps: {why}"));
        assert!(whole(&seen), "after {steps} steps: {:?}", seen.names());
        assert!(
            whole(&copy.seen().await),
            "for a new app after {steps} steps"
        );

        let again = copy.open();
        again.reconcile(now()).unwrap();
        let seen = app.look(&copy).await.unwrap();
        assert!(whole(&seen), "restarted after {steps} steps");
        deed(&again).unwrap();
        let seen = app.look(&copy).await.unwrap();
        assert!(
            restarted(&seen),
            "done again after {steps} steps: {:?}",
            seen.names()
        );
        if done.is_ok() {
            return steps;
        }
    }
    0
}

fn one(name: &str) -> Vec<Harvested> {
    vec![district("durlach", name)]
}

fn is(name: &'static str) -> impl Fn(&Seen) -> bool {
    move |seen| seen.names() == [name]
}

#[tokio::test]
async fn an_app_sees_the_old_or_the_new_whenever_the_power_goes() {
    let city = City::new().await;
    publish(&city.open(), one("old"));
    let publish_new = |publication: &Publication| {
        let items = one("new");
        publication
            .replace(&editors(), KINDS, items, now())
            .map(|_| ())
    };
    let old_or_new = |seen: &Seen| is("old")(seen) || is("new")(seen);
    let steps = survives(&city, publish_new, old_or_new, is("new")).await;
    // Feed file, role, snapshot, timestamp: each written and given its name.
    assert_eq!(steps, 8);
}

#[tokio::test]
async fn a_change_that_a_source_told_of_is_whole_too() {
    let city = City::new().await;
    publish(&city.open(), one("old"));
    let amend_new = |publication: &Publication| {
        let amended = publication.amend(&editors(), KINDS, one("new"), vec![], now());
        amended.map(|_| ())
    };
    let old_or_new = |seen: &Seen| is("old")(seen) || is("new")(seen);
    let steps = survives(&city, amend_new, old_or_new, is("new")).await;
    assert_eq!(steps, 8);
}

#[tokio::test]
async fn what_was_decided_is_carried_out_at_the_next_start() {
    let city = City::new().await;
    publish(&city.open(), one("old"));
    // The feed file is written and named, the database has it, and then nothing more.
    for steps in 2..8 {
        let copy = city.copy();
        let left = AtomicUsize::new(steps);
        let disk = Box::new(DyingDisk { left });
        let dying = Publication::on_disk(&copy.state(), copy.keys.clone(), disk).unwrap();
        assert!(dying.replace(&editors(), KINDS, one("new"), now()).is_err());
        drop(dying);
        assert_eq!(copy.seen().await.names(), ["old"], "after {steps} steps");
        copy.open().reconcile(now()).unwrap();
        assert_eq!(copy.seen().await.names(), ["new"], "after {steps} steps");
    }
}

#[tokio::test]
async fn the_very_first_publication_may_be_broken_off_too() {
    for steps in 0.. {
        let city = City::new().await;
        let left = AtomicUsize::new(steps);
        let disk = Box::new(DyingDisk { left });
        let dying = Publication::on_disk(&city.state(), city.keys.clone(), disk).unwrap();
        let done = dying.replace(&editors(), KINDS, one("first"), now());
        drop(dying);
        let again = city.open();
        again.reconcile(now()).unwrap();
        publish(&again, one("first"));
        assert_eq!(city.seen().await.names(), ["first"], "after {steps} steps");
        if done.is_ok() {
            assert!(steps > 20, "{steps}");
            return;
        }
    }
}

#[tokio::test]
async fn new_keys_are_taken_up_whenever_the_power_goes() {
    for role in Rotated::ALL {
        let city = City::new().await;
        publish(&city.open(), one("old"));
        rotate(&city.state(), &city.keys, role, moment(now())).unwrap();
        let take_up = |publication: &Publication| publication.reconcile(now());
        let steps = survives(&city, take_up, is("old"), is("old")).await;
        assert!(steps > 0, "{role:?}");
    }
}

#[tokio::test]
async fn old_files_are_removed_whenever_the_power_goes() {
    let city = City::new().await;
    let publication = city.open();
    for name in ["a", "b", "c", "old"] {
        publish(&publication, one(name));
    }
    publication.reconcile(now()).unwrap();
    drop(publication);
    let sweep = |publication: &Publication| publication.reconcile(now() + TimeDelta::hours(25));
    let steps = survives(&city, sweep, is("old"), is("old")).await;
    assert!(steps > 6, "{steps}");
}
