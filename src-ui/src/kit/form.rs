//! KERN's form fields: label, hint, control, and what is wrong with what was typed.
//!
//! A field holds what is typed by itself and tells of each change; what it held first is all that it is
//! told. So nothing that comes back from the shell, late, can overwrite what somebody is typing.

use super::icon::{Glyph, Icon};
use crate::text::format::number;
use leptos::prelude::*;
use leptos_fluent::tr;
use web_sys::HtmlInputElement;

/// What stands around a control.
#[derive(Clone, Copy)]
pub struct FieldWords {
    /// What is asked.
    pub label: Signal<String>,
    /// How to answer, where that is not clear.
    pub hint: Option<Signal<String>>,
    /// Whether there must be an answer.
    pub required: bool,
    /// What is wrong with the answer, in a sentence.
    pub fault: Signal<Option<String>>,
}

impl FieldWords {
    /// A question that may be left open, and to which every answer is right.
    pub fn of(label: Signal<String>) -> Self {
        Self {
            label,
            hint: None,
            required: false,
            fault: Signal::stored(None),
        }
    }

    /// With a hint.
    pub fn hint(mut self, hint: Signal<String>) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With what is wrong.
    pub fn fault(mut self, fault: Signal<Option<String>>) -> Self {
        self.fault = fault;
        self
    }

    /// With what is wrong told only once the field was left: who is still typing is not wrong yet. What
    /// was wrong before is told at once.
    fn once(self, left: RwSignal<bool>) -> Self {
        let fault = self.fault;
        left.set(fault.with_untracked(Option::is_some));
        self.fault(Signal::derive(move || {
            left.get().then(|| fault.get()).flatten()
        }))
    }

    fn is_wrong(self) -> bool {
        self.fault.with(Option::is_some)
    }

    /// The ids that describe the control with this `id`, for `aria-describedby`.
    pub(super) fn described(self, id: &str, more: Option<&'static str>) -> Signal<Option<String>> {
        let hint = self.hint.map(|_| format!("{id}-hint"));
        let more = more.map(|more| format!("{id}-{more}"));
        let wrong = format!("{id}-wrong");
        Signal::derive(move || {
            let wrong = self.is_wrong().then(|| wrong.clone());
            let ids: Vec<String> = [hint.clone(), more.clone(), wrong]
                .into_iter()
                .flatten()
                .collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// For `aria-invalid`.
    pub(super) fn invalid(self) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.is_wrong().then_some("true"))
    }

    /// The question, with the word that an answer must be given.
    pub(super) fn asked(self) -> AnyView {
        let must = self.required.then(|| {
            view! {
                " "
                <span class="ka-field__must">{move || tr!("field-required")}</span>
            }
        });
        view! { {self.label} {must} }.into_any()
    }

    pub(super) fn hint_line(self, id: &str) -> AnyView {
        let id = format!("{id}-hint");
        self.hint
            .map(|hint| view! { <p class="ka-field__hint" id=id>{hint}</p> })
            .into_any()
    }

    pub(super) fn wrong_line(self, id: &str) -> AnyView {
        let id = format!("{id}-wrong");
        let line = move || {
            let id = id.clone();
            self.fault.get().map(|fault| {
                view! {
                    <p class="kern-error ka-field__wrong" id=id>
                        <Glyph icon=Icon::Error />
                        <span>{fault}</span>
                    </p>
                }
            })
        };
        line.into_any()
    }
}

/// Label, hint, control and fault, one under the other.
fn frame(id: &str, words: FieldWords, control: AnyView) -> AnyView {
    view! {
        <div class="kern-form-input ka-field" class:kern-form-input--error=move || words.is_wrong()>
            <label class="kern-label" for=id.to_owned()>{words.asked()}</label>
            {words.hint_line(id)}
            {control}
            {words.wrong_line(id)}
        </div>
    }
    .into_any()
}

/// What is typed in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineKind {
    /// Words.
    #[default]
    Words,
    /// A number. Not the engine's own field for numbers, which loses what it does not take for one.
    Number,
    /// A day and a time, `YYYY-MM-DDThh:mm`.
    Datetime,
    /// An address for letters over the net.
    Email,
}

