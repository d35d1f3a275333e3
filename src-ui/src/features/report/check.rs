//! All of it once more, with the ways back to each step, and the button that hands it in.

use super::draft::{Draft, Outcome};
use super::fault;
use super::nearby::Nearby;
use super::questions::number_as_read;
use super::step::Step;
use crate::ipc::call;
use crate::kit::{Button, FailureAlert, Glyph, Icon, Weight};
use crate::layout::screen::focus_on;
use crate::state::reactive::memo;
use crate::text::format::{near, typed_moment};
use crate::text::lang;
use crate::text::place::place;
use ka_domain::views::DraftView;
use ka_domain::{Datatype, Question, ReportCategory, ReportFault};
use ka_ipc::{DraftById, Failure, SendReport};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::tr;
use std::sync::Arc;

/// The step.
#[component]
pub fn Check(draft: Draft) -> impl IntoView {
    let sending = RwSignal::new(false);
    // One for handing it in and for supporting another report: either of them ends the draft.
    let busy = RwSignal::new(false);
    let preparing = draft.is_preparing();
    let trouble = RwSignal::new(None::<Failure>);
    let send = move || {
        if draft
            .view_untracked()
            .is_some_and(|view| !view.faults.is_empty())
        {
            focus_on("report-faults");
            return;
        }
        busy.set(true);
        sending.set(true);
        trouble.set(None);
        spawn_local(async move {
            match draft.end_with(call(SendReport { id: draft.id })).await {
                Ok(()) => {
                    draft.outcome.try_set(Some(Outcome::Sent));
                }
                Err(Failure::DraftIncomplete) => {
                    // What is missing was not missing here: the city has changed its questions.
                    if let Err(failure) = draft.in_turn(call(DraftById { id: draft.id })).await {
                        trouble.try_set(Some(failure));
                    }
                    request_animation_frame(|| focus_on("report-faults"));
                }
                Err(failure) => {
                    trouble.try_set(Some(failure));
                }
            }
            sending.try_set(false);
            busy.try_set(false);
        });
    };
    view! {
        <Faults draft />
        <Nearby draft busy />
        <Answers draft />
        <div id="report-trouble">
            {move || trouble.get().map(|failure| view! { <FailureAlert failure /> })}
        </div>
        <div class="ka-report__send">
            <p class="ka-field__hint">{move || tr!("report-send-hint")}</p>
            <Button
                id="report-send"
                weight=Weight::Primary
                icon=Icon::Report
                off=Signal::derive(move || busy.get() || preparing.get())
                on_press=send
            >
                {move || match (sending.get(), preparing.get()) {
                    (true, _) => tr!("report-sending"),
                    (false, true) => tr!("report-photos-preparing"),
                    (false, false) => tr!("report-send"),
                }}
            </Button>
        </div>
    }
}

/// What must be mended, each with the way to where that is done.
#[component]
fn Faults(draft: Draft) -> impl IntoView {
    let faults = memo(move || draft.faults(|_| true));
    let some = memo(move || faults.with(|faults| !faults.is_empty()));
    let row = move |known: ReportFault| {
        let category = draft
            .view_untracked()
            .and_then(|view| view.category.clone());
        let step = draft.href(fault::step(&known));
        let href = format!("{step}#{}", fault::field(&known, category.as_ref()));
        view! {
            <li>
                <a class="kern-link kern-link--no-visited-state" href=href>
                    {move || fault::words(&known, category.as_ref())}
                </a>
            </li>
        }
    };
    move || {
        some.get().then(|| {
            view! {
                <section
                    class="kern-alert kern-alert--danger ka-alert ka-report__faults"
                    id="report-faults"
                    tabindex="-1"
                    aria-labelledby="report-faults-title"
                >
                    <div class="kern-alert__header">
                        <Glyph icon=Icon::Error />
                        <h2 class="kern-title" id="report-faults-title">{tr!("report-faults")}</h2>
                    </div>
                    <div class="kern-alert__body">
                        <ul>{move || faults.get().into_iter().map(row).collect_view()}</ul>
                    </div>
                </section>
            }
        })
    }
}

/// What is written, step by step.
#[component]
fn Answers(draft: Draft) -> impl IntoView {
    let questions = memo(move || draft.has_questions());
    let view = memo(move || draft.view());
    move || {
        let view = view.get()?;
        let asks = questions.get() && view.category.as_ref().is_some_and(asks_anything);
        let steps = Step::of_draft(asks).filter(|step| *step != Step::Check);
        let rows = steps
            .map(|step| {
                let view = Arc::clone(&view);
                let id = format!("report-change-{}", step.word());
                view! {
                    <section class="ka-report__part" data-part=step.word()>
                        <h2 class="ka-report__part-name">{part_name(step)}</h2>
                        <div class="ka-report__part-words">{part(step, &view)}</div>
                        <a class="kern-link kern-link--no-visited-state" id=id href=draft.href(step)>
                            {tr!("report-change")}
                            <span class="kern-sr-only">" " {part_name(step)}</span>
                        </a>
                    </section>
                }
            })
            .collect_view();
        Some(view! { <div class="kern-card ka-sheet ka-report__parts">{rows}</div> })
    }
}

