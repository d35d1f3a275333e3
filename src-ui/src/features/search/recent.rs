//! What was looked for lately. It is kept on this device alone, until it is forgotten.

use super::looking::Looking;
use super::results::words;
use crate::ipc::Question;
use crate::kit::{Button, Glyph, Icon};
use crate::layout::screen::focus_on;
use crate::state::Query;
use ka_ipc::{ForgetSearches, RecentSearches, RememberSearch};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::tr;

/// Remembers what is looked for now.
pub fn remember(looking: Looking) {
    let wanted = looking.wanted_untracked();
    if wanted.is_nothing() {
        return;
    }
    let question = Question::of(&RememberSearch {
        words: wanted.words,
    });
    spawn_local(async move {
        // Where it cannot be remembered, it was still found.
        let _ = question.ask().await;
    });
}

/// What the screen shows before anything is typed.
#[component]
pub fn Recent(
    /// What is looked for.
    looking: Looking,
) -> impl IntoView {
    let recent = Query::new(|| RecentSearches {}, &[]);
    let forgotten = RwSignal::new(false);
    let forget = move || {
        let question = Question::of(&ForgetSearches {});
        spawn_local(async move {
            if question.ask().await.is_ok() {
                forgotten.try_set(true);
                recent.ask_again();
                // The button that was pressed is about to go.
                focus_on("search");
            }
        });
    };
    view! {
        <p class="kern-sr-only" role="status">
            {move || forgotten.get().then(|| tr!("search-forgotten"))}
        </p>
        {move || {
            let Some(known) = recent.get().filter(|recent| !recent.is_empty()) else {
                return view! {
                    <p class="ka-remark">
                        <Glyph icon=Icon::Info />
                        <span>{move || tr!("search-hint")}</span>
                    </p>
                }
                    .into_any();
            };
            view! {
                <section class="ka-section" id="search-recent" aria-labelledby="search-recent-title">
                    <h2 class="ka-found__kind" id="search-recent-title">
                        {move || tr!("search-recent")}
                    </h2>
                    <div class="ka-chips">{words(known.to_vec(), looking)}</div>
                    <div class="ka-row ka-search__forget">
                        <Button id="search-forget" icon=Icon::Delete on_press=forget>
                            {move || tr!("search-forget")}
                        </Button>
                        <p class="ka-card__small">{move || tr!("search-recent-private")}</p>
                    </div>
                </section>
            }
                .into_any()
        }}
    }
}
