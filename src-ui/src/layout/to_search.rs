//! The way to the search, from everywhere: a link that looks like the field that it leads to, and two
//! ways to press a key.

use crate::kit::{Glyph, Icon};
use leptos::ev;
use leptos::prelude::*;
use leptos_fluent::tr;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

/// The id of the link.
const LINK: &str = "nav-search";

/// Where somebody types, or has something to answer first.
const BUSY: &str = "input:not([type=radio]):not([type=checkbox]), textarea, select, dialog";

/// The way to the search.
#[component]
pub fn ToSearch() -> impl IntoView {
    let path = use_location().pathname;
    let pressed = window_event_listener(ev::keydown, |event| {
        if asks_for_it(&event) {
            event.prevent_default();
            open();
        }
    });
    on_cleanup(move || pressed.remove());
    let click = |event: ev::MouseEvent| {
        // Who is there already wants the field, not the same screen anew.
        if take_field() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <a
            class="ka-to-search"
            id=LINK
            href="/search"
            aria-current=move || (path.get() == "/search").then_some("page")
            aria-keyshortcuts="/ Control+K"
            on:click=click
        >
            <Glyph icon=Icon::Search />
            <span class="ka-to-search__words">{move || tr!("nav-search")}</span>
            <kbd class="ka-to-search__key" aria-hidden="true">"/"</kbd>
        </a>
    }
}

/// `Ctrl+K` always, `/` where nobody types.
fn asks_for_it(event: &KeyboardEvent) -> bool {
    if event.alt_key() || event.is_composing() {
        return false;
    }
    match event.key().as_str() {
        "k" | "K" => (event.ctrl_key() || event.meta_key()) && !event.shift_key(),
        // On a German keyboard it is typed with the shift key.
        "/" => !event.ctrl_key() && !event.meta_key() && !is_busy(event),
        _ => false,
    }
}

fn is_busy(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(BUSY).is_ok_and(|busy| busy.is_some()))
}

fn open() {
    if !take_field()
        && let Some(link) = element(LINK).and_then(|link| link.dyn_into::<HtmlElement>().ok())
    {
        link.click();
    }
}

/// Moves the focus to the field, all of it selected. False where it is not on the page.
fn take_field() -> bool {
    let Some(field) = element("search").and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
    else {
        return false;
    };
    // An element that is on the page takes the focus.
    let _ = field.focus();
    field.select();
    true
}

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
