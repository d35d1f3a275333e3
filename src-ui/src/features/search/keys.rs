//! The keyboard: arrows through what was found, Escape out of it.

use super::looking::Looking;
use super::results::{COUNT, STOPS};
use crate::layout::screen::{focus_on, show_focus};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent, MouseEvent};

/// The id of the field.
const FIELD: &str = "search";

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Opens the first of what was found, as a click on it would. False where nothing was.
pub fn open_first() -> bool {
    let first = document()
        .and_then(|document| {
            document
                .query_selector(&format!("#search-results a{STOPS}"))
                .ok()
        })
        .flatten()
        .and_then(|first| first.dyn_into::<HtmlElement>().ok());
    if let Some(first) = &first {
        first.click();
    }
    first.is_some()
}

/// The id of the link that was clicked.
pub fn link_of(event: &MouseEvent) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let link = element.closest(&format!("a{STOPS}")).ok()??;
    Some(link.id())
}

/// A key was pressed on the screen.
pub fn press(event: &KeyboardEvent, looking: Looking) {
    let with_another = event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key();
    if with_another || event.is_composing() {
        return;
    }
    let done = match event.key().as_str() {
        "ArrowDown" => step(event, true),
        "ArrowUp" => step(event, false),
        "Escape" => {
            clear_or_leave(looking);
            true
        }
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

/// Moves the focus to the next stop or the one before; from the field, and from the line below it, to the
/// first, and back to the field from there. What is neither keeps its own arrows.
fn step(event: &KeyboardEvent, down: bool) -> bool {
    let (Some(document), Some(here)) = (document(), event.target()) else {
        return false;
    };
    let Ok(here) = here.dyn_into::<Element>() else {
        return false;
    };
    let Ok(stops) = document.query_selector_all(STOPS) else {
        return false;
    };
    let stop = |place: u32| stops.get(place)?.dyn_into::<HtmlElement>().ok();
    let go = |place: u32| {
        if let Some(stop) = stop(place) {
            show_focus(&stop);
        }
    };
    if [FIELD, COUNT].contains(&here.id().as_str()) {
        if down {
            go(0);
        }
        return true;
    }
    let place = (0..stops.length()).find(|place| stop(*place).is_some_and(|stop| *stop == here));
    match (place, down) {
        (None, _) => return false,
        (Some(0), false) => focus_on(FIELD),
        (Some(place), false) => go(place - 1),
        (Some(place), true) => go(place + 1),
    }
    true
}

/// Clears the field and lifts what narrows the search down; where there is nothing of either, leaves.
fn clear_or_leave(looking: Looking) {
    focus_on(FIELD);
    if looking.wanted_untracked() != Default::default() {
        looking.want(Default::default());
        return;
    }
    let history = web_sys::window().and_then(|window| window.history().ok());
    match history {
        Some(history) if history.length().is_ok_and(|length| length > 1) => {
            // Where there is no way back, the screen stays.
            let _ = history.back();
        }
        _ => {
            let home = document().and_then(|document| document.get_element_by_id("nav-home"));
            if let Some(home) = home.and_then(|home| home.dyn_into::<HtmlElement>().ok()) {
                home.click();
            }
        }
    }
}
