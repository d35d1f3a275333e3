//! What the preferences do to the whole page: language, light or dark, size of text. It is kept on
//! `<html>`, where KERN and the style sheets read it.

use super::Person;
use crate::state::reactive::{effect, memo};
use ka_domain::{Appearance, Lang};
use leptos::prelude::*;
use leptos_fluent::I18n;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Keeps `<html>` and the texts as the person wants them.
pub fn follow(person: Person, i18n: I18n) {
    let dark = system_is_dark();
    let appearance = person.field(|preferences| preferences.appearance);
    let scale = person.field(|preferences| preferences.text_scale.percent());
    let lang = memo(move || person.lang());

    effect(move || {
        let theme = match appearance.get() {
            Appearance::Light => "light",
            Appearance::Dark => "dark",
            Appearance::System if dark.get() => "dark",
            Appearance::System => "light",
        };
        set_on_page("data-kern-theme", theme);
    });
    effect(move || {
        set_text_size(scale.get());
    });
    // Nothing is drawn before the shell has said which language it is.
    effect(move || {
        let lang = lang.get();
        set_on_page("lang", lang.tag());
        if let Some(language) = i18n.languages.iter().find(|known| known.id == lang.tag()) {
            i18n.language.set(language);
        }
    });
}

/// The language that the screen speaks now.
pub fn lang() -> Lang {
    match expect_context::<I18n>().language.get().id {
        "en" => Lang::En,
        _ => Lang::De,
    }
}

fn page() -> Option<web_sys::Element> {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
}

fn set_on_page(name: &str, value: &str) {
    if let Some(page) = page() {
        // The names are constants that the engine takes.
        let _ = page.set_attribute(name, value);
    }
}

/// Not as an attribute: the content security policy allows no style that is written in the page.
fn set_text_size(percent: u16) {
    if let Some(page) = page().and_then(|page| page.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = page
            .style()
            .set_property("font-size", &format!("{percent}%"));
    }
}

/// Whether the system is dark, as it changes.
fn system_is_dark() -> RwSignal<bool> {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok())
        .flatten();
    let dark = RwSignal::new(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let asked = query.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            dark.try_set(asked.matches());
        });
        query.set_onchange(Some(changed.as_ref().unchecked_ref()));
        // It listens for as long as the page lives.
        changed.forget();
    }
    dark
}
