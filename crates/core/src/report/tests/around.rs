//! Reports that everybody may read, by what is asked.

use super::*;

#[test]
fn reports_of_others_are_told_by_what_is_asked_the_latest_first() {
    let device = Device::new();
    let hours = |hours| NOW - TimeDelta::hours(hours);
    for report in [
        PublicReport {
            district: Some(district_id("mitte")),
            requested_at: hours(3),
            ..public_report("third", "lamp")
        },
        PublicReport {
            district: Some(district_id("mitte")),
            progress: Progress::Closed,
            requested_at: hours(1),
            ..public_report("first", "waste")
        },
        PublicReport {
            progress: Progress::Received,
            requested_at: hours(2),
            ..public_report("second", "waste")
        },
        PublicReport {
            requested_at: hours(24 * 90),
            ..public_report("old", "old")
        },
    ] {
        device.has(Content::PublicReport(report));
    }
    let ask = |district: Option<&str>, category: Option<&str>, open_only| {
        found(
            &device,
            &AroundFilter {
                district: district.map(district_id),
                category: category.map(id),
                open_only,
                report: None,
            },
        )
    };
    let all = ask(None, None, false);
    assert_eq!(names(&all), ["first", "second", "third"]);
    let lamp = (id("lamp"), in_both("lamp"));
    let waste = (id("waste"), in_both("waste"));
    assert_eq!(all.categories, [lamp.clone(), waste.clone()]);
    assert_eq!(names(&ask(Some("mitte"), None, false)), ["first", "third"]);
    let open_waste = ask(None, Some("waste"), true);
    assert_eq!(names(&open_waste), ["second"]);
    assert_eq!(open_waste.count, 1);
    // Another category can be chosen from here.
    assert_eq!(open_waste.categories, [lamp, waste]);
}

#[test]
fn a_report_without_a_district_is_in_that_of_the_nearest_thing_of_which_it_is_known() {
    let device = Device::new();
    device.has(stands("nah", 100.0, Some("mitte")));
    device.has(stands("naeher", 50.0, None));
    device.has(stands("fern", 390.0, Some("nord")));
    for (name, metres, district) in [
        ("here", 0.0, None),
        ("north", 300.0, None),
        ("said", 0.0, Some("sued")),
        ("nowhere", 900.0, None),
    ] {
        device.has(Content::PublicReport(PublicReport {
            district: district.map(district_id),
            ..at(name, "lamp", metres)
        }));
    }
    let of = |district: &str| {
        let filter = AroundFilter {
            district: Some(district_id(district)),
            ..AroundFilter::default()
        };
        let found = found(&device, &filter);
        names(&found).join(" ")
    };
    assert_eq!(["mitte", "nord", "sued"].map(of), ["here", "north", "said"]);
}

#[test]
fn no_more_are_told_than_can_be_read_but_all_are_counted() {
    let device = Device::new();
    for number in 0..505 {
        let report = public_report(&format!("r{number}"), "lamp");
        device.has(Content::PublicReport(report));
    }
    let view = found(&device, &AroundFilter::default());
    assert_eq!(view.reports.len(), 500);
    assert_eq!(view.count, 505);
}

#[test]
fn a_report_that_is_asked_for_is_found_behind_the_latest_too() {
    let device = Device::new();
    for number in 0..501 {
        let report = PublicReport {
            requested_at: NOW - TimeDelta::minutes(number),
            ..public_report(&format!("r{number}"), "lamp")
        };
        device.has(Content::PublicReport(report));
    }
    let all = found(&device, &AroundFilter::default());
    assert!(!names(&all).contains(&"r500"));
    let ask = |name| {
        found(
            &device,
            &AroundFilter {
                report: Some(id(name)),
                ..AroundFilter::default()
            },
        )
    };
    assert_eq!(names(&ask("r500")), ["r500"]);
    assert_eq!(ask("r500").count, 1);
    assert_eq!(names(&ask("nobody")), [""; 0]);
}
