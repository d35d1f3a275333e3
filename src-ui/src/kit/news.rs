//! One of the news, wherever they are told.

use super::council::{dates, meeting_href, paper_href};
use super::follow::FollowChanges;
use super::icon::{Glyph, Icon};
use crate::layout::screen::focus_on;
use crate::state::now::Now;
use crate::text::format::age;
use ka_domain::views::{Change, FollowRow, NewsRow, ReadMark};
use ka_domain::{Kind, Subject};
use ka_ipc::MarkRead;
use leptos::prelude::*;
use leptos_fluent::tr;

/// What something followed is called.
pub fn followed_name(row: &FollowRow) -> String {
    match (&row.subject, &row.name) {
        (Subject::Word(word), _) => {
            tr!("follow-word-quoted", { "word" => word.as_str().to_owned() })
        }
        (_, Some(name)) => name.clone(),
        (subject, None) => followed_key(subject).to_owned(),
    }
}

/// Its id, which tells it from others of its kind.
pub fn followed_key(subject: &Subject) -> &str {
    match subject {
        Subject::District(id) => id.as_str(),
        Subject::Committee(id) | Subject::Paper(id) => id.as_str(),
        Subject::Word(word) => word.as_str(),
    }
}

/// One of the news; all of it, or as `short` as among other things. It speaks the language of the
/// moment. Once it was marked as read, the focus is on the element `then`, since the button may be gone.
pub fn news_line(
    row: NewsRow,
    changes: FollowChanges,
    then: &'static str,
    short: bool,
) -> impl IntoView + use<> {
    let now = Now::of_app();
    let is_meeting = row.kind == Kind::Meeting;
    let (href, icon, kind) = if is_meeting {
        (meeting_href(&row.id), Icon::Meeting, tr!("meeting-title"))
    } else {
        (paper_href(&row.id), Icon::Paper, tr!("paper-title"))
    };
    let change = match row.change {
        Change::New => tr!("follow-new"),
        Change::Changed => tr!("follow-changed"),
    };
    let when = match (row.start, row.date) {
        (Some(start), _) => Some(dates::day_and_clock(start)),
        (None, date) => date.map(dates::short),
    };
    let facts: Vec<String> = [Some(change), Some(kind), when]
        .into_iter()
        .flatten()
        .collect();
    let because: Vec<String> = row.because.iter().map(followed_name).collect();
    let because = (!because.is_empty()).then(|| {
        let words = tr!("follow-because", { "what" => because.join(", ") });
        view! { <p class="ka-card__small">{words}</p> }
    });
    let at = row.at;
    let learned = (!short).then(|| {
        view! {
            <p class="ka-card__small">
                {move || tr!("follow-learned", { "age" => age(at, now.get()) })}
            </p>
        }
    });
    let badge = (!short && !row.read).then(|| {
        view! { <span><strong class="ka-count">{tr!("follow-unread")}</strong></span> }
    });
    let id = row.id.as_str().to_owned();
    let mark = MarkRead {
        mark: ReadMark::One {
            kind: row.kind,
            id: row.id,
        },
    };
    let unread = (!row.read).then(|| {
        let mark = mark.clone();
        let label = tr!("follow-mark-one-which", { "name" => row.name.clone() });
        let press = move |_| changes.ask(&mark, move || focus_on(then));
        view! {
            <button
                class="kern-btn kern-btn--tertiary"
                type="button"
                data-act="read"
                aria-label=label
                on:click=press
            >
                <Glyph icon=Icon::Check />
                <span class="kern-label">{tr!("follow-mark-one")}</span>
            </button>
        }
    });
    // Who opens it has seen it.
    let open = move |_| {
        if !row.read {
            changes.ask(&mark, || {});
        }
    };
    view! {
        <li class="ka-news" data-item=id data-read=row.read.to_string()>
            <span class="ka-card__sign"><Glyph icon /></span>
            <div class="ka-news__text">
                <h3 class="ka-news__name">
                    <a
                        class="kern-link kern-link--no-visited-state"
                        href=href
                        lang="de"
                        on:click=open
                    >
                        {row.name}
                    </a>
                </h3>
                <p class="ka-parts ka-card__small">
                    {badge}
                    <span>{facts.join(" · ")}</span>
                </p>
                {because}
                {learned}
                {unread}
            </div>
        </li>
    }
}
