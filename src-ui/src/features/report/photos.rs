//! The photos of a report. The shell makes each of them anew, so that neither place nor device nor time is
//! left in it; they are kept with the draft from then on.

use super::draft::Draft;
use super::fault;
use super::picture::Unfit;
use super::preparing::{NotTaken, Said};
use super::step::Step;
use crate::ipc::call;
use crate::kit::{Glyph, Icon};
use crate::layout::screen::focus_on;
use crate::state::reactive::{effect, memo};
use crate::text::failure;
use crate::text::format::{bytes, number};
use ka_domain::PhotoId;
use ka_domain::report::limits;
use ka_domain::views::PhotoRow;
use ka_ipc::RemovePhoto;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::tr;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

/// What the file chooser of the system offers.
const KINDS: &str = "image/jpeg,image/png,image/webp,image/heic,image/heif";

/// How long a photo that was removed keeps the next one from being removed too: somebody who taps twice
/// means one.
const REST: Duration = Duration::from_millis(700);

/// Removes photos, one at a time.
#[derive(Clone, Copy)]
struct Removing {
    draft: Draft,
    busy: RwSignal<bool>,
}

impl Removing {
    fn remove(self, photo: PhotoId, place: usize) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let Removing { draft, busy } = self;
        spawn_local(async move {
            let remove = RemovePhoto {
                draft: draft.id,
                photo,
            };
            match draft.in_turn(call(remove)).await {
                Ok(()) => {
                    draft.photos_said.try_set(Some(Said::Removed));
                    // The button that was pressed is gone. Not on to the next one of its kind: the same key
                    // pressed once more would remove another photo.
                    request_animation_frame(|| focus_on(COUNT));
                }
                Err(failure) => {
                    let why = Unfit::Failure(failure);
                    let name = tr!("report-photo", { "number" => place + 1 });
                    draft.not_taken.try_set(vec![NotTaken { name, why }]);
                }
            }
            set_timeout(
                move || {
                    busy.try_set(false);
                },
                REST,
            );
        });
    }
}

/// The id of the line that counts the photos.
const COUNT: &str = "report-photos";

/// The id of the field that files are chosen with.
const INPUT: &str = "report-photo-input";

/// Whether nothing on the page has the focus.
fn is_focus_lost() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        let focused = document.active_element();
        focused.is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
    })
}

