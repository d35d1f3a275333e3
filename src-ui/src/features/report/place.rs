//! Where it is: what the device says, a street, a district. Any of them is enough.
//!
//! The device is asked only when somebody presses the button, and what it says stays in this report.

use super::draft::Draft;
use super::fault;
use super::locate::{Asked, Refusal, locate};
use super::step::Step;
use crate::kit::{Alert, Button, FieldWords, Glyph, Icon, LineField, OneOf, Tone};
use crate::layout::screen::focus_on;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::place::{accuracy, place};
use ka_domain::{DistrictId, Kind, ReportFault};
use ka_ipc::Districts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};

/// The step.
#[component]
pub fn Place(draft: Draft) -> impl IntoView {
    let first = draft.text.with_untracked(|text| text.place.address.clone());
    let wrong = Signal::derive(move || {
        let of_place = |known: &ReportFault| fault::step(known) == Step::Place;
        let faults = draft.faults(of_place);
        faults.first().map(|known| fault::words(known, None))
    });
    let words = FieldWords::of(move_tr!("report-address"))
        .hint(move_tr!("report-address-hint"))
        .fault(wrong);
    view! {
        <div class="ka-report__place">
            <Located draft />
            <LineField
                id="report-address"
                words
                first
                on_input=move |typed| draft.change(|text| text.place.address = typed)
            />
            <District draft />
        </div>
    }
}

/// The button that asks the device, and what it said.
#[component]
fn Located(draft: Draft) -> impl IntoView {
    let asked = draft.asked;
    // What was said here was heard here. An answer that comes later is told to whoever comes back.
    on_cleanup(move || {
        if asked.try_get_untracked() != Some(Asked::Asking) {
            asked.try_set(Asked::Not);
        }
    });
    let known = memo(move || draft.text.with(|text| text.place.position));
    let ask = move || {
        if asked.get_untracked() == Asked::Asking {
            return;
        }
        asked.set(Asked::Asking);
        spawn_local(async move {
            let answer = locate().await;
            // Nobody waits for it any more: the draft was left, or the place is to be forgotten.
            if asked.try_get_untracked() != Some(Asked::Asking) {
                return;
            }
            match answer {
                Ok(found) => {
                    draft.change(|text| {
                        text.place.position = Some(found.position);
                        text.place.accuracy_m = found.accuracy_m;
                    });
                    draft.keep();
                    asked.try_set(Asked::Found);
                }
                Err(refusal) => {
                    asked.try_set(Asked::Refused(refusal));
                }
            }
        });
    };
    let forget = move || {
        draft.change(|text| {
            text.place.position = None;
            text.place.accuracy_m = None;
        });
        draft.keep();
        asked.set(Asked::Forgotten);
        // The button that was pressed is gone.
        focus_on("report-locate");
    };
    view! {
        <div class="ka-report__locate">
            <Button
                id="report-locate"
                icon=Icon::District
                off=Signal::derive(move || asked.get() == Asked::Asking)
                on_press=ask
            >
                {move || {
                    if known.get().is_some() { tr!("report-locate-again") } else { tr!("report-locate") }
                }}
            </Button>
            <p class="ka-field__hint">{move || tr!("report-locate-private")}</p>
            <p class="ka-said" id="report-locate-said" role="status">
                {move || match asked.get() {
                    Asked::Asking => Some(tr!("report-locating")),
                    Asked::Found => Some(tr!("report-located")),
                    Asked::Forgotten => Some(tr!("report-location-forgotten")),
                    Asked::Not | Asked::Refused(_) => None,
                }}
            </p>
            {move || match asked.get() {
                Asked::Refused(refusal) => {
                    Some(
                        view! {
                            <Alert tone=Tone::Info title=Signal::derive(move || refused(refusal))>
                                <p class="kern-body">{move || tr!("report-locate-instead")}</p>
                            </Alert>
                        },
                    )
                }
                _ => None,
            }}
            {move || known.get().is_some().then(|| view! { <Found draft forget /> })}
        </div>
    }
}

/// The place that the device said, in words.
#[component]
fn Found(draft: Draft, forget: impl Fn() + Copy + 'static) -> impl IntoView {
    // The words of a position that was just taken come with the answer of the shell.
    let words = memo(move || {
        let position = draft.text.with(|text| text.place.position);
        let view = draft.view()?;
        // Of the position alone: what was typed or chosen says nothing of it.
        let words = view.located.as_ref()?;
        if words.position != position {
            return None;
        }
        Some((place(words), accuracy(words)))
    });
    view! {
        <div class="kern-card ka-report__found" id="report-location">
            <p class="ka-report__found-place">
                <Glyph icon=Icon::District />
                <span>
                    {move || {
                        let known = words.get().and_then(|(place, _)| place);
                        known.unwrap_or_else(|| tr!("report-location-coming"))
                    }}
                </span>
            </p>
            {move || {
                words
                    .get()
                    .and_then(|(_, accuracy)| accuracy)
                    .map(|accuracy| view! { <p class="ka-card__small">{accuracy}</p> })
            }}
            <Button id="report-location-forget" icon=Icon::Close on_press=forget>
                {move || tr!("report-location-forget")}
            </Button>
        </div>
    }
}

fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::Denied => tr!("report-locate-denied"),
        Refusal::Unknown => tr!("report-locate-unknown"),
        Refusal::Slow => tr!("report-locate-slow"),
        Refusal::Absent => tr!("report-locate-absent"),
    }
}

#[component]
fn District(draft: Draft) -> impl IntoView {
    let query = Query::new(|| Districts {}, &[Topic::Content(Kind::District)]);
    let words = FieldWords::of(move_tr!("report-district")).hint(move_tr!("report-district-hint"));
    move || {
        let districts = query.get().filter(|known| !known.is_empty())?;
        let options = districts
            .iter()
            .map(|known| (known.id.to_string(), Signal::stored(known.name.clone())))
            .collect();
        let first = draft
            .text
            .with_untracked(|text| text.place.district.clone());
        let choose = move |key: Option<String>| {
            let district = key.and_then(|key| DistrictId::new(key).ok());
            draft.change(|text| text.place.district = district);
        };
        Some(view! {
            <OneOf
                id="report-district"
                words
                options
                first=first.map(String::from)
                on_choose=choose
            />
        })
    }
}
