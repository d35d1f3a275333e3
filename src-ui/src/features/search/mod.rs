//! One field over everything: the city's services and places, the council's papers and meetings, and
//! the app's own screens.
//!
//! Results are links in lists under headings, as everywhere: so whoever uses a screen reader knows them.
//! The arrow keys move the focus through them, from the field on; Enter in the field opens the first.

mod address;
mod filters;
mod keys;
mod looking;
mod own;
mod recent;
mod results;

use crate::kit::{Glyph, Icon, states::Failed};
use crate::layout::screen::show_focus_on;
use crate::layout::{NoContent, Screen};
use crate::state::CitySync;
use crate::state::reactive::{effect, memo};
use address::{Address, LONGEST};
use filters::Filters;
use keys::open_first;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use looking::Looking;
use recent::{Recent, remember};
use results::Found;
use std::sync::Arc;

/// The screen.
#[component]
pub fn SearchScreen() -> impl IntoView {
    let opened = Address::opened();
    let looking = Looking::new(opened.wanted);
    let address = Address::follow(looking);
    let sync = CitySync::of_app();
    let never = memo(move || sync.state().current_as_of.is_none());
    let found = memo(move || looking.answer().map(|answer| Arc::new(Found::of(answer))));
    let stage = memo(move || {
        if looking.failure().is_some() {
            "failed"
        } else if !looking.is_answered() {
            "loading"
        } else if found.get().is_some_and(|found| found.count() == 0) {
            "empty"
        } else {
            "ready"
        }
    });
    // Enter was pressed before the answer was there.
    let hasty = StoredValue::new(false);
    let left_by = StoredValue::new(opened.left_by);
    effect(move || {
        if looking.is_answered() && looking.answer().is_some() {
            // Just before the picture, when what was found is on the page.
            request_animation_frame(move || {
                if let Some(id) = left_by.try_update_value(Option::take).flatten() {
                    show_focus_on(&id);
                }
                if hasty.try_update_value(std::mem::take) == Some(true) {
                    open_first();
                }
            });
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if stage.get_untracked() == "loading" {
            hasty.set_value(true);
        } else if !open_first() {
            remember(looking);
        }
    };
    let input = move |event: leptos::ev::Event| {
        hasty.set_value(false);
        let words = event_target_value(&event);
        looking.change(|wanted| wanted.words = words);
    };
    let open = move |event: leptos::ev::MouseEvent| {
        if let Some(id) = keys::link_of(&event) {
            remember(looking);
            address.write_now(looking, Some(&id));
        }
    };
    let is_empty = memo(move || looking.wanted().is_nothing());
    view! {
        <Screen name="search" title=move_tr!("search-title") state=stage focus="search">
            <div class="ka-search" on:keydown=move |event| keys::press(&event, looking)>
                <form class="ka-filter ka-search__form" role="search" on:submit=submit>
                    <label class="kern-sr-only" for="search">{move || tr!("search-label")}</label>
                    <div class="ka-filter__field">
                        <Glyph icon=Icon::Search />
                        <input
                            class="kern-form-input__input"
                            id="search"
                            type="search"
                            dir="auto"
                            maxlength=LONGEST
                            autocomplete="off"
                            autocapitalize="off"
                            spellcheck="false"
                            enterkeyhint="search"
                            placeholder=move || tr!("search-example")
                            aria-describedby="search-keys"
                            prop:value=move || looking.wanted().words
                            on:input=input
                            on:blur=move |_| address.write_now(looking, None)
                        />
                    </div>
                    <p class="ka-search__keys ka-card__small" id="search-keys">
                        {move || tr!("search-keys")}
                    </p>
                </form>
                <Filters looking />
                <p class="ka-search__count" id=results::COUNT role="status" tabindex="-1">
                    {move || found.get().map(|found| said(&found))}
                </p>
                {move || {
                    looking
                        .failure()
                        .map(|failure| view! { <Failed failure on_retry=move || looking.ask_again() /> })
                }}
                <div
                    id="search-results"
                    data-words=move || looking.answer().map(|answer| answer.wanted.words.clone())
                    on:click=open
                >
                    {move || {
                        let Some(found) = found.get() else {
                            return is_empty.get().then(|| view! { <Recent looking /> }).into_any();
                        };
                        match found.count() {
                            0 if never.get() => view! { <NoContent /> }.into_any(),
                            0 => results::nothing(&found, looking),
                            _ => found.draw(looking),
                        }
                    }}
                </div>
            </div>
        </Screen>
    }
}

/// How much was found.
fn said(found: &Found) -> String {
    let count = found.count();
    if found.is_cut() {
        tr!("search-found-more", { "count" => count })
    } else {
        tr!("search-found", { "count" => count })
    }
}