/// The step.
#[component]
pub fn Photos(draft: Draft) -> impl IntoView {
    let removing = Removing {
        draft,
        busy: RwSignal::new(false),
    };
    let photos = memo(move || {
        draft
            .view()
            .map(|view| view.photos.clone())
            .unwrap_or_default()
    });
    let count = memo(move || photos.with(Vec::len));
    let full = memo(move || count.get() >= limits::PHOTOS);
    effect(move || {
        if full.get() {
            // What the files were chosen with is gone. Whoever is elsewhere by now stays there.
            request_animation_frame(|| {
                if is_focus_lost() {
                    focus_on(COUNT);
                }
            });
        }
    });
    let wrong = move || {
        let of_photos = |known: &_| fault::step(known) == Step::Photos;
        let faults = draft.faults(of_photos);
        faults.first().map(|known| fault::words(known, None))
    };
    view! {
        <div class="ka-report__photos">
            <h2 class="kern-heading-small" id=COUNT tabindex="-1">
                {move || {
                    tr!("report-photos-count", {
                        "count" => count.get(),
                        "max" => limits::PHOTOS,
                    })
                }}
            </h2>
            {move || {
                wrong()
                    .map(|words| {
                        view! {
                            <p class="kern-error ka-field__wrong">
                                <Glyph icon=Icon::Error />
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
            <ul class="ka-shots">
                {move || {
                    photos
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(place, row)| view! { <li><Photo removing place row /></li> })
                        .collect_view()
                }}
            </ul>
            {move || {
                if full.get() {
                    view! { <p class="ka-field__hint">{move || tr!("report-photos-full")}</p> }.into_any()
                } else {
                    view! { <Chooser draft /> }.into_any()
                }
            }}
            <PhotosSaid draft />
            <p class="ka-remark">
                <Glyph icon=Icon::Lock />
                <span>{move || tr!("report-photos-private")}</span>
            </p>
        </div>
    }
}

/// How far the photos are, and which were not taken. It stands on every step, since making them ready goes
/// on while somebody goes on.
#[component]
pub fn PhotosSaid(draft: Draft) -> impl IntoView {
    view! {
        <p class="ka-said" id="report-photos-said" role="status">
            {move || match (draft.preparing.get(), draft.photos_said.get()) {
                (Some((now, all)), _) => {
                    Some(
                        tr!("report-photo-adding", {
                            "now" => number(now),
                            "all" => number(all),
                        }),
                    )
                }
                (None, Some(Said::Added(count))) => {
                    Some(tr!("report-photo-added", { "count" => count, "shown" => number(count) }))
                }
                (None, Some(Said::Removed)) => Some(tr!("report-photo-removed")),
                (None, None) => None,
            }}
        </p>
        // It speaks of what comes into it, and not of what stood there when the step was drawn.
        <div class="ka-report__refused" id="report-photos-refused" aria-live="assertive">
            {move || {
                draft.not_taken.get().into_iter().map(|file| view! { <Refused file /> }).collect_view()
            }}
        </div>
    }
}

/// What files are chosen with: where there is a camera, that too.
#[component]
fn Chooser(draft: Draft) -> impl IntoView {
    view! {
        <div class="ka-report__choose">
            <span class="ka-chooser ka-chooser--camera">
                <input
                    class="ka-chooser__input"
                    id="report-photo-camera"
                    type="file"
                    accept=KINDS
                    capture="environment"
                    on:change=move |event| draft.add_photos(chosen(&event))
                />
                <label class="kern-btn kern-btn--secondary" for="report-photo-camera">
                    <Glyph icon=Icon::Camera />
                    <span class="kern-label">{move || tr!("report-photo-take")}</span>
                </label>
            </span>
            <span class="ka-chooser">
                <input
                    class="ka-chooser__input"
                    id=INPUT
                    type="file"
                    accept=KINDS
                    multiple
                    aria-describedby="report-photo-hint"
                    on:change=move |event| draft.add_photos(chosen(&event))
                />
                <label class="kern-btn kern-btn--secondary" for=INPUT>
                    <Glyph icon=Icon::Follow />
                    <span class="kern-label">{move || tr!("report-photo-choose")}</span>
                </label>
            </span>
            <p class="ka-field__hint" id="report-photo-hint">{move || tr!("report-photo-hint")}</p>
        </div>
    }
}

/// The files that were chosen. The field is empty again, so that the same file can be chosen once more.
fn chosen(event: &leptos::ev::Event) -> Vec<File> {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let files = input.files();
    let files = files
        .iter()
        .flat_map(|files| (0..files.length()).filter_map(|place| files.get(place)))
        .collect();
    input.set_value("");
    files
}

#[component]
fn Photo(removing: Removing, place: usize, row: PhotoRow) -> impl IntoView {
    let id = row.id;
    let shown = place + 1;
    view! {
        <figure class="ka-shot" data-photo=id.to_string()>
            <img
                src=format!("data:image/jpeg;base64,{}", row.thumbnail)
                alt=move || tr!("report-photo", { "number" => shown })
            />
            <figcaption class="ka-card__small">{move || bytes(row.bytes)}</figcaption>
            <button
                class="kern-btn kern-btn--tertiary"
                type="button"
                id=format!("report-photo-{id}-remove")
                aria-disabled=move || removing.busy.get().then_some("true")
                on:click=move |_| removing.remove(id, place)
            >
                <Glyph icon=Icon::Delete />
                <span class="kern-label">
                    {move || tr!("report-photo-remove")}
                    <span class="kern-sr-only">
                        " " {move || tr!("report-photo", { "number" => shown })}
                    </span>
                </span>
            </button>
        </figure>
    }
}

/// A file that was not taken, and why.
#[component]
fn Refused(file: NotTaken) -> impl IntoView {
    let NotTaken { name, why } = file;
    let words = memo(move || match &why {
        Unfit::Heic => (tr!("report-photo-heic"), tr!("report-photo-heic-advice")),
        Unfit::Failure(failure) => {
            let words = failure::words(failure);
            (words.title, words.advice)
        }
    });
    view! {
        <div class="kern-alert kern-alert--warning ka-alert">
            <div class="kern-alert__header">
                <Glyph icon=Icon::Warning />
                <p class="kern-title">{name} ": " {move || words.get().0}</p>
            </div>
            <div class="kern-alert__body">
                <p class="kern-body">{move || words.get().1}</p>
            </div>
        </div>
    }
}