/// Whether there is anything to answer, and not only to read.
fn asks_anything(category: &ReportCategory) -> bool {
    let mut questions = category.questions.iter();
    questions.any(|question| question.datatype != Datatype::Note)
}

fn part_name(step: Step) -> String {
    match step {
        Step::Category => tr!("report-part-category"),
        Step::Questions => tr!("report-part-questions"),
        Step::Place => tr!("report-part-place"),
        Step::Photos => tr!("report-part-photos"),
        Step::Words | Step::Check => tr!("report-part-words"),
    }
}

fn paragraph(words: Option<String>) -> AnyView {
    let words = words.unwrap_or_else(|| tr!("report-part-none"));
    view! { <p class="kern-body">{words}</p> }.into_any()
}

fn part(step: Step, view: &DraftView) -> AnyView {
    match step {
        Step::Category => paragraph(
            view.category
                .as_ref()
                .map(|category| category.name.get(lang()).to_owned()),
        ),
        Step::Questions => answers(view),
        Step::Place => whereabouts(view),
        Step::Photos => photos(view),
        Step::Words | Step::Check => words(view),
    }
}

/// The place, and what the device says of it: that is sent too, also where an address was typed.
fn whereabouts(view: &DraftView) -> AnyView {
    let located = view.text.place.position.map(|_| {
        let words = match view.text.place.accuracy_m {
            Some(metres) => tr!("report-part-located-within", { "far" => near(metres) }),
            None => tr!("report-part-located"),
        };
        view! { <p class="ka-card__small" id="report-part-located">{words}</p> }
    });
    view! {
        {paragraph(place(&view.place_words))}
        {located}
    }
    .into_any()
}

/// The questions that are answered, with their answers.
fn answers(view: &DraftView) -> AnyView {
    let questions = view
        .category
        .iter()
        .flat_map(|category| &category.questions);
    let rows: Vec<_> = questions
        .filter(|question| question.datatype != Datatype::Note)
        .filter_map(|question| {
            let said = view.text.answers.get(&question.code)?;
            let said: Vec<String> = said.iter().map(|value| answer(question, value)).collect();
            let asked = question.words.get(lang()).to_owned();
            Some(view! {
                <div>
                    <dt>{asked}</dt>
                    <dd>{said.join(", ")}</dd>
                </div>
            })
        })
        .collect();
    if rows.is_empty() {
        paragraph(None)
    } else {
        view! { <dl class="ka-report__answers">{rows}</dl> }.into_any()
    }
}

/// An answer as it is read.
fn answer(question: &Question, value: &str) -> String {
    match question.datatype {
        Datatype::SingleValueList | Datatype::MultiValueList => {
            let known = question.values.iter().find(|known| known.key == value);
            known.map_or_else(
                || value.to_owned(),
                |known| known.name.get(lang()).to_owned(),
            )
        }
        Datatype::Datetime => typed_moment(value).unwrap_or_else(|| value.to_owned()),
        Datatype::Number => number_as_read(value, lang()),
        Datatype::String | Datatype::Text | Datatype::Note => value.to_owned(),
    }
}

fn photos(view: &DraftView) -> AnyView {
    if view.photos.is_empty() {
        return paragraph(None);
    }
    let rows = view
        .photos
        .iter()
        .enumerate()
        .map(|(place, row)| {
            view! {
                <li>
                    <img
                        src=format!("data:image/jpeg;base64,{}", row.thumbnail)
                        alt=tr!("report-photo", { "number" => place + 1 })
                    />
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ka-shots ka-shots--small">{rows}</ul> }.into_any()
}

/// What is the matter, and who says so.
fn words(view: &DraftView) -> AnyView {
    let text = &view.text;
    let written = text.words.trim();
    let contact = &text.contact;
    let who = if contact.is_empty() {
        tr!("report-anonymous")
    } else {
        let said: Vec<&str> = [&contact.first_name, &contact.last_name, &contact.email]
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        let said = said.join(" ");
        if text.contact_released {
            tr!("report-known-as", { "who" => said })
        } else {
            tr!("report-not-released", { "who" => said })
        }
    };
    let written = (!written.is_empty()).then(|| written.to_owned());
    view! {
        <p class="kern-body ka-report__written" dir="auto">
            {written.unwrap_or_else(|| tr!("report-part-none"))}
        </p>
        <p class="ka-card__small">{who}</p>
    }
    .into_any()
}
