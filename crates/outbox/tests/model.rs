//! The outbox against a model: one device, one other side, and everything that can go wrong between them,
//! in any order. The model is what the person did; the system is the deliveries, as a worker would run
//! them, and an other side that keeps its keys.
//!
//! What must hold after each step:
//! - the other side has each submission at most once, and in the order that was asked for;
//! - what is accepted here is there; what is gone here is not there and never will be;
//! - what nobody took back is never gone.
//!
//! And once nothing goes wrong any more, everything that is not for a person to decide gets there.

use chrono::{DateTime, TimeDelta, Utc};
use ka_outbox::lanes::{Waiting, ready};
use ka_outbox::{Delivery, Event, LONGEST, Need, Next, Reason, Receipt, State, Trouble};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use std::collections::BTreeSet;

const LANES: u8 = 2;

/// What the person has done: one entry a submission.
#[derive(Debug, Clone, Default)]
struct Person {
    handed_in: Vec<HandedIn>,
}

#[derive(Debug, Clone)]
struct HandedIn {
    lane: u8,
    depends_on: Vec<usize>,
    taken_back: bool,
}

/// What becomes of one request.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// It gets there and the answer comes back.
    Answered,
    /// It never gets there.
    Lost,
    /// It gets there and the answer does not come back.
    AnswerLost,
    /// Somebody else answers.
    Captive,
    /// The other side cannot now, and says for how long.
    Busy(Option<u32>),
    /// The other side never will.
    Refused,
    /// Somebody says that it never will: the other side, in words that only a newer version knows, or anybody
    /// on the way. Taking back is refused like all else.
    RefusedByAnybody,
    /// It answers that this version is too old.
    TooOld,
    /// It is found here that it cannot be sent.
    Damaged,
    /// Nobody can have heard of it.
    Unsent,
    /// The other side does not have what it once had of this one's parts.
    PartsGone,
    /// The process ends before it gets there.
    KilledBefore,
    /// The process ends after it got there.
    KilledAfter,
}

#[derive(Debug, Clone)]
enum Step {
    HandIn {
        lane: u8,
        after_last: bool,
    },
    /// Everything whose turn it is is sent; each has the same fate.
    Send(Fate),
    /// Time goes on, or back.
    Clock(i64),
    Wake,
    Retry(usize),
    TakeBack(usize),
}

fn fates() -> impl Strategy<Value = Fate> {
    prop_oneof![
        4 => Just(Fate::Answered),
        2 => Just(Fate::Lost),
        2 => Just(Fate::AnswerLost),
        1 => Just(Fate::Captive),
        2 => proptest::option::of(0_u32..200_000).prop_map(Fate::Busy),
        1 => Just(Fate::Refused),
        1 => Just(Fate::RefusedByAnybody),
        1 => Just(Fate::TooOld),
        1 => Just(Fate::Damaged),
        1 => Just(Fate::Unsent),
        1 => Just(Fate::PartsGone),
        2 => Just(Fate::KilledBefore),
        2 => Just(Fate::KilledAfter),
    ]
}

impl ReferenceStateMachine for Person {
    type State = Person;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Person> {
        Just(Person::default()).boxed()
    }

    fn transitions(person: &Person) -> BoxedStrategy<Step> {
        let which = 0..person.handed_in.len().max(1);
        prop_oneof![
            3 => (0..LANES, any::<bool>())
                .prop_map(|(lane, after_last)| Step::HandIn { lane, after_last }),
            6 => fates().prop_map(Step::Send),
            3 => (-100_000_i64..200_000).prop_map(Step::Clock),
            1 => Just(Step::Wake),
            1 => which.clone().prop_map(Step::Retry),
            1 => which.prop_map(Step::TakeBack),
        ]
        .boxed()
    }

    fn preconditions(person: &Person, step: &Step) -> bool {
        match step {
            Step::Retry(nth) | Step::TakeBack(nth) => *nth < person.handed_in.len(),
            _ => true,
        }
    }