impl LineKind {
    fn type_and_mode(self) -> (&'static str, Option<&'static str>) {
        match self {
            LineKind::Words => ("text", None),
            LineKind::Number => ("text", Some("decimal")),
            LineKind::Datetime => ("datetime-local", None),
            LineKind::Email => ("email", Some("email")),
        }
    }
}

/// One line.
#[component]
pub fn LineField(
    /// Its stable id.
    #[prop(into)]
    id: String,
    /// What stands around it.
    words: FieldWords,
    /// What is typed.
    #[prop(optional)]
    kind: LineKind,
    /// What it holds first.
    first: String,
    /// What the engine may fill in, by the word of HTML.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// It was changed.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let (type_, mode) = kind.type_and_mode();
    let left = RwSignal::new(false);
    // As long as a part is missing, the engine says that nothing was typed at all.
    let half = RwSignal::new(false);
    let fault = words.fault;
    let words = words.fault(Signal::derive(move || {
        let is_half = half.get().then(|| tr!("field-half"));
        is_half.or_else(|| fault.get())
    }));
    let words = words.once(left);
    let control = view! {
        <input
            class="kern-form-input__input"
            class:kern-form-input__input--error=move || words.is_wrong()
            id=id.clone()
            type=type_
            inputmode=mode
            autocomplete=autocomplete
            dir="auto"
            aria-required=words.required.then_some("true")
            aria-invalid=words.invalid()
            aria-describedby=words.described(&id, None)
            prop:value=first
            on:input=move |event| {
                half.set(is_half(&event, kind));
                on_input.run(event_target_value(&event));
            }
            on:blur=move |event| {
                let is_half = is_half(event.as_ref(), kind);
                when_released(move || {
                    half.try_set(is_half);
                    left.try_set(true);
                });
            }
        />
    };
    frame(&id, words, control.into_any())
}

/// Whether a part of a day and time is missing.
fn is_half(event: &web_sys::Event, kind: LineKind) -> bool {
    kind == LineKind::Datetime
        && event_target::<HtmlInputElement>(event)
            .validity()
            .bad_input()
}

/// Several lines, with a count of what is left.
#[component]
pub fn TextField(
    /// Its stable id; that of the count is `<id>-left`.
    #[prop(into)]
    id: String,
    /// What stands around it.
    words: FieldWords,
    /// How many letters there may be. More can be typed: what somebody pastes is not cut in silence.
    most: usize,
    /// How many lines are seen.
    #[prop(default = 6)]
    rows: u32,
    /// What it holds first.
    first: String,
    /// It was changed.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let length = RwSignal::new(first.chars().count());
    let left = RwSignal::new(false);
    let words = words.once(left);
    let control = view! {
        <textarea
            class="kern-form-input__input ka-field__lines"
            class:kern-form-input__input--error=move || words.is_wrong()
            id=id.clone()
            rows=rows
            dir="auto"
            aria-required=words.required.then_some("true")
            aria-invalid=words.invalid()
            aria-describedby=words.described(&id, Some("left"))
            prop:value=first
            on:input=move |event| {
                let text = event_target_value(&event);
                length.set(text.chars().count());
                on_input.run(text);
            }
            on:blur=move |_| when_released(move || { left.try_set(true); })
        ></textarea>
        <p class="ka-field__left" class:ka-said--wrong=move || { length.get() > most } id=format!("{id}-left")>
            {move || room(length.get(), most)}
        </p>
    };
    frame(&id, words, control.into_any())
}

/// How many letters are left, or too many.
fn room(length: usize, most: usize) -> String {
    let shown = |count: usize| {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        (count, number(count))
    };
    if length > most {
        let (count, shown) = shown(length - most);
        tr!("field-too-many", { "count" => count, "shown" => shown })
    } else {
        let (count, shown) = shown(most - length);
        tr!("field-left", { "count" => count, "shown" => shown })
    }
}

/// Does it now or, where something is being pressed, once that was let go. A line that comes in between would
/// move what is pressed away from under the finger, and the press would be lost.
fn when_released(then: impl FnOnce() + 'static) {
    let pressed = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| {
            document
                .query_selector(":is(button, a, summary, label):active")
                .ok()
        });
    if pressed.flatten().is_some() {
        request_animation_frame(move || when_released(then));
    } else {
        then();
    }
}
