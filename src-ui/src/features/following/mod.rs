//! What somebody follows, and what is new of it. None of it leaves the device.

mod list;
mod news;
mod word;

use crate::kit::follow::{FollowChanges, follows};
use crate::kit::{Answered, FailureAlert, Glyph, Icon, states};
use crate::layout::Screen;
use crate::layout::screen::Back;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use list::List;
use news::NewsSection;
use word::WordSection;

/// The screen.
#[component]
pub fn FollowingScreen() -> impl IntoView {
    let followed = follows();
    let changes = FollowChanges::new();
    let back = Back {
        href: "/council".to_owned(),
        label: move_tr!("council-title"),
    };
    view! {
        <Screen
            name="following"
            title=move_tr!("follow-title")
            state=states::word(followed, Vec::is_empty)
            lead=move_tr!("follow-lead")
            back=back
        >
            <p class="ka-remark ka-remark--first" id="follow-private">
                <Glyph icon=Icon::Lock />
                <span>{move || tr!("follow-private")}</span>
            </p>
            {move || changes.trouble().map(|failure| view! { <FailureAlert failure /> })}
            <Answered query=followed cards=2 let:latest>
                <div class="ka-columns ka-columns--even">
                    <div class="ka-stack">
                        <NewsSection followed=latest changes />
                    </div>
                    <div class="ka-stack">
                        <List latest changes />
                        <WordSection latest changes />
                    </div>
                </div>
            </Answered>
        </Screen>
    }
}
