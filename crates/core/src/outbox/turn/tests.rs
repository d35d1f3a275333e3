use super::*;
use crate::clock::SystemClock;
use crate::samples::{Device, NOW};
use crate::store::submissions::CITY;
use zeroize::Zeroizing;

fn key() -> SubmissionId {
    SubmissionId::new(1, &[0; 10])
}

fn at(now: DateTime<Utc>) -> At<'static> {
    At {
        clock: &SystemClock,
        now,
    }
}

/// A device that was sending something when its app was killed.
fn cut_off() -> Device {
    let device = Device::new();
    let waiting = Delivery::new(NOW);
    let Some(Next::Keep(delivery)) = at(NOW).next(&waiting, Event::Begin) else {
        panic!("it does not begin");
    };
    let left = Submission {
        id: key(),
        target: CITY.into(),
        kind: Kind::Support,
        depends_on: vec![],
        delivery,
        queued_at: NOW,
    };
    let put = |transaction: &Transaction<'_>| submissions::put(transaction, &left, "{}");
    device.store.write(put).unwrap();
    device
}

fn delivery(device: &Device) -> Delivery {
    let row = device.store.read(|reader| submissions::get(reader, &key()));
    row.unwrap().unwrap().delivery
}

#[test]
fn what_is_found_as_being_sent_was_cut_off_unless_another_process_is_there() {
    let device = cut_off();
    let recovered = |alone| {
        let work = |transaction: &Transaction<'_>| recover(transaction, alone, &at(NOW));
        device.store.write(work).unwrap()
    };
    assert!(recovered(false).changed.is_empty());
    assert_eq!(delivery(&device).state, State::Sending);
    assert!(recovered(true).changed.contains(&key()));
    assert_eq!(delivery(&device).state, State::Queued { not_before: NOW });
    assert!(delivery(&device).in_doubt);
}

#[test]
fn what_a_process_left_beside_this_one_is_sent_by_this_one_after_a_while() {
    let device = cut_off();
    let targets = BTreeSet::from([CITY]);
    let mut turns = Turns::default();
    let minutes = |minutes| NOW + TimeDelta::minutes(minutes);
    for minute in [0, 14] {
        let now = minutes(minute);
        device.store.read(|reader| turns.read(reader, now)).unwrap();
        assert!(!turns.is_due(&targets, now), "after {minute} minutes");
    }
    let now = minutes(16);
    device.store.read(|reader| turns.read(reader, now)).unwrap();
    assert!(turns.is_due(&targets, now));
    let mut take =
        |transaction: &Transaction<'_>| turns.take(transaction, &[], false, &targets, &at(now));
    let turn = device.store.write(&mut take).unwrap();
    let [begun] = &turn.begun[..] else {
        panic!("{turn:?}");
    };
    assert_eq!(begun.id, key());
    // Whether the other one got through is not known.
    assert!(begun.delivery.was_in_doubt);
}

#[test]
fn what_somebody_wrote_and_the_key_of_their_device_never_get_into_a_log() {
    let device_key = DeviceKey::of(&Zeroizing::new([1; 32]), NOW);
    let begun = Begun {
        id: key(),
        target: CITY.into(),
        kind: Kind::Report,
        withdraw: false,
        payload: "Bei mir zu Hause".into(),
        delivery: Delivery::new(NOW),
        device_key: Some(device_key.clone()),
    };
    let written = format!("{begun:?}");
    assert!(written.contains(CITY), "{written}");
    assert!(!written.contains("zu Hause"), "{written}");
    assert!(!written.contains(device_key.as_str()), "{written}");
}
