use super::*;

fn noon() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(12)
}

/// What is kept after all of it, one after the other; none if it is gone.
fn after(events: impl IntoIterator<Item = Event>) -> Option<Delivery> {
    let mut delivery = Delivery::new(noon());
    for event in events {
        match delivery.on(event, noon(), 0).unwrap() {
            Next::Keep(next) => delivery = next,
            Next::Gone(Gone) => return None,
        }
    }
    Some(delivery)
}

fn receipt() -> Receipt {
    Receipt {
        id: "KA-7".to_owned(),
        at: noon(),
    }
}

const LOST: Event = Event::Failed(Trouble::Network { captive: false });

fn busy(seconds: u32) -> Event {
    Event::Failed(Trouble::Transient {
        retry_after_s: Some(seconds),
    })
}

#[test]
fn what_gets_there_is_proved_by_its_receipt() {
    let delivery = after([Event::Begin, Event::Accepted(receipt())]).unwrap();
    assert_eq!(delivery.state, State::Accepted { receipt: receipt() });
    assert!(!delivery.in_doubt && !delivery.can_edit() && !delivery.can_withdraw());
}

#[test]
fn what_is_there_does_not_change_any_more() {
    let there = after([Event::Begin, Event::Accepted(receipt())]).unwrap();
    for event in [Event::Begin, Event::Withdraw, Event::Retry, LOST] {
        assert_eq!(there.on(event, noon(), 0), Err(WrongEvent));
    }
    for event in [Event::Wake, Event::Interrupted] {
        assert_eq!(there.on(event, noon(), 0), Ok(Next::Keep(there.clone())));
    }
}

#[test]
fn who_was_interrupted_does_not_know_and_sends_again_at_once() {
    let delivery = after([Event::Begin, Event::Interrupted]).unwrap();
    assert!(delivery.in_doubt && !delivery.can_edit());
    assert!(delivery.is_due(noon()));
}

#[test]
fn the_network_ends_a_wait_of_our_own_but_not_one_that_was_asked_for() {
    let lost = after([Event::Begin, LOST]).unwrap();
    assert!(!lost.is_due(noon()));
    let woken = after([Event::Begin, LOST, Event::Wake]).unwrap();
    assert!(woken.is_due(noon()));
    assert_eq!(woken.attempts, 1);

    let told = after([Event::Begin, busy(600), Event::Wake]).unwrap();
    assert_eq!(told.due_at(), Some(noon() + TimeDelta::minutes(10)));
}

#[test]
fn the_word_of_a_person_is_more_than_any_wait() {
    for events in [
        vec![Event::Begin, busy(600), Event::Retry],
        vec![Event::PartLost(Need::Part), Event::Retry],
        vec![
            Event::Begin,
            Event::Failed(Trouble::Needs(Need::Update)),
            Event::Retry,
        ],
        vec![
            Event::Begin,
            Event::Failed(Trouble::Permanent(Reason::TooLarge)),
            Event::Retry,
        ],
    ] {
        assert!(after(events).unwrap().is_due(noon()));
    }
}

#[test]
fn what_was_never_tried_is_taken_back_at_once_and_all_else_by_the_other_side() {
    assert_eq!(after([Event::Withdraw]), None);
    assert_eq!(
        after([
            Event::Begin,
            LOST,
            Event::Withdraw,
            Event::Begin,
            Event::Forgotten
        ]),
        None
    );
    let delivery = after([Event::Begin, LOST, Event::Withdraw]).unwrap();
    assert!(matches!(delivery.state, State::Withdrawing { .. }));
    assert!(delivery.is_due(noon()));
}

#[test]
fn a_receipt_wins_over_the_wish_to_take_it_back() {
    let late = [
        Event::Begin,
        Event::Withdraw,
        Event::Begin,
        Event::Accepted(receipt()),
    ];
    let delivery = after(late).unwrap();
    assert_eq!(delivery.state, State::Accepted { receipt: receipt() });
}

#[test]
fn taking_back_is_tried_until_somebody_answers() {
    let delivery = after([Event::Begin, Event::Withdraw, Event::Begin, LOST]).unwrap();
    assert!(matches!(
        delivery.state,
        State::Withdrawing { telling: false, .. }
    ));
    assert!(!delivery.is_due(noon()));
}

#[test]
fn a_clock_that_was_turned_back_stops_nothing() {
    let lost = after([Event::Begin, LOST]).unwrap();
    assert!(!lost.is_due(noon()));
    for delivery in [lost, Delivery::new(noon())] {
        for hours in [1, 12, 48] {
            assert!(delivery.is_due(noon() - TimeDelta::hours(hours)));
        }
        assert!(delivery.is_due(noon() + TimeDelta::days(90)));
    }
}

#[test]
fn who_was_told_to_wait_waits_for_so_long_whatever_the_clock_says_and_no_longer() {
    let told = after([Event::Begin, busy(6 * 3_600)]).unwrap();
    for (hours, is_due) in [(0, false), (5, false), (6, true)] {
        assert_eq!(told.is_due(noon() + TimeDelta::hours(hours)), is_due);
    }
    assert!(told.is_due(noon() - TimeDelta::hours(1)));
}

