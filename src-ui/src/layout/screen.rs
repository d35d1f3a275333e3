//! A screen: its `<main>`, its heading, its title in the window, and the focus that comes to it.

use crate::kit::{Glyph, Icon};
use crate::state::journey::Journey;
use crate::state::reactive::effect;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Where a screen leads back to.
#[derive(Clone)]
pub struct Back {
    /// The address.
    pub href: String,
    /// What is there.
    pub label: Signal<String>,
}

/// A screen.
#[component]
pub fn Screen(
    /// Its name, for tests and styles.
    name: &'static str,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What it shows: `loading`, `ready`, `empty` or `failed`.
    #[prop(into)]
    state: Signal<&'static str>,
    /// A sentence under the heading.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// Where it leads back to.
    #[prop(optional, into)]
    back: Option<Back>,
    /// The id of what takes the focus instead of the heading.
    #[prop(optional)]
    focus: Option<&'static str>,
    /// Which step it is, of a screen of several.
    #[prop(optional)]
    step: Option<&'static str>,
    /// What is drawn behind the heading.
    #[prop(optional, into)]
    backdrop: Option<ViewFn>,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let moved = Journey::of_app().arrive();
    let heading = NodeRef::<leptos::html::H1>::new();
    effect(move || {
        if let (true, Some(heading)) = (moved, heading.get()) {
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
            // An element that is on the page takes the focus.
            let _ = heading.focus();
            // The address is the screen's only after it was drawn.
            request_animation_frame(focus_named);
        }
        if let Some(id) = focus {
            focus_on(id);
        }
    });
    effect(move || {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("{} – digital@KA", title.get()));
        }
    });
    view! {
        <main
            id="main"
            class=format!("ka-screen ka-screen--{name}")
            data-screen=name
            data-step=step
            data-state=state
            aria-busy=move || (state.get() == "loading").then_some("true")
        >
            <div class="ka-screen__head">
                {backdrop.map(|backdrop| backdrop.run())}
                {back
                    .map(|back| {
                        view! {
                            <a class="ka-back" id="back" href=back.href>
                                <Glyph icon=Icon::Back />
                                <span>{back.label}</span>
                            </a>
                        }
                    })}
                <h1 class="kern-heading-large" id="heading" tabindex="-1" node_ref=heading>
                    {title}
                </h1>
                {move || lead.get().map(|lead| view! { <p class="ka-lead">{lead}</p> })}
            </div>
            <div class="ka-screen__body">{children()}</div>
        </main>
    }
}

/// Moves the focus to the heading of the screen.
pub fn focus_heading() {
    focus_on("heading");
}

/// Moves the focus to the element with that id, if there is one.
pub fn focus_on(id: &str) {
    if let Some(element) = element(id) {
        // An element that is on the page takes the focus.
        let _ = element.focus();
    }
}

/// The same, and shows where it is, whatever the last click was: for who goes by keys.
pub fn show_focus_on(id: &str) {
    if let Some(element) = element(id) {
        show_focus(&element);
    }
}

/// Moves the focus to the element and shows it.
pub fn show_focus(element: &web_sys::HtmlElement) {
    let shown = web_sys::FocusOptions::new();
    shown.set_focus_visible(true);
    // An element that is on the page takes the focus.
    let _ = element.focus_with_options(&shown);
}

fn element(id: &str) -> Option<web_sys::HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the section or the field that the address names, if it names one.
fn focus_named() {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    if let Some(id) = hash.as_deref().and_then(|hash| hash.strip_prefix('#')) {
        let title = format!("{id}-title");
        let named = element(&title).or_else(|| element(id));
        if let Some(element) = named {
            // An element that is on the page takes the focus.
            let _ = element.focus();
        }
    }
}
