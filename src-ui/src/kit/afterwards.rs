//! What can wait until the first picture of the app is on the screen, and after it for some pictures
//! more: a screen of many parts that is drawn at once stands still for as long as all of them take.

use crate::state::first_picture::FirstPicture;
use crate::state::reactive::{effect, memo};
use leptos::prelude::*;

/// Draws its children once the first picture is there.
#[component]
pub fn Afterwards(
    /// How many pictures it waits from then on, or from when it came to the page.
    #[prop(optional)]
    pictures: u32,
    /// What can wait.
    #[prop(into)]
    children: ViewFn,
) -> impl IntoView {
    let first = FirstPicture::of_app();
    let left = RwSignal::new(pictures);
    effect(move || {
        if first.is_there() && left.get() > 0 {
            request_animation_frame(move || {
                left.try_update(|left| *left -= 1);
            });
        }
    });
    let turn = memo(move || first.is_there() && left.get() == 0);
    move || turn.get().then(|| children.run())
}
