//! The photos of a report: small, and each at its full size where somebody wants to see it.

use crate::ipc::call;
use crate::kit::{Button, Dialog, FailureAlert, Loader};
use crate::state::reactive::effect;
use crate::text::format::number;
use ka_domain::PhotoId;
use ka_domain::views::PhotoRow;
use ka_ipc::{Failure, PhotoById};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::tr;

/// A JPEG in base64, as the address of a picture.
fn picture(base64: &str) -> String {
    format!("data:image/jpeg;base64,{base64}")
}

/// The photos.
#[component]
pub fn Photos(
    /// In their order.
    photos: Vec<PhotoRow>,
) -> impl IntoView {
    let count = photos.len();
    let shown = RwSignal::new(None::<(PhotoId, String)>);
    let open = RwSignal::new(false);
    let thumbnails = photos
        .into_iter()
        .zip(1_u32..)
        .map(|(photo, number_of)| {
            let id = photo.id;
            let name = move || {
                tr!("my-report-photo", {
                    "number" => number(number_of),
                    "count" => count.to_string(),
                })
            };
            let show = move |_| {
                shown.set(Some((id, name())));
                open.set(true);
            };
            view! {
                <li>
                    <button class="ka-sent-photo" type="button" id=format!("photo-{id}") on:click=show>
                        <img
                            class="ka-sent-photo__picture"
                            src=picture(&photo.thumbnail)
                            width=photo.width
                            height=photo.height
                            alt=name
                        />
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="ka-sent-photos">{thumbnails}</ul>
        <PhotoDialog shown open />
    }
}

/// One photo at its full size. It is asked for when it is to be seen.
#[component]
fn PhotoDialog(shown: RwSignal<Option<(PhotoId, String)>>, open: RwSignal<bool>) -> impl IntoView {
    let answer = RwSignal::new(None::<(PhotoId, Result<String, Failure>)>);
    effect(move || {
        let Some((photo, _)) = shown.get().filter(|_| open.get()) else {
            return;
        };
        answer.set(None);
        spawn_local(async move {
            let bytes = call(PhotoById { photo }).await;
            answer.try_set(Some((photo, bytes)));
        });
    });
    let footer = move || {
        view! {
            <Button id="photo-close" on_press=move || open.set(false)>
                {move || tr!("my-report-photo-close")}
            </Button>
        }
    };
    let title = Signal::derive(move || shown.get().map(|(_, name)| name).unwrap_or_default());
    view! {
        <Dialog id="photo-dialog" title open footer>
            {move || {
                let wanted = shown.get().map(|(id, _)| id);
                match answer.get().filter(|(id, _)| Some(*id) == wanted) {
                    None => view! { <Loader /> }.into_any(),
                    Some((_, Ok(bytes))) => {
                        view! {
                            <img
                                class="ka-sent-photo__large"
                                id="photo-large"
                                src=picture(&bytes)
                                alt=move || title.get()
                            />
                        }
                            .into_any()
                    }
                    Some((_, Err(failure))) => view! { <FailureAlert failure /> }.into_any(),
                }
            }}
        </Dialog>
    }
}
