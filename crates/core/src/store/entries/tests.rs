use super::*;
use proptest::prelude::*;

fn date(year: i32, ordinal: u32) -> Option<NaiveDate> {
    NaiveDate::from_yo_opt(year, ordinal)
}

fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

#[test]
fn no_two_kinds_share_a_range() {
    for (nth, one) in Kind::ALL.iter().enumerate() {
        for other in &Kind::ALL[nth + 1..] {
            let (one, other) = (Range::of(*one), Range::of(*other));
            assert!(one.last < other.first || other.last < one.first);
        }
    }
}

#[test]
fn what_has_no_day_comes_last_and_what_is_to_come_first() {
    let place = |day| Place::new(Kind::Meeting, day, &id("m"));
    let (past, today, next) = (date(2020, 1), date(2026, 329), date(2026, 340));
    assert!(place(next) < place(today) && place(today) < place(past) && place(past) < place(None));
    let to_come = Range::from_day(Kind::Meeting, today.unwrap());
    let gone = Range::before_day(Kind::Meeting, today.unwrap());
    let within = |range: Range, place: Place| range.first <= place && place <= range.last;
    assert!(within(to_come, place(next)) && within(to_come, place(today)));
    assert!(within(gone, place(past)) && within(gone, place(None)));
    assert!(!within(gone, place(today)) && !within(to_come, place(past)));
}

proptest! {
    #[test]
    fn a_place_tells_its_kind_and_day(year in 1i32..2800, ordinal in 1u32..366, name in "[a-z0-9.]{1,20}") {
        for kind in Kind::ALL {
            let place = Place::new(kind, date(year, ordinal), &id(&name));
            prop_assert_eq!(place.kind(), Some(kind));
            prop_assert_eq!(place.day(), date(year, ordinal));
            prop_assert_eq!(Place::new(kind, None, &id(&name)).day(), None);
        }
    }
}
