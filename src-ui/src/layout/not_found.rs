//! An address that leads nowhere.

use super::screen::{Back, Screen};
use crate::kit::{Icon, Nothing};
use leptos::prelude::*;
use leptos_fluent::move_tr;

/// The screen.
#[component]
pub fn NotFound() -> impl IntoView {
    let back = Back {
        href: "/".to_owned(),
        label: move_tr!("nav-home"),
    };
    view! {
        <Screen name="not-found" title=move_tr!("not-found-title") state=|| "failed" back=back>
            <Nothing
                icon=Icon::Search
                title=move_tr!("failure-not-found")
                hint=move_tr!("failure-not-found-advice")
            />
        </Screen>
    }
}
