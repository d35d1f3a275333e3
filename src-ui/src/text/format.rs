//! Dates, ages, numbers and sizes in the form of the language that the screen speaks. The engine's
//! `Intl` does it; Karlsruhe's clock is Europe/Berlin, wherever the reader is.

use super::lang;
use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use ka_domain::Lang;
use leptos_fluent::tr;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsValue;

/// What is formatted. Each is one formatter of `Intl` a language, made once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Whole,
    Percent,
    Metres,
    WholeMetres,
    Kilometres,
    Kilobytes,
    Megabytes,
    Day,
    DayAndTime,
    Typed,
    Time,
}

impl Form {
    fn options(self) -> &'static [(&'static str, Setting)] {
        use Setting::{Number, Word};
        const ZONE: (&str, Setting) = ("timeZone", Word("Europe/Berlin"));
        match self {
            Form::Whole => &[("maximumFractionDigits", Number(0.0))],
            Form::Percent => &[
                ("style", Word("percent")),
                ("maximumFractionDigits", Number(0.0)),
            ],
            Form::Metres => &[
                ("style", Word("unit")),
                ("unit", Word("meter")),
                ("minimumFractionDigits", Number(2.0)),
                ("maximumFractionDigits", Number(2.0)),
            ],
            Form::WholeMetres => &[
                ("style", Word("unit")),
                ("unit", Word("meter")),
                ("maximumFractionDigits", Number(0.0)),
            ],
            Form::Kilometres => &[
                ("style", Word("unit")),
                ("unit", Word("kilometer")),
                ("maximumFractionDigits", Number(1.0)),
            ],
            Form::Kilobytes => &[
                ("style", Word("unit")),
                ("unit", Word("kilobyte")),
                ("maximumFractionDigits", Number(0.0)),
            ],
            Form::Megabytes => &[
                ("style", Word("unit")),
                ("unit", Word("megabyte")),
                ("maximumFractionDigits", Number(1.0)),
            ],
            Form::Day => &[ZONE, ("dateStyle", Word("medium"))],
            Form::DayAndTime => &[
                ZONE,
                ("dateStyle", Word("medium")),
                ("timeStyle", Word("short")),
            ],
            // What was typed is of no zone; it is read as if it were of this one, and written so again.
            Form::Typed => &[
                ("timeZone", Word("UTC")),
                ("dateStyle", Word("medium")),
                ("timeStyle", Word("short")),
            ],
            Form::Time => &[ZONE, ("timeStyle", Word("short"))],
        }
    }

    fn is_date(self) -> bool {
        matches!(
            self,
            Form::Day | Form::DayAndTime | Form::Typed | Form::Time
        )
    }
}

