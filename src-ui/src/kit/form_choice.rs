//! KERN's form fields for what is chosen rather than typed: one of a few, one of many, several, or a tick.

use super::form::FieldWords;
use leptos::prelude::*;
use leptos_fluent::tr;

/// With more than these, one of them is chosen in a list that unfolds.
const FEW: usize = 7;

/// What can be chosen: its key and its name.
pub type Named = (String, Signal<String>);

/// The id of the control that takes the focus for a choice of these `options`.
pub fn focus_of(id: &str, several: bool, options: usize) -> String {
    if several || options <= FEW {
        format!("{id}-0")
    } else {
        id.to_owned()
    }
}

fn group(id: &str, words: FieldWords, boxes: AnyView) -> AnyView {
    view! {
        <fieldset
            class="kern-fieldset ka-choices ka-field"
            class:kern-fieldset--error=move || words.fault.with(Option::is_some)
            aria-describedby=words.described(id, None)
        >
            <legend class="kern-label">{words.asked()}</legend>
            {words.hint_line(id)}
            <div class="kern-fieldset__body ka-choices__body">{boxes}</div>
            {words.wrong_line(id)}
        </fieldset>
    }
    .into_any()
}

/// One of several things, or none.
#[component]
pub fn OneOf(
    /// Its stable id; those of the buttons are `<id>-<n>`, from 0.
    #[prop(into)]
    id: String,
    /// What stands around it.
    words: FieldWords,
    /// The things.
    options: Vec<Named>,
    /// The key of what is chosen first.
    first: Option<String>,
    /// One was chosen, or none.
    #[prop(into)]
    on_choose: Callback<Option<String>>,
) -> impl IntoView {
    if options.len() > FEW {
        return list(&id, words, options, first, on_choose);
    }
    let none = (!words.required).then(|| {
        let label = Signal::derive(|| tr!("field-no-answer"));
        (None, label)
    });
    let rows = options
        .into_iter()
        .map(|(key, label)| (Some(key), label))
        .chain(none)
        .enumerate()
        .map(|(row, (key, label))| {
            let row = format!("{id}-{row}");
            let checked = key == first;
            view! {
                <div class="kern-form-check ka-choice">
                    <input
                        class="kern-form-check__radio"
                        type="radio"
                        name=id.clone()
                        id=row.clone()
                        prop:checked=checked
                        on:change=move |_| on_choose.run(key.clone())
                    />
                    <label class="kern-label" for=row>{label}</label>
                </div>
            }
        })
        .collect_view();
    group(&id, words, rows.into_any())
}

fn list(
    id: &str,
    words: FieldWords,
    options: Vec<Named>,
    first: Option<String>,
    on_choose: Callback<Option<String>>,
) -> AnyView {
    let first = first.unwrap_or_default();
    let rows = options
        .into_iter()
        .map(|(key, label)| {
            let selected = key == first;
            view! { <option value=key selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <div
            class="kern-form-input ka-field ka-select"
            class:kern-form-input--error=move || words.fault.with(Option::is_some)
        >
            <label class="kern-label" for=id.to_owned()>{words.asked()}</label>
            {words.hint_line(id)}
            <div class="kern-form-input__select-wrapper">
                <select
                    class="kern-form-input__select"
                    id=id.to_owned()
                    aria-required=words.required.then_some("true")
                    aria-invalid=words.invalid()
                    aria-describedby=words.described(id, None)
                    on:change=move |event| {
                        let key = event_target_value(&event);
                        on_choose.run((!key.is_empty()).then_some(key));
                    }
                >
                    <option value="">{move || tr!("field-no-answer")}</option>
                    {rows}
                </select>
            </div>
            {words.wrong_line(id)}
        </div>
    }
    .into_any()
}

/// Any of several things.
#[component]
pub fn AnyOf(
    /// Its stable id; those of the boxes are `<id>-<n>`, from 0.
    #[prop(into)]
    id: String,
    /// What stands around it.
    words: FieldWords,
    /// The things.
    options: Vec<Named>,
    /// The keys of what is chosen first.
    first: Vec<String>,
    /// The keys of what is now chosen, in the order of the options.
    #[prop(into)]
    on_choose: Callback<Vec<String>>,
) -> impl IntoView {
    let keys: Vec<String> = options.iter().map(|(key, _)| key.clone()).collect();
    let chosen = StoredValue::new(first);
    let choose = StoredValue::new(move |key: &str, on: bool| {
        chosen.update_value(|chosen| {
            let now = keys.iter().filter(|known| {
                let is = chosen.contains(known);
                if known.as_str() == key { on } else { is }
            });
            *chosen = now.cloned().collect();
        });
        on_choose.run(chosen.get_value());
    });
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(row, (key, label))| {
            let row = format!("{id}-{row}");
            let checked = chosen.with_value(|chosen| chosen.contains(&key));
            view! {
                <div class="kern-form-check ka-choice">
                    <input
                        class="kern-form-check__checkbox"
                        type="checkbox"
                        id=row.clone()
                        prop:checked=checked
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            choose.with_value(|choose| choose(&key, on));
                        }
                    />
                    <label class="kern-label" for=row>{label}</label>
                </div>
            }
        })
        .collect_view();
    group(&id, words, rows.into_any())
}

/// A tick.
#[component]
pub fn TickField(
    /// Its stable id.
    #[prop(into)]
    id: String,
    /// What stands around it.
    words: FieldWords,
    /// Whether it is set first.
    first: bool,
    /// It was set or taken away.
    #[prop(into)]
    on_tick: Callback<bool>,
) -> impl IntoView {
    view! {
        <div
            class="kern-form-check ka-field ka-tick"
            class:kern-form-check--error=move || words.fault.with(Option::is_some)
        >
            <input
                class="kern-form-check__checkbox"
                type="checkbox"
                id=id.clone()
                aria-invalid=words.invalid()
                aria-describedby=words.described(&id, None)
                prop:checked=first
                on:change=move |event| on_tick.run(event_target_checked(&event))
            />
            <label class="kern-label" for=id.clone()>{words.asked()}</label>
            <div class="ka-tick__more">{words.hint_line(&id)} {words.wrong_line(&id)}</div>
        </div>
    }
}
