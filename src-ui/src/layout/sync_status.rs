//! How the device stands with the city, in one line. What changes is said by a live region; how long
//! ago it was stands beside it and is not read out again each minute.

use crate::kit::{Glyph, Icon};
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::sync::{CitySync, Standing};
use crate::text::format;
use leptos::prelude::*;
use leptos_fluent::tr;

/// The line.
#[component]
pub fn SyncStatus() -> impl IntoView {
    let sync = CitySync::of_app();
    let standing = sync.standing();
    let now = Now::of_app();
    let as_of = memo(move || sync.state().current_as_of);
    let icon = move || match standing.get() {
        Standing::Running | Standing::Never => Icon::Sync,
        Standing::Current => Icon::Check,
        Standing::Offline => Icon::Offline,
        Standing::Failed(_) => Icon::Warning,
    };
    let words = move || match standing.get() {
        Standing::Running => tr!("sync-running"),
        Standing::Current => tr!("sync-current"),
        Standing::Offline => tr!("sync-offline"),
        Standing::Failed(_) => tr!("sync-failed"),
        Standing::Never => tr!("sync-never"),
    };
    view! {
        <div class="ka-sync" data-sync=move || standing.get().word()>
            <span class="ka-sync__sign">{move || view! { <Glyph icon=icon() /> }}</span>
            <span class="ka-sync__words">
                <span id="sync-status" role="status">{words}</span>
                {move || {
                    as_of
                        .get()
                        .filter(|_| standing.get() != Standing::Running)
                        .map(|at| {
                            view! {
                                <time class="ka-sync__age" datetime=at.to_rfc3339()>
                                    {move || format::age(at, now.get())}
                                </time>
                            }
                        })
                }}
            </span>
        </div>
    }
}