    fn apply(mut person: Person, step: &Step) -> Person {
        match step {
            Step::HandIn { lane, after_last } => {
                let last = person.handed_in.len().checked_sub(1);
                person.handed_in.push(HandedIn {
                    lane: *lane,
                    depends_on: last.filter(|_| *after_last).into_iter().collect(),
                    taken_back: false,
                });
            }
            Step::TakeBack(nth) => person.handed_in[*nth].taken_back = true,
            _ => {}
        }
        person
    }
}

/// The other side: it keeps what it accepted, in order, and the keys that it must not accept.
#[derive(Debug, Default)]
struct OtherSide {
    accepted: Vec<usize>,
    refused_for_ever: BTreeSet<usize>,
}

impl OtherSide {
    fn post(&mut self, key: usize, now: DateTime<Utc>) -> Event {
        if self.refused_for_ever.contains(&key) {
            return Event::Failed(Trouble::Permanent(Reason::Conflict));
        }
        if !self.accepted.contains(&key) {
            self.accepted.push(key);
        }
        Event::Accepted(receipt(key, now))
    }

    fn delete(&mut self, key: usize, now: DateTime<Utc>) -> Event {
        if self.accepted.contains(&key) {
            return Event::Accepted(receipt(key, now));
        }
        self.refused_for_ever.insert(key);
        Event::Forgotten
    }
}

fn receipt(key: usize, at: DateTime<Utc>) -> Receipt {
    Receipt {
        id: key.to_string(),
        at,
    }
}

/// The device, as its worker runs it: a delivery for each submission, none for what is gone.
#[derive(Debug)]
struct Device {
    now: DateTime<Utc>,
    kept: Vec<Option<Delivery>>,
    other: OtherSide,
    chance: u64,
}

impl Device {
    fn happens(&mut self, nth: usize, event: Event) {
        let Some(delivery) = &self.kept[nth] else {
            return;
        };
        self.chance = self
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        match delivery.on(event, self.now, self.chance) {
            Ok(Next::Keep(next)) => self.kept[nth] = Some(next),
            Ok(Next::Gone(_)) => self.kept[nth] = None,
            Err(_) => {}
        }
    }

    fn turns(&self, person: &Person) -> Vec<usize> {
        let all: Vec<_> = self.waiting(person);
        ready(&all, self.now)
    }

    fn waiting<'a>(&'a self, person: &'a Person) -> Vec<Waiting<'a, usize, u8>> {
        let kept = self.kept.iter().enumerate();
        kept.filter_map(|(nth, delivery)| {
            Some(Waiting {
                id: nth,
                lane: person.handed_in[nth].lane,
                depends_on: &person.handed_in[nth].depends_on,
                delivery: delivery.as_ref()?,
            })
        })
        .collect()
    }

    fn send(&mut self, nth: usize, fate: Fate) {
        self.happens(nth, Event::Begin);
        let telling = matches!(
            self.kept[nth].as_ref().map(|delivery| &delivery.state),
            Some(State::Withdrawing { .. })
        );
        let now = self.now;
        let reach = |other: &mut OtherSide| {
            if telling {
                other.delete(nth, now)
            } else {
                other.post(nth, now)
            }
        };
        let lost = Trouble::Network { captive: false };
        let event = match fate {
            Fate::Answered => reach(&mut self.other),
            Fate::Lost => Event::Failed(lost),
            Fate::AnswerLost => {
                reach(&mut self.other);
                Event::Failed(lost)
            }
            Fate::Captive => Event::Failed(Trouble::Network { captive: true }),
            Fate::Busy(retry_after_s) => Event::Failed(Trouble::Transient { retry_after_s }),
            // It refuses only what it does not have, but to forget it may refuse whatever it has.
            Fate::Refused | Fate::PartsGone if !telling && self.other.accepted.contains(&nth) => {
                reach(&mut self.other)
            }
            Fate::PartsGone if !telling => Event::PartsGone,
            Fate::Refused | Fate::PartsGone => Event::Failed(Trouble::Permanent(Reason::Invalid)),
            Fate::RefusedByAnybody => {
                Event::Failed(Trouble::Permanent(Reason::Other { status: 403 }))
            }
            Fate::TooOld => Event::Failed(Trouble::Needs(Need::Update)),
            Fate::Damaged => Event::Unsent(Trouble::Needs(Need::Damaged)),
            Fate::Unsent => Event::Unsent(lost),
            Fate::KilledBefore => Event::Interrupted,
            Fate::KilledAfter => {
                reach(&mut self.other);
                Event::Interrupted
            }
        };
        let is_an_end = matches!(event, Event::Forgotten | Event::Accepted(_));
        self.happens(nth, event);
        assert!(
            !telling || is_an_end || self.kept[nth].is_some(),
            "{nth} is gone, and the other side did not say that it forgot it"
        );
    }
}

