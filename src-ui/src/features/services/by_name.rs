//! The services from A to Z. Every letter is a heading that is always there, so that the headings
//! lead through the list; what is under it is drawn while it is near.

use super::find::Found;
use super::lists::SERVICE_HEIGHT;
use crate::kit::Lazy;
use crate::kit::items::ServiceCard;
use crate::state::reactive::memo;
use crate::text::lang;
use crate::text::order::{plain, sorted};
use ka_domain::Lang;
use ka_domain::views::ServicesView;
use leptos::prelude::*;
use std::sync::Arc;

/// The services under each letter, both in order.
fn letters(view: &ServicesView, lang: Lang) -> Vec<(char, Vec<Found>)> {
    let mut letters: Vec<(char, Vec<Found>)> = Vec::new();
    for service in sorted(view.services.clone(), &|service: &Found| {
        name(service, lang)
    }) {
        let letter = name(&service, lang)
            .chars()
            .next()
            .filter(char::is_ascii_alphabetic)
            .map_or('#', |letter| letter.to_ascii_uppercase());
        match letters.last_mut() {
            Some((last, services)) if *last == letter => services.push(service),
            _ => letters.push((letter, vec![service])),
        }
    }
    letters
}

/// The name by which a service is sorted.
fn name(service: &Found, lang: Lang) -> String {
    plain(service.item.name.get(lang))
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
