use super::*;
use crate::{Event, Next, Receipt};
use chrono::TimeDelta;

fn noon() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(12)
}

fn after(events: impl IntoIterator<Item = Event>) -> Delivery {
    let mut delivery = Delivery::new(noon());
    for event in events {
        match delivery.on(event, noon(), 0).unwrap() {
            Next::Keep(next) => delivery = next,
            Next::Gone(_) => panic!("it is gone"),
        }
    }
    delivery
}

fn lost() -> Delivery {
    after([
        Event::Begin,
        Event::Failed(Trouble::Network { captive: false }),
    ])
}

fn busy() -> Delivery {
    after([
        Event::Begin,
        Event::Failed(Trouble::Transient {
            retry_after_s: None,
        }),
    ])
}

fn there() -> Delivery {
    after([
        Event::Begin,
        Event::Accepted(Receipt {
            id: "KA-7".to_owned(),
            at: noon(),
        }),
    ])
}

/// Whose turn it is; each has a number, a lane and what it depends on.
fn turns(all: &[(u32, &str, &[u32], Delivery)]) -> Vec<u32> {
    ready(&waiting(all), noon())
}

fn waiting<'a>(all: &'a [(u32, &'a str, &'a [u32], Delivery)]) -> Vec<Waiting<'a, u32, &'a str>> {
    all.iter()
        .map(|(id, lane, depends_on, delivery)| Waiting {
            id: *id,
            lane: *lane,
            depends_on,
            delivery,
        })
        .collect()
}

fn new() -> Delivery {
    Delivery::new(noon())
}

#[test]
fn in_a_lane_one_goes_after_the_other() {
    let all = [(1, "city", &[][..], new()), (2, "city", &[], new())];
    assert_eq!(turns(&all), [1]);
    let sending = [
        (1, "city", &[][..], after([Event::Begin])),
        (2, "city", &[], new()),
    ];
    assert!(turns(&sending).is_empty());
    assert_eq!(
        turns(&[(1, "city", &[][..], there()), (2, "city", &[], new())]),
        [2]
    );
}

#[test]
fn one_dead_target_holds_up_nobody_else() {
    let all = [(1, "dead", &[][..], lost()), (2, "alive", &[], new())];
    assert_eq!(turns(&all), [2]);
}

#[test]
fn while_nobody_can_be_reached_the_first_knocks_for_all() {
    let all = [(1, "city", &[][..], lost()), (2, "city", &[], new())];
    assert!(turns(&all).is_empty());
}

#[test]
fn what_cannot_be_taken_now_lets_the_others_pass() {
    let all = [(1, "city", &[][..], busy()), (2, "city", &[], new())];
    assert_eq!(turns(&all), [2]);
}

#[test]
fn a_report_waits_for_its_photos_and_only_it_does() {
    let all = [
        (1, "city", &[][..], busy()),
        (2, "city", &[1][..], new()),
        (3, "city", &[], new()),
    ];
    assert_eq!(turns(&all), [3]);
    assert!(waits_for_other(&waiting(&all)[1], &waiting(&all)));
    let sent = [(1, "city", &[][..], there()), (2, "city", &[1], new())];
    assert_eq!(turns(&sent), [2]);
}

#[test]
fn what_is_taken_back_waits_for_nothing_that_it_depended_on() {
    let back = after([
        Event::Begin,
        Event::Failed(Trouble::Transient {
            retry_after_s: None,
        }),
        Event::Withdraw,
    ]);
    let all = [(1, "city", &[][..], busy()), (2, "city", &[1], back)];
    assert_eq!(turns(&all), [2]);
}

#[test]
fn the_next_to_wake_up_is_the_first_that_waits_for_time_alone() {
    let all = [
        (1, "city", &[][..], busy()),
        (2, "city", &[1][..], new()),
        (3, "city", &[], there()),
    ];
    assert_eq!(wake_at(&waiting(&all)), busy().due_at());
    assert_eq!(wake_at(&waiting(&all[2..])), None);
}