/// A setting of a formatter.
#[derive(Clone, Copy)]
enum Setting {
    Word(&'static str),
    Number(f64),
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<(Lang, Form), Function>> = RefCell::default();
}

/// British English: days before months, as in the rest of Europe.
fn locales(lang: Lang) -> Array {
    Array::of1(&JsValue::from(match lang {
        Lang::De => "de-DE",
        Lang::En => "en-GB",
    }))
}

fn formatter(lang: Lang, form: Form) -> Function {
    FORMATTERS.with_borrow_mut(|known| {
        known
            .entry((lang, form))
            .or_insert_with(|| {
                let options = Object::new();
                for (name, setting) in form.options() {
                    let value = match setting {
                        Setting::Word(word) => JsValue::from(*word),
                        Setting::Number(number) => JsValue::from(*number),
                    };
                    // A plain object takes every property.
                    let _ = Reflect::set(&options, &(*name).into(), &value);
                }
                if form.is_date() {
                    Intl::DateTimeFormat::new(&locales(lang), &options).format()
                } else {
                    Intl::NumberFormat::new(&locales(lang), &options).format()
                }
            })
            .clone()
    })
}

fn format(form: Form, value: &JsValue) -> String {
    formatter(lang(), form)
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn instant(moment: DateTime<Utc>) -> JsValue {
    #[allow(clippy::cast_precision_loss)] // Milliseconds since 1970 are far below 2^53.
    Date::new(&JsValue::from(moment.timestamp_millis() as f64)).into()
}

/// A whole number: `1.234` or `1,234`.
pub fn number(value: impl Into<f64>) -> String {
    format(Form::Whole, &JsValue::from(value.into()))
}

/// A count, which may be larger than [`number`] takes.
#[allow(clippy::cast_precision_loss)] // Nobody reads the last digit of a number beyond 2^53.
pub fn count(value: u64) -> String {
    number(value as f64)
}

/// A share of one: `38 %` or `38%`.
pub fn percent(share: f64) -> String {
    format(Form::Percent, &JsValue::from(share))
}

/// A length, given in centimetres, in metres: `1,85 m`.
pub fn metres(centimetres: u32) -> String {
    format(Form::Metres, &JsValue::from(f64::from(centimetres) / 100.0))
}

/// A distance, given in metres, as exact as a walk: `350 m` or `1,2 km`.
pub fn distance(metres: f64) -> String {
    let rounded = ((metres / 50.0).round() * 50.0).max(50.0);
    if rounded < 1e3 {
        format(Form::WholeMetres, &JsValue::from(rounded))
    } else {
        format(Form::Kilometres, &JsValue::from(metres / 1e3))
    }
}

/// A distance that is a few steps, given in metres: `30 m`.
pub fn near(metres: u32) -> String {
    let metres = f64::from(metres);
    if metres < 1e3 {
        format(Form::WholeMetres, &JsValue::from(metres))
    } else {
        format(Form::Kilometres, &JsValue::from(metres / 1e3))
    }
}

/// A size of files: `640 kB` or `12,4 MB`.
#[allow(clippy::cast_precision_loss)] // Sizes are rounded for reading anyhow.
pub fn bytes(bytes: u64) -> String {
    let bytes = bytes as f64;
    if bytes < 1e6 {
        format(Form::Kilobytes, &JsValue::from(bytes / 1e3))
    } else {
        format(Form::Megabytes, &JsValue::from(bytes / 1e6))
    }
}

/// A day: `24.11.2026` or `24 Nov 2026`.
pub fn day(moment: DateTime<Utc>) -> String {
    format(Form::Day, &instant(moment))
}

/// A day with the time: `24.11.2026, 18:39`.
pub fn day_and_time(moment: DateTime<Utc>) -> String {
    format(Form::DayAndTime, &instant(moment))
}

/// A day with the time, as a field for both has it (`2026-11-24T18:39`), in words. None if it is none.
pub fn typed_moment(typed: &str) -> Option<String> {
    let moment = chrono::NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M").ok()?;
    Some(format(Form::Typed, &instant(moment.and_utc())))
}

/// The time where the day is today's, else both.
pub fn moment(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if day(moment) == day(now) {
        format(Form::Time, &instant(moment))
    } else {
        day_and_time(moment)
    }
}

/// How long ago something was: `vor 5 Minuten`, `yesterday`. Nothing is in the future here: a clock
/// that is a little off would otherwise make "in 3 seconds" of what was just read. Not by `Intl`, whose
/// first relative time takes the engine 7 ms.
pub fn age(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (now - moment).num_seconds().max(0);
    match seconds {
        0..60 => tr!("age-now"),
        60..3_600 => tr!("age-minutes", { "count" => seconds / 60 }),
        3_600..86_400 => tr!("age-hours", { "count" => seconds / 3_600 }),
        86_400..2_592_000 => tr!("age-days", { "count" => seconds / 86_400 }),
        2_592_000..31_536_000 => tr!("age-months", { "count" => seconds / 2_592_000 }),
        _ => tr!("age-years", { "count" => seconds / 31_536_000 }),
    }
}

/// How soon something will be: `in 5 Minuten`, `in an hour`. What is past is about to be.
pub fn until(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (moment - now).num_seconds();
    match seconds {
        i64::MIN..=5 => tr!("until-now"),
        6..60 => tr!("until-soon"),
        60..3_600 => tr!("until-minutes", { "count" => seconds / 60 }),
        3_600..86_400 => tr!("until-hours", { "count" => seconds / 3_600 }),
        _ => tr!("until-days", { "count" => seconds / 86_400 }),
    }
}
