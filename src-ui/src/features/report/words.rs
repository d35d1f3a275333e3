//! What is the matter, and who reports, if they want to say so.

use super::draft::Draft;
use super::fault;
use crate::kit::{FieldWords, LineField, LineKind, TextField, TickField};
use ka_domain::ReportFault;
use ka_domain::report::limits;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// What is wrong of what `mine` says.
fn wrong(draft: Draft, mine: fn(&ReportFault) -> bool) -> Signal<Option<String>> {
    Signal::derive(move || {
        let faults = draft.faults(mine);
        faults.first().map(|known| fault::words(known, None))
    })
}

/// The step.
#[component]
pub fn Words(draft: Draft) -> impl IntoView {
    let first = draft.text.with_untracked(|text| text.words.clone());
    let words = FieldWords::of(move_tr!("report-words-label"))
        .hint(move_tr!("report-words-hint"))
        .fault(wrong(draft, |known| {
            matches!(known, ReportFault::Empty | ReportFault::WordsTooLong)
        }));
    view! {
        <TextField
            id="report-words"
            words
            most=limits::WORDS
            rows=8
            first
            on_input=move |typed| draft.change(|text| text.words = typed)
        />
        <Contact draft />
    }
}

/// Who reports. Folded, since most people need not say so.
#[component]
fn Contact(draft: Draft) -> impl IntoView {
    let (contact, released) = draft
        .text
        .with_untracked(|text| (text.contact.clone(), text.contact_released));
    // Unfolded where there is something in it, or something wrong with it.
    let open = !contact.is_empty()
        || draft.view_untracked().is_some_and(|view| {
            let about = |known: &ReportFault| {
                matches!(
                    known,
                    ReportFault::ContactNotReleased | ReportFault::NameTooLong | ReportFault::Email
                )
            };
            view.faults.iter().any(about)
        });
    let name = wrong(draft, |known| matches!(known, ReportFault::NameTooLong));
    let email = wrong(draft, |known| matches!(known, ReportFault::Email));
    let release = wrong(draft, |known| {
        matches!(known, ReportFault::ContactNotReleased)
    });
    view! {
        <details class="kern-accordion ka-report__contact" open=open>
            <summary class="kern-accordion__header" id="report-contact">
                <span class="kern-title">{move || tr!("report-contact")}</span>
            </summary>
            <div class="kern-accordion__body">
                <p class="kern-body">{move || tr!("report-contact-lead")}</p>
                <LineField
                    id="report-contact-first-name"
                    words=FieldWords::of(move_tr!("report-contact-first-name")).fault(name)
                    first=contact.first_name
                    autocomplete="given-name"
                    on_input=move |typed| draft.change(|text| text.contact.first_name = typed)
                />
                <LineField
                    id="report-contact-last-name"
                    words=FieldWords::of(move_tr!("report-contact-last-name")).fault(name)
                    first=contact.last_name
                    autocomplete="family-name"
                    on_input=move |typed| draft.change(|text| text.contact.last_name = typed)
                />
                <LineField
                    id="report-contact-email"
                    words=FieldWords::of(move_tr!("report-contact-email")).fault(email)
                    kind=LineKind::Email
                    first=contact.email
                    autocomplete="email"
                    on_input=move |typed| draft.change(|text| text.contact.email = typed)
                />
                <TickField
                    id="report-contact-release"
                    words=FieldWords::of(move_tr!("report-contact-release"))
                        .hint(move_tr!("report-contact-release-hint"))
                        .fault(release)
                    first=released
                    on_tick=move |on| {
                        draft.change(|text| text.contact_released = on);
                        draft.keep();
                    }
                />
            </div>
        </details>
    }
}
