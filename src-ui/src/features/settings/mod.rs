//! Settings: how the app looks and speaks, what the person said about themselves, what is kept.

mod appearance;
mod device;
mod person;

use crate::kit::FailureAlert;
use crate::layout::Screen;
use crate::state;
use appearance::{AppearanceSection, LanguageSection, TextSizeSection};
use device::{AboutSection, DeleteSection, StorageSection, SyncSection};
use leptos::prelude::*;
use leptos_fluent::move_tr;
use person::PersonSection;

/// The screen.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    let person = state::Person::of_app();
    view! {
        <Screen
            name="settings"
            title=move_tr!("settings-title")
            state=|| "ready"
            lead=move_tr!("settings-lead")
        >
            {move || person.trouble().map(|failure| view! { <FailureAlert failure /> })}
            <div class="ka-columns ka-columns--even">
                <div class="ka-stack">
                    <LanguageSection />
                    <AppearanceSection />
                    <TextSizeSection />
                    <SyncSection />
                </div>
                <div class="ka-stack">
                    <PersonSection />
                    <StorageSection />
                    <AboutSection />
                    <DeleteSection />
                </div>
            </div>
        </Screen>
    }
}
