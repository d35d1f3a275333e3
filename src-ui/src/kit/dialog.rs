//! KERN's dialog, over the engine's own `<dialog>`: it keeps the focus inside, closes on Escape, and
//! gives the focus back to what opened it.

use crate::state::reactive::effect;
use leptos::html;
use leptos::prelude::*;

/// A question that must be answered before anything else.
#[component]
pub fn Dialog(
    /// Its stable id.
    id: &'static str,
    /// What is asked.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open. It sets this to false itself when Escape is pressed.
    open: RwSignal<bool>,
    /// More words and fields.
    children: Children,
    /// The buttons.
    #[prop(into)]
    footer: ViewFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    effect(move || {
        let open = open.get();
        if let Some(element) = element.get() {
            if open && !element.open() {
                // It fails only for a dialog that is open already or not on the page.
                let _ = element.show_modal();
            } else if !open && element.open() {
                element.close();
            }
        }
    });
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    view! {
        <dialog
            id=id
            class="kern-dialog ka-dialog"
            aria-labelledby=labelled
            node_ref=element
            on:close=move |_| open.set(false)
        >
            <div class="kern-dialog__header">
                <h2 class="kern-title kern-title--large" id=heading>{title}</h2>
            </div>
            <div class="kern-dialog__body">{children()}</div>
            <div class="kern-dialog__footer">{footer.run()}</div>
        </dialog>
    }
}
