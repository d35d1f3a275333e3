//! Long lists, a piece at a time.
//!
//! A list of hundreds of rows is cut into pieces. A piece is on the page only while it is near what is
//! seen; else an empty box of its height stands for it. The height of a piece that was seen once is
//! known; before that it is estimated. Rows may so be as high as their words need, in any language and
//! at any size of text, which a list of fixed rows could not do. Heights are kept in `rem`, so that
//! they stay right when the size of text changes.

use crate::state::reactive::effect;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How many rows make a piece.
pub const ROWS: usize = 20;

/// How far from what is seen a piece is already drawn.
const MARGIN: &str = "800px 0px";

/// A piece of a long list.
#[component]
pub fn Lazy(
    /// The height until it is known, in `rem`.
    estimate: f64,
    /// Whether it is drawn from the start: for the first piece, which everybody sees.
    #[prop(optional)]
    first: bool,
    /// What is drawn while it is near.
    #[prop(into)]
    children: ViewFn,
) -> impl IntoView {
    let near = RwSignal::new(first);
    let height = RwSignal::new(estimate);
    let element = NodeRef::<html::Div>::new();

    effect(move || {
        let Some(element) = element.get() else { return };
        let measured = element.clone();
        let moved = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let Some(entry) = entries
                .iter()
                .last()
                .and_then(|entry| entry.dyn_into::<web_sys::IntersectionObserverEntry>().ok())
            else {
                return;
            };
            let comes = entry.is_intersecting();
            if near.try_get_untracked() != Some(comes) {
                if !comes {
                    height.try_set(f64::from(measured.offset_height()) / root_font_size());
                }
                near.try_set(comes);
            }
        });
        let options = web_sys::IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let observer = web_sys::IntersectionObserver::new_with_options(
            moved.as_ref().unchecked_ref(),
            &options,
        );
        match observer {
            Ok(observer) => {
                observer.observe(&element);
                let kept = StoredValue::new_local((observer, moved));
                on_cleanup(move || {
                    kept.try_with_value(|(observer, _)| observer.disconnect());
                });
            }
            // Without an observer the list is long, but whole.
            Err(_) => {
                near.try_set(true);
            }
        }
    });

    view! {
        <div
            class="ka-lazy"
            role="presentation"
            node_ref=element
            style:min-height=move || (!near.get()).then(|| format!("{}rem", height.get()))
        >
            {move || near.get().then(|| children.run())}
        </div>
    }
}

/// The size of `1rem` in pixels.
fn root_font_size() -> f64 {
    let size = || {
        let window = web_sys::window()?;
        let root = window.document()?.document_element()?;
        let style = window.get_computed_style(&root).ok()??;
        let size = style.get_property_value("font-size").ok()?;
        size.trim_end_matches("px").parse::<f64>().ok()
    };
    size().unwrap_or(16.0)
}
