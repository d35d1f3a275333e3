//! The photos of a report. The shell makes each of them anew, so that neither place nor device nor time is
//! left in it; they are kept with the draft from then on.

use super::draft::Draft;
use super::fault;
use super::picture::{Unfit, read};
use super::step::Step;
use crate::ipc::{add_photo, call};
use crate::kit::{Glyph, Icon};
use crate::layout::screen::focus_on;
use crate::state::reactive::memo;
use crate::text::failure;
use crate::text::format::{bytes, number};
use ka_domain::PhotoId;
use ka_domain::report::limits;
use ka_domain::views::PhotoRow;
use ka_ipc::{Failure, RemovePhoto};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::tr;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

/// What the file chooser of the system offers.
const KINDS: &str = "image/jpeg,image/png,image/webp,image/heic,image/heif";

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NotTaken {
    name: String,
    why: Unfit,
}

/// What is going on with the photos.
#[derive(Clone, Copy)]
struct Adding {
    draft: Draft,
    /// The one that is being made ready, from 1, and how many there are to do.
    now: RwSignal<Option<(u32, u32)>>,
    /// What was last done, for who hears it.
    said: RwSignal<Option<Said>>,
    not_taken: RwSignal<Vec<NotTaken>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Added(u32),
    Removed,
}

impl Adding {
    /// Adds the files, one after the other.
    fn add(self, files: Vec<File>) {
        if files.is_empty() || self.now.get_untracked().is_some() {
            return;
        }
        self.not_taken.set(Vec::new());
        self.said.set(None);
        let all = u32::try_from(files.len()).unwrap_or(u32::MAX);
        self.now.set(Some((1, all)));
        spawn_local(async move {
            let mut added = 0;
            for (file, place) in files.iter().zip(1..) {
                self.now.try_set(Some((place, all)));
                match self.add_one(file).await {
                    Ok(()) => added += 1,
                    Err(why) => {
                        let name = file.name();
                        self.not_taken
                            .try_update(|list| list.push(NotTaken { name, why }));
                    }
                }
            }
            self.now.try_set(None);
            if added > 0 {
                self.said.try_set(Some(Said::Added(added)));
            }
            if self.draft.try_count() == Some(limits::PHOTOS) {
                // What the files were chosen with is gone now.
                focus_on("report-photos");
            }
        });
    }

    async fn add_one(self, file: &File) -> Result<(), Unfit> {
        if self.draft.try_count() == Some(limits::PHOTOS) {
            let most = u32::try_from(limits::PHOTOS).unwrap_or(u32::MAX);
            return Err(Unfit::Failure(Failure::PhotoTooMany { most }));
        }
        let picture = read(file).await?;
        let adding = add_photo(self.draft.id, &picture);
        self.draft.in_turn(adding).await.map_err(Unfit::Failure)
    }

    fn remove(self, photo: PhotoId, place: usize) {
        let draft = self.draft;
        spawn_local(async move {
            let remove = RemovePhoto {
                draft: draft.id,
                photo,
            };
            match draft.in_turn(call(remove)).await {
                Ok(()) => {
                    self.said.try_set(Some(Said::Removed));
                    // The button that was pressed is gone: on to the photo in its place, or the last one.
                    request_animation_frame(move || {
                        let left = draft.photos();
                        let next = left.get(place).or(left.last());
                        match next {
                            Some(next) => focus_on(&remove_id(next.id)),
                            None => focus_on(INPUT),
                        }
                    });
                }
                Err(failure) => {
                    let why = Unfit::Failure(failure);
                    let name = tr!("report-photo", { "number" => place + 1 });
                    self.not_taken.try_set(vec![NotTaken { name, why }]);
                }
            }
        });
    }
}

impl Draft {
    /// Its photos, without running again when there are others. None once the screen is gone.
    fn photos(self) -> Vec<PhotoRow> {
        self.try_view()
            .map(|view| view.photos.clone())
            .unwrap_or_default()
    }

    fn try_count(self) -> Option<usize> {
        self.try_view().map(|view| view.photos.len())
    }
}

/// The id of the field that files are chosen with.
const INPUT: &str = "report-photo-input";

fn remove_id(photo: PhotoId) -> String {
    format!("report-photo-{photo}-remove")
}

/// The step.
#[component]
pub fn Photos(draft: Draft) -> impl IntoView {
    let adding = Adding {
        draft,
        now: RwSignal::new(None),
        said: RwSignal::new(None),
        not_taken: RwSignal::new(Vec::new()),
    };
    let photos = memo(move || {
        draft
            .view()
            .map(|view| view.photos.clone())
            .unwrap_or_default()
    });
    let count = memo(move || photos.with(Vec::len));
    let full = memo(move || count.get() >= limits::PHOTOS);
    let wrong = move || {
        let of_photos = |known: &_| fault::step(known) == Step::Photos;
        let faults = draft.faults(of_photos);
        faults.first().map(|known| fault::words(known, None))
    };
    view! {
        <div class="ka-report__photos">
            <h2 class="kern-heading-small" id="report-photos" tabindex="-1">
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
                        .map(|(place, row)| view! { <li><Photo adding place row /></li> })
                        .collect_view()
                }}
            </ul>
            {move || {
                if full.get() {
                    view! { <p class="ka-field__hint">{move || tr!("report-photos-full")}</p> }.into_any()
                } else {
                    view! { <Chooser adding /> }.into_any()
                }
            }}
            <p class="ka-said" id="report-photos-said" role="status">
                {move || match (adding.now.get(), adding.said.get()) {
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
            <div class="ka-report__refused" id="report-photos-refused">
                {move || {
                    adding.not_taken.get().into_iter().map(|file| view! { <Refused file /> }).collect_view()
                }}
            </div>
            <p class="ka-remark">
                <Glyph icon=Icon::Lock />
                <span>{move || tr!("report-photos-private")}</span>
            </p>
        </div>
    }
}

/// What files are chosen with: where there is a camera, that too.
#[component]
fn Chooser(adding: Adding) -> impl IntoView {
    let busy = move || adding.now.get().is_some();
    view! {
        <div class="ka-report__choose" data-busy=move || busy().then_some("true")>
            <span class="ka-chooser ka-chooser--camera">
                <input
                    class="ka-chooser__input"
                    id="report-photo-camera"
                    type="file"
                    accept=KINDS
                    capture="environment"
                    on:change=move |event| adding.add(chosen(&event))
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
                    on:change=move |event| adding.add(chosen(&event))
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
fn Photo(adding: Adding, place: usize, row: PhotoRow) -> impl IntoView {
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
                id=remove_id(id)
                on:click=move |_| adding.remove(id, place)
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
        <div class="kern-alert kern-alert--warning ka-alert" role="alert">
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
