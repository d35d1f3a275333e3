//! As whom the person is here, and where they live.

use crate::kit::{Choice, Choices, Glyph, Icon, Section, follow};
use crate::layout::DistrictSelect;
use crate::state::Person;
use crate::text::words;
use ka_domain::Role;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The part of the screen.
#[component]
pub fn PersonSection() -> impl IntoView {
    let person = Person::of_app();
    let mut choices = vec![Choice {
        value: None,
        id: "role-none".to_owned(),
        label: move_tr!("role-none"),
        hint: None,
    }];
    choices.extend(Role::ALL.into_iter().map(|role| Choice {
        value: Some(role),
        id: format!("role-{}", words::role_slug(role)),
        label: Signal::derive(move || words::role(role)),
        hint: Some(Signal::derive(move || words::role_hint(role))),
    }));
    view! {
        <Section id="settings-person" title=move_tr!("settings-person")>
            <p class="ka-note">{move || tr!("settings-person-hint")}</p>
            <Choices
                name="role"
                legend=move_tr!("settings-role")
                choices
                chosen=Signal::derive(move || Some(person.preferences().role))
                on_choose=move |role| person.change(|preferences| preferences.role = role)
            />
            <DistrictSelect
                id="district"
                chosen=Signal::derive(move || person.preferences().district)
                on_choose=move |district| {
                    person.change(|preferences| preferences.district = district);
                }
            />
            <a class="ka-banner ka-banner--apart" id="to-following" href=follow::LIST>
                <span class="ka-banner__text">{move || tr!("follow-title")}</span>
                <Glyph icon=Icon::Forward />
            </a>
        </Section>
    }
}
