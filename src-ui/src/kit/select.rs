//! KERN's select.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One of many things, by its key.
#[component]
pub fn Select(
    /// Its stable id.
    id: &'static str,
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// The things, as key and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The key of the chosen one.
    #[prop(into)]
    chosen: Signal<String>,
    /// One was chosen, by its key.
    on_choose: impl Fn(String) + 'static,
) -> impl IntoView {
    let change = move |event: leptos::ev::Event| {
        let select = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
        if let Some(select) = select {
            on_choose(select.value());
        }
    };
    view! {
        <div class="kern-form-input ka-select">
            <label class="kern-label" for=id>{label}</label>
            <div class="kern-form-input__select-wrapper">
                <select class="kern-form-input__select" id=id on:change=change>
                    {move || {
                        let chosen = chosen.get();
                        options
                            .get()
                            .into_iter()
                            .map(|(key, words)| {
                                let selected = key == chosen;
                                view! { <option value=key selected=selected>{words}</option> }
                            })
                            .collect_view()
                    }}
                </select>
            </div>
        </div>
    }
}