struct Outbox;

impl StateMachineTest for Outbox {
    type SystemUnderTest = Device;
    type Reference = Person;

    fn init_test(_: &Person) -> Device {
        Device {
            now: DateTime::UNIX_EPOCH + TimeDelta::days(20_000),
            kept: Vec::new(),
            other: OtherSide::default(),
            chance: 1,
        }
    }

    fn apply(mut device: Device, person: &Person, step: Step) -> Device {
        match step {
            Step::HandIn { .. } => device.kept.push(Some(Delivery::new(device.now))),
            Step::Send(fate) => {
                for nth in device.turns(person) {
                    device.send(nth, fate);
                }
            }
            Step::Clock(seconds) => device.now += TimeDelta::seconds(seconds),
            Step::Wake => {
                for nth in 0..device.kept.len() {
                    device.happens(nth, Event::Wake);
                }
            }
            Step::Retry(nth) => device.happens(nth, Event::Retry),
            Step::TakeBack(nth) => device.happens(nth, Event::Withdraw),
        }
        device
    }

    fn check_invariants(device: &Device, person: &Person) {
        let there = |nth: usize| device.other.accepted.contains(&nth);
        for (nth, handed_in) in person.handed_in.iter().enumerate() {
            match &device.kept[nth] {
                Some(delivery) => {
                    if matches!(delivery.state, State::Accepted { .. }) {
                        assert!(there(nth), "{nth} is accepted here and not there");
                    }
                    assert!(
                        !there(nth) || delivery.in_doubt || is_accepted(delivery),
                        "{nth} is there, and here is no doubt that it is not: {delivery:?}"
                    );
                }
                None => {
                    assert!(
                        handed_in.taken_back,
                        "{nth} is gone, and nobody took it back"
                    );
                    assert!(!there(nth), "{nth} is taken back, and there all the same");
                }
            }
            // What depends on something gets there after it.
            for before in &handed_in.depends_on {
                let place = |nth| device.other.accepted.iter().position(|key| *key == nth);
                let gone = device.kept[*before].is_none();
                assert!(gone || place(nth).is_none() || place(*before) < place(nth));
            }
        }
    }

    fn teardown(mut device: Device, person: Person) {
        // Nothing goes wrong any more: whatever can get there without anybody's doing does.
        for _ in 0..4 * person.handed_in.len() {
            device.now += LONGEST + TimeDelta::seconds(1);
            for nth in device.turns(&person) {
                device.send(nth, Fate::Answered);
            }
        }
        let waiting = device.waiting(&person);
        for one in &waiting {
            let stuck =
                one.delivery.is_under_way() && !ka_outbox::lanes::waits_for_other(one, &waiting);
            assert!(!stuck, "{} never got there: {:?}", one.id, one.delivery);
        }
        Self::check_invariants(&device, &person);
    }
}

fn is_accepted(delivery: &Delivery) -> bool {
    matches!(delivery.state, State::Accepted { .. })
}

prop_state_machine! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_is_there_twice(sequential 1..80 => Outbox);
}
