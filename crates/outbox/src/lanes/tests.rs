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

fn told(seconds: u32) -> Delivery {
    after([
        Event::Begin,
        Event::Failed(Trouble::Transient {
            retry_after_s: Some(seconds),
        }),
    ])
}

#[test]
fn who_wants_to_be_left_alone_is_left_alone_by_the_whole_lane_and_the_order_stays() {
    let all = [
        (1, "city", &[][..], new()),
        (2, "city", &[], told(600)),
        (3, "city", &[], new()),
        (4, "other", &[], new()),
    ];
    assert_eq!(turns(&all), [4]);
    let later = noon() + TimeDelta::minutes(10);
    assert_eq!(wake_at(&waiting(&all), noon()), Some(later));
    assert_eq!(ready(&waiting(&all), later), [1, 4]);
}

/// Failed so often without a proper answer, each time for the reason `trouble`.
fn failed(times: usize, event: Event) -> Delivery {
    let tried = [Event::Begin, event];
    after(tried.into_iter().cycle().take(2 * times))
}

#[test]
fn one_that_alone_gets_no_proper_answer_does_not_hold_up_its_lane_for_ever() {
    let captive = Event::Failed(Trouble::Network { captive: true });
    for event in [captive, Event::Failed(Trouble::Network { captive: false })] {
        let knocks = [
            (1, "city", &[][..], failed(2, event.clone())),
            (2, "city", &[], new()),
        ];
        assert!(turns(&knocks).is_empty());
        let poison = failed(3, event);
        let passed = [
            (1, "city", &[][..], poison.clone()),
            (2, "city", &[], new()),
        ];
        assert_eq!(turns(&passed), [2]);
        // Once it has its turn again, it is behind the others.
        let due = poison.due_at().unwrap();
        assert_eq!(ready(&waiting(&passed), due), [2]);
        assert_eq!(ready(&waiting(&passed[..1]), due), [1]);
    }
}

#[test]
fn where_there_is_no_network_at_all_one_knocks_for_all_however_long_it_takes() {
    let unheard = Event::Unsent(Trouble::Network { captive: false });
    let all = [
        (1, "city", &[][..], failed(9, unheard)),
        (2, "city", &[], new()),
    ];
    assert!(turns(&all).is_empty());
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
    assert_eq!(wake_at(&waiting(&all), noon()), busy().due_at());
    assert_eq!(wake_at(&waiting(&all[2..]), noon()), None);
}

#[test]
fn who_waits_behind_one_that_knocks_wakes_nobody_up_before_it() {
    let all = [(1, "city", &[][..], lost()), (2, "city", &[], new())];
    assert!(turns(&all).is_empty());
    let wake = wake_at(&waiting(&all), noon());
    assert_eq!(wake, lost().due_at());
    assert!(wake > Some(noon()));
}

#[test]
fn whoever_waits_learns_which_one_holds_up_its_lane() {
    let by = |all: &[(u32, &str, &[u32], Delivery)], which: usize| {
        let all = waiting(all);
        held_up_by(&all[which], &all, noon()).map(|other| other.id)
    };
    let knocks = [
        (1, "city", &[][..], new()),
        (2, "city", &[], lost()),
        (3, "city", &[], new()),
        (4, "other", &[], new()),
    ];
    assert_eq!(
        [0, 1, 2, 3].map(|which| by(&knocks, which)),
        [None, None, Some(2), None]
    );
    let left_alone = [
        (1, "city", &[][..], new()),
        (2, "city", &[], told(600)),
        (3, "city", &[], new()),
    ];
    assert_eq!(
        [0, 1, 2].map(|which| by(&left_alone, which)),
        [Some(2), None, Some(2)]
    );
    let captive = Event::Failed(Trouble::Network { captive: true });
    let poison = failed(3, captive);
    let behind = [(1, "city", &[][..], poison), (2, "city", &[], lost())];
    assert_eq!([0, 1].map(|which| by(&behind, which)), [Some(2), None]);
}
