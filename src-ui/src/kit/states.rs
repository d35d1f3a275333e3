//! The states of a screen that waits for an answer: loading, failed, nothing there. (The fourth, being
//! offline before anything came, is the shell's business: see `layout::no_content`.)

use super::alert::FailureAlert;
use super::button::Button;
use super::icon::{Glyph, Icon};
use super::loading::Skeleton;
use crate::state::{Query, Stage};
use ka_ipc::Failure;
use leptos::prelude::*;
use leptos_fluent::tr;
use std::sync::Arc;

/// Draws the answer of a query once it is there; before that, what waits for it. What is drawn stays
/// and follows the answers that come after the first.
#[component]
pub fn Answered<T, F, V>(
    /// The query.
    query: Query<T>,
    /// How many cards to expect.
    #[prop(default = 4)]
    cards: usize,
    /// Draws the answer.
    children: F,
) -> impl IntoView
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Signal<Arc<T>>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let stage = query.stage();
    move || match (stage.get(), query.get_untracked()) {
        (Stage::Ready, Some(first)) => {
            let latest = Signal::derive(move || query.get().unwrap_or_else(|| Arc::clone(&first)));
            children(latest).into_any()
        }
        (Stage::Failed(failure), _) => {
            view! { <Failed failure on_retry=move || query.ask_again() /> }.into_any()
        }
        _ => view! { <Skeleton cards /> }.into_any(),
    }
}

/// The word for `data-state`, of a screen that stands on one query. `is_empty` says of an answer
/// whether there is nothing in it.
pub fn word<T: PartialEq + Send + Sync + 'static>(
    query: Query<T>,
    is_empty: fn(&T) -> bool,
) -> Signal<&'static str> {
    let stage = query.stage();
    Signal::derive(move || match stage.get() {
        Stage::Loading => "loading",
        Stage::Failed(_) => "failed",
        Stage::Ready if query.get().is_some_and(|value| is_empty(&value)) => "empty",
        Stage::Ready => "ready",
    })
}

/// A question that was refused: why, what to do, and the way to ask again.
#[component]
pub fn Failed(
    /// Why.
    failure: Failure,
    /// Asks again.
    on_retry: impl Fn() + 'static,
) -> impl IntoView {
    let again = failure != Failure::NotFound;
    view! {
        <div class="ka-failed">
            <FailureAlert failure />
            {again
                .then(|| {
                    view! {
                        <Button id="ask-again" icon=Icon::Sync on_press=on_retry>
                            {move || tr!("ask-again")}
                        </Button>
                    }
                })}
        </div>
    }
}

/// Nothing is there, and that is not a fault.
#[component]
pub fn Nothing(
    /// A sign for what is missing.
    icon: Icon,
    /// What is not there.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(into)]
    hint: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="ka-nothing">
            <div class="ka-nothing__sign"><Glyph icon /></div>
            <p class="kern-title">{title}</p>
            <p class="kern-body kern-body--muted">{hint}</p>
        </div>
    }
}
