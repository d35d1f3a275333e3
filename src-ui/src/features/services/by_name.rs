//! The services from A to Z. Every letter is a heading that is always there, so that the headings
//! lead through the list; what is under it is drawn while it is near.

use super::find::{Found, fold};
use super::lists::SERVICE_HEIGHT;
use crate::kit::Lazy;
use crate::kit::items::ServiceCard;
use crate::state::reactive::memo;
use crate::text::lang;
use ka_domain::Lang;
use ka_domain::views::ServicesView;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The services under each letter, both in order.
fn letters(view: &ServicesView, lang: Lang) -> Vec<(char, Vec<Found>)> {
    let mut letters: BTreeMap<char, Vec<(String, Found)>> = BTreeMap::new();
    for service in &view.services {
        let key = fold(service.item.name.get(lang));
        let letter = key
            .chars()
            .next()
            .filter(char::is_ascii_alphabetic)
            .map_or('#', |letter| letter.to_ascii_uppercase());
        letters
            .entry(letter)
            .or_default()
            .push((key, service.clone()));
    }
    letters
        .into_iter()
        .map(|(letter, mut services)| {
            services.sort_by(|a, b| a.0.cmp(&b.0));
            (
                letter,
                services.into_iter().map(|(_, service)| service).collect(),
            )
        })
        .collect()
}

/// The list.
#[component]
pub fn ByName(latest: Signal<Arc<ServicesView>>) -> impl IntoView {
    let letters = memo(move || letters(&latest.get(), lang()));
    move || {
        letters
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, (letter, services))| {
                let heading = format!("letter-{}", letter.to_ascii_lowercase());
                let labelled = heading.clone();
                let size = services.len();
                #[allow(clippy::cast_precision_loss)] // A letter has a few services.
                let estimate = size as f64 * SERVICE_HEIGHT;
                let rows = move || {
                    let rows = services
                        .iter()
                        .enumerate()
                        .map(|(row, service)| {
                            let service = service.clone();
                            view! {
                                <li aria-setsize=size aria-posinset=row + 1>
                                    <ServiceCard service />
                                </li>
                            }
                        })
                        .collect_view();
                    view! { <ul class="ka-list">{rows}</ul> }
                };
                view! {
                    <section class="ka-letter" aria-labelledby=labelled>
                        <h2 class="ka-letter__heading" id=heading>{letter.to_string()}</h2>
                        <Lazy estimate first=place == 0 children=rows />
                    </section>
                }
            })
            .collect_view()
    }
}
