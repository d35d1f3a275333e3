//! KERN's radio buttons, each on a card of its own, so that a thumb finds them.

use crate::state::reactive::memo;
use leptos::prelude::*;

/// One thing to choose.
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// Its stable id.
    pub id: String,
    /// What it is called.
    pub label: Signal<String>,
    /// What it means, where that is not clear.
    pub hint: Option<Signal<String>>,
}

/// One of several things.
#[component]
pub fn Choices<T>(
    /// The name of the group of radio buttons.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    legend: Signal<String>,
    /// Whether the question is only for screen readers, since a heading asks it already.
    #[prop(optional)]
    legend_hidden: bool,
    /// Whether the choices stand beside each other where there is room.
    #[prop(optional)]
    beside: bool,
    /// The things.
    choices: Vec<Choice<T>>,
    /// Which one is chosen.
    #[prop(into)]
    chosen: Signal<Option<T>>,
    /// One was chosen.
    on_choose: impl Fn(T) + Clone + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let cards = choices
        .into_iter()
        .map(|choice| {
            let Choice {
                value,
                id,
                label,
                hint,
            } = choice;
            let on_choose = on_choose.clone();
            let described = hint.map(|_| format!("{id}-hint"));
            let same = value.clone();
            let is_chosen = memo(move || chosen.get().as_ref() == Some(&same));
            view! {
                <div class="kern-form-check ka-choice">
                    <input
                        class="kern-form-check__radio"
                        type="radio"
                        name=name
                        id=id.clone()
                        aria-describedby=described.clone()
                        prop:checked=is_chosen
                        on:change=move |_| on_choose(value.clone())
                    />
                    <label class="kern-label" for=id>
                        {label}
                    </label>
                    {hint.map(|hint| view! { <p class="ka-choice__hint" id=described>{hint}</p> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="kern-fieldset ka-choices">
            <legend class=if legend_hidden { "kern-sr-only" } else { "kern-label" }>{legend}</legend>
            <div class=if beside {
                "kern-fieldset__body ka-choices__body ka-choices__body--beside"
            } else {
                "kern-fieldset__body ka-choices__body"
            }>{cards}</div>
        </fieldset>
    }
}
