//! What is kept on this device, how it stands with the city, and the way to take it all away.

use crate::kit::{Answered, Button, Described, Descriptions, FailureAlert, Glyph, Icon, Section};
use crate::layout::DeleteEverything;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::sync::Standing;
use crate::state::{CitySync, Query, Topic};
use crate::text::format::{age, bytes, count, moment};
use ka_domain::Kind;
use ka_ipc::Storage;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// How the device stands with the city.
#[component]
pub fn SyncSection() -> impl IntoView {
    let sync = CitySync::of_app();
    let standing = sync.standing();
    let now = Now::of_app();
    let state = memo(move || sync.state());
    view! {
        <Section id="settings-sync" title=move_tr!("settings-sync")>
            <Descriptions>
                <Described key=move_tr!("settings-sync-state")>
                    {move || match standing.get() {
                        Standing::Running => tr!("sync-running"),
                        Standing::Current => tr!("sync-current"),
                        Standing::Offline => tr!("sync-offline"),
                        Standing::Failed(_) => tr!("sync-failed"),
                        Standing::Never => tr!("sync-never"),
                    }}
                </Described>
                <Described key=move_tr!("settings-sync-as-of")>
                    {move || match state.get().current_as_of {
                        Some(at) => {
                            tr!("settings-sync-as-of-value", {
                                "moment" => moment(at, now.get()),
                                "age" => age(at, now.get()),
                            })
                        }
                        None => tr!("settings-sync-as-of-never"),
                    }}
                </Described>
                {move || {
                    state
                        .get()
                        .next_at
                        .filter(|at| *at > now.get())
                        .map(|at| {
                            view! {
                                <Described key=move_tr!("settings-sync-next")>
                                    {move || moment(at, now.get())}
                                </Described>
                            }
                        })
                }}
            </Descriptions>
            {move || match standing.get() {
                Standing::Failed(failure) => Some(view! { <FailureAlert failure /> }),
                _ => None,
            }}
            <Button
                id="sync-now"
                icon=Icon::Sync
                off=Signal::derive(move || standing.get() == Standing::Running)
                on_press=move || sync.now()
            >
                {move || tr!("sync-now")}
            </Button>
        </Section>
    }
}

/// How much room it takes.
#[component]
pub fn StorageSection() -> impl IntoView {
    let query = Query::new(
        || Storage {},
        &[
            Topic::Content(Kind::District),
            Topic::Content(Kind::Office),
            Topic::Content(Kind::Service),
            Topic::Content(Kind::CarPark),
            Topic::Content(Kind::BicycleParking),
            Topic::Content(Kind::Source),
            Topic::Content(Kind::Organization),
            Topic::Content(Kind::Meeting),
            Topic::Content(Kind::Paper),
        ],
    );
    view! {
        <Section id="settings-storage" title=move_tr!("settings-storage")>
            <p class="ka-note">{move || tr!("settings-storage-hint")}</p>
            <Answered query cards=1 let:latest>
                <Descriptions>
                    <Described key=move_tr!("settings-storage-store")>
                        {move || bytes(latest.get().store_bytes)}
                    </Described>
                    <Described key=move_tr!("settings-storage-feed")>
                        {move || bytes(latest.get().feed_bytes)}
                    </Described>
                    <Described key=move_tr!("settings-storage-items")>
                        {move || {
                            count(latest.get().collections.iter().map(|state| state.items).sum())
                        }}
                    </Described>
                </Descriptions>
            </Answered>
        </Section>
    }
}

/// Where to read more.
#[component]
pub fn AboutSection() -> impl IntoView {
    view! {
        <Section id="settings-about" title=move_tr!("settings-about")>
            <ul class="ka-list">
                <li>
                    <a class="ka-banner" id="to-sources" href="/settings/sources">
                        <span class="ka-banner__text">{move || tr!("sources-title")}</span>
                        <Glyph icon=Icon::Forward />
                    </a>
                </li>
                <li>
                    <a class="ka-banner" id="to-diagnostics" href="/settings/diagnostics">
                        <span class="ka-banner__text">{move || tr!("diagnostics-title")}</span>
                        <Glyph icon=Icon::Forward />
                    </a>
                </li>
            </ul>
        </Section>
    }
}

/// The way to take it all away.
#[component]
pub fn DeleteSection() -> impl IntoView {
    view! {
        <Section id="settings-delete" title=move_tr!("settings-delete")>
            <p class="ka-note">{move || tr!("settings-delete-hint")}</p>
            <DeleteEverything />
        </Section>
    }
}