/// Once its answer was lost, and once more it was refused with `trouble`.
fn lost_and_then(event: Event) -> Delivery {
    after([Event::Begin, LOST, Event::Begin, event]).unwrap()
}

#[test]
fn only_a_refusal_that_is_surely_its_own_says_that_it_does_not_have_it() {
    let unsure = [
        Trouble::Permanent(Reason::Other { status: 403 }),
        Trouble::Needs(Need::Update),
        Trouble::Needs(Need::Damaged),
    ];
    for trouble in unsure {
        let doubted = lost_and_then(Event::Failed(trouble));
        assert!(doubted.in_doubt && !doubted.can_edit(), "{trouble:?}");
        let first = after([Event::Begin, Event::Failed(trouble)]).unwrap();
        assert!(!first.in_doubt && first.can_edit(), "{trouble:?}");
    }
    let sure = lost_and_then(Event::Failed(Trouble::Permanent(Reason::Invalid)));
    assert!(!sure.in_doubt && sure.can_edit());
    assert!(!lost_and_then(Event::PartsGone).in_doubt);
}

#[test]
fn what_was_not_sent_leaves_the_doubt_as_it_was() {
    let unsent = Event::Unsent(Trouble::Network { captive: false });
    assert!(!after([Event::Begin, unsent.clone()]).unwrap().in_doubt);
    assert!(lost_and_then(unsent.clone()).in_doubt);
    assert_eq!(after([Event::Begin, Event::Withdraw, unsent.clone()]), None);
    let doubted = after([Event::Begin, LOST, Event::Begin, Event::Withdraw, unsent]);
    assert!(matches!(doubted.unwrap().state, State::Withdrawing { .. }));
}

#[test]
fn whatever_is_said_to_the_wish_to_take_it_back_only_that_it_is_forgotten_ends_it() {
    for trouble in [
        Trouble::Permanent(Reason::Other { status: 403 }),
        Trouble::Permanent(Reason::Conflict),
        Trouble::Needs(Need::Update),
        Trouble::Transient {
            retry_after_s: None,
        },
    ] {
        for answer in [
            // To the wish itself, and to the request that was under way when it came.
            vec![Event::Begin, LOST, Event::Withdraw, Event::Begin],
            vec![Event::Begin, Event::Withdraw],
        ] {
            let told = matches!(answer.last(), Some(Event::Begin));
            let delivery = after([answer, vec![Event::Failed(trouble)]].concat()).unwrap();
            assert!(
                matches!(delivery.state, State::Withdrawing { telling: false, .. }),
                "{delivery:?}"
            );
            assert_eq!(delivery.is_due(noon()), !told, "{trouble:?}");
        }
    }
}

#[test]
fn parts_that_are_gone_are_sent_again_once_and_then_somebody_has_to_look() {
    let again = after([Event::Begin, Event::PartsGone]).unwrap();
    assert!(again.is_due(noon()));
    let twice = [
        Event::Begin,
        Event::PartsGone,
        Event::Begin,
        Event::PartsGone,
    ];
    let delivery = after(twice).unwrap();
    assert_eq!(delivery.state, State::NeedsYou { what: Need::Part });
    assert!(delivery.can_edit());
}

#[test]
fn what_is_said_to_an_attempt_that_was_given_up_is_not_said_to_the_next() {
    let begun = after([Event::Begin]).unwrap();
    assert!(begun.is_still(&begun));
    assert!(
        after([Event::Begin, Event::Withdraw])
            .unwrap()
            .is_still(&begun)
    );
    for (events, what) in [
        (vec![Event::Begin, Event::Interrupted], "interrupted"),
        (
            vec![Event::Begin, Event::Interrupted, Event::Begin],
            "begun again",
        ),
        (vec![Event::Begin, LOST, Event::Begin], "another"),
    ] {
        assert!(!after(events).unwrap().is_still(&begun), "{what}");
    }
}

#[test]
fn what_an_older_version_wrote_down_is_read() {
    let written = r#"{"state":"queued","not_before":"1970-01-01T12:00:00Z","attempts":3,
        "trouble":{"kind":"transient","retry_after_s":5},"in_doubt":true}"#;
    let delivery: Delivery = serde_json::from_str(written).unwrap();
    assert_eq!(
        delivery,
        Delivery {
            state: State::Queued { not_before: noon() },
            attempts: 3,
            trouble: Some(Trouble::Transient {
                retry_after_s: Some(5)
            }),
            in_doubt: true,
            ..Delivery::new(noon())
        }
    );
    let least: Delivery = serde_json::from_str(r#"{"state":"sending"}"#).unwrap();
    assert_eq!(least.state, State::Sending);
}

#[test]
fn what_is_written_down_is_read_again() {
    let all = [
        State::Queued { not_before: noon() },
        State::Sending,
        State::Accepted { receipt: receipt() },
        State::Rejected {
            reason: Reason::Other { status: 451 },
        },
        State::NeedsYou { what: Need::Part },
        State::Withdrawing {
            not_before: noon(),
            telling: true,
        },
    ];
    for state in all {
        let delivery = Delivery {
            state,
            ..Delivery::new(noon())
        };
        let written = serde_json::to_string(&delivery).unwrap();
        assert_eq!(
            serde_json::from_str::<Delivery>(&written).unwrap(),
            delivery
        );
    }
}
