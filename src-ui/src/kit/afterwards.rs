//! What can wait until the first picture of the app is on the screen. Later it does not wait.

use crate::state::first_picture::FirstPicture;
use leptos::prelude::*;

/// Draws its children once the first picture is there.
#[component]
pub fn Afterwards(
    /// What can wait.
    #[prop(into)]
    children: ViewFn,
) -> impl IntoView {
    let first = FirstPicture::of_app();
    move || first.is_there().then(|| children.run())
}
