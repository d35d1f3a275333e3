//! Language, light or dark, size of text. Each takes effect at once.

use crate::kit::{Choice, Choices, Section};
use crate::state::Person;
use crate::text::format::percent;
use crate::text::words;
use ka_domain::{Appearance, Lang, TextScale};
use leptos::prelude::*;
use leptos_fluent::move_tr;

/// The language of the app.
#[component]
pub fn LanguageSection() -> impl IntoView {
    let person = Person::of_app();
    let choices = Lang::ALL
        .into_iter()
        .map(|lang| Choice {
            value: lang,
            id: format!("lang-{}", lang.tag()),
            label: Signal::derive(move || words::language(lang)),
            hint: None,
        })
        .collect();
    view! {
        <Section id="settings-language" title=move_tr!("settings-language")>
            <Choices
                name="lang"
                legend=move_tr!("settings-language")
                legend_hidden=true
                beside=true
                choices
                chosen=Signal::derive(move || Some(person.lang()))
                on_choose=move |lang| person.change(|preferences| preferences.lang = Some(lang))
            />
        </Section>
    }
}

/// Light or dark.
#[component]
pub fn AppearanceSection() -> impl IntoView {
    let person = Person::of_app();
    let choices = [Appearance::System, Appearance::Light, Appearance::Dark]
        .into_iter()
        .map(|appearance| Choice {
            value: appearance,
            id: match appearance {
                Appearance::System => "appearance-system",
                Appearance::Light => "appearance-light",
                Appearance::Dark => "appearance-dark",
            }
            .to_owned(),
            label: Signal::derive(move || words::appearance(appearance)),
            hint: None,
        })
        .collect();
    view! {
        <Section id="settings-appearance" title=move_tr!("settings-appearance")>
            <Choices
                name="appearance"
                legend=move_tr!("settings-appearance")
                legend_hidden=true
                beside=true
                choices
                chosen=Signal::derive(move || Some(person.preferences().appearance))
                on_choose=move |appearance| {
                    person.change(|preferences| preferences.appearance = appearance);
                }
            />
        </Section>
    }
}

/// The size of text.
#[component]
pub fn TextSizeSection() -> impl IntoView {
    let person = Person::of_app();
    let choices = TextScale::STEPS
        .into_iter()
        .filter_map(|step| TextScale::new(step).ok())
        .map(|scale| {
            let share = f64::from(scale.percent()) / 100.0;
            Choice {
                value: scale,
                id: format!("text-{}", scale.percent()),
                label: Signal::derive(move || percent(share)),
                hint: None,
            }
        })
        .collect();
    view! {
        <Section id="settings-text" title=move_tr!("settings-text")>
            <Choices
                name="text"
                legend=move_tr!("settings-text")
                legend_hidden=true
                beside=true
                choices
                chosen=Signal::derive(move || Some(person.preferences().text_scale))
                on_choose=move |scale| person.change(|preferences| preferences.text_scale = scale)
            />
        </Section>
    }
}
