//! The store is open and nothing is in it yet: the first sync runs, or could not. Each of the three
//! has its own picture and its own way on.

use crate::kit::{Button, FailureAlert, Fan, Glyph, Icon, Loader, Weight};
use crate::state::sync::{CitySync, Standing};
use leptos::prelude::*;
use leptos_fluent::tr;

/// What stands where content will be.
#[component]
pub fn NoContent() -> impl IntoView {
    let sync = CitySync::of_app();
    let standing = sync.standing();
    let again = move || {
        view! {
            <Button id="sync-now" weight=Weight::Primary icon=Icon::Sync on_press=move || sync.now()>
                {move || tr!("sync-now")}
            </Button>
        }
    };
    view! {
        <div class="ka-no-content" data-sync=move || standing.get().word()>
            <div class="ka-no-content__fan"><Fan /></div>
            {move || match standing.get() {
                Standing::Running => {
                    view! {
                        <Loader />
                        <p class="kern-title">{move || tr!("first-sync-running")}</p>
                        <p class="kern-body kern-body--muted">{move || tr!("first-sync-running-hint")}</p>
                    }
                        .into_any()
                }
                Standing::Offline => {
                    view! {
                        <div class="ka-nothing__sign"><Glyph icon=Icon::Offline /></div>
                        <p class="kern-title">{move || tr!("first-sync-offline")}</p>
                        <p class="kern-body kern-body--muted">{move || tr!("first-sync-offline-hint")}</p>
                        {again()}
                    }
                        .into_any()
                }
                Standing::Failed(failure) => view! { <FailureAlert failure /> {again()} }.into_any(),
                Standing::Current | Standing::Never => {
                    view! {
                        <div class="ka-nothing__sign"><Glyph icon=Icon::Services /></div>
                        <p class="kern-title">{move || tr!("first-sync-nothing")}</p>
                        <p class="kern-body kern-body--muted">{move || tr!("first-sync-nothing-hint")}</p>
                        {again()}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// The word for `data-state` of a screen, where `word` is what its query says: a screen without
/// content is loading while a sync runs, offline when nobody can be reached, failed when what came was
/// refused, and empty else.
pub fn word_without_content(word: Signal<&'static str>) -> Signal<&'static str> {
    let standing = CitySync::of_app().standing();
    Signal::derive(move || match (word.get(), standing.get()) {
        ("empty", Standing::Running) => "loading",
        ("empty", Standing::Offline) => "offline",
        ("empty", Standing::Failed(_)) => "failed",
        (word, _) => word,
    })
}
