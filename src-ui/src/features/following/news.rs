//! What is new of what is followed: unread first, each with why it is told.

use crate::kit::follow::FollowChanges;
use crate::kit::news::news_line;
use crate::kit::{Answered, Button, Icon, Nothing, Section};
use crate::layout::screen::focus_on;
use crate::state::news::KnownNews;
use crate::state::reactive::memo;
use crate::text::format::number;
use ka_domain::views::{FollowRow, NewsView, ReadMark};
use ka_ipc::MarkRead;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

/// The part of the screen.
#[component]
pub fn NewsSection(
    /// What is followed.
    followed: Signal<Arc<Vec<FollowRow>>>,
    /// How it is changed.
    changes: FollowChanges,
) -> impl IntoView {
    let news = KnownNews::of_app().query();
    let follows = memo(move || !followed.get().is_empty());
    view! {
        <Section id="following-news" title=move_tr!("follow-news")>
            <Answered query=news cards=1 let:latest>
                <Told latest follows changes />
            </Answered>
        </Section>
    }
}

#[component]
fn Told(
    latest: Signal<Arc<NewsView>>,
    follows: Memo<bool>,
    changes: FollowChanges,
) -> impl IntoView {
    let nothing = memo(move || latest.get().news.is_empty());
    move || match (nothing.get(), follows.get()) {
        (false, _) => view! { <NewsList latest changes /> }.into_any(),
        // What to do about that stands beside it.
        (true, false) => {
            view! { <p class="kern-body">{move || tr!("follow-news-none")}</p> }.into_any()
        }
        (true, true) => view! {
            <Nothing
                icon=Icon::Bell
                title=move_tr!("follow-news-none")
                hint=move_tr!("follow-news-none-hint")
            />
        }
        .into_any(),
    }
}

#[component]
fn NewsList(latest: Signal<Arc<NewsView>>, changes: FollowChanges) -> impl IntoView {
    let unread = memo(move || latest.get().unread);
    let mark_all = move || {
        let mark = ReadMark::All;
        changes.ask(&MarkRead { mark }, || focus_on("news-unread"));
    };
    view! {
        <div class="ka-row ka-news-head">
            <p class="ka-news-head__count" id="news-unread" role="status" tabindex="-1">
                {move || match unread.get() {
                    0 => tr!("follow-news-all-read"),
                    unread => tr!("follow-news-unread", { "shown" => number(unread) }),
                }}
            </p>
            {move || {
                (unread.get() > 0)
                    .then(|| {
                        view! {
                            <Button id="mark-all-read" icon=Icon::Check on_press=mark_all>
                                {move || tr!("follow-mark-all")}
                            </Button>
                        }
                    })
            }}
        </div>
        <ul class="ka-lines">
            {move || {
                latest
                    .get()
                    .news
                    .iter()
                    .map(|row| news_line(row.clone(), changes, "news-unread", false))
                    .collect_view()
            }}
        </ul>
    }
}
