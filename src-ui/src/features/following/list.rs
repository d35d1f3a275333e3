//! Everything followed, by what it is, each with its switch and the way out.

use crate::kit::council::{committee_href, district_href, paper_href};
use crate::kit::follow::FollowChanges;
use crate::kit::news::{followed_key, followed_name};
use crate::kit::{Glyph, Icon, Nothing, Section};
use crate::layout::screen::focus_on;
use crate::state::Person;
use crate::text::format::number;
use ka_domain::Subject;
use ka_domain::views::FollowRow;
use ka_ipc::{Follow, Notify};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

/// The part of the screen.
#[component]
pub fn List(
    /// What is followed.
    latest: Signal<Arc<Vec<FollowRow>>>,
    /// How it is changed.
    changes: FollowChanges,
) -> impl IntoView {
    let stopped = RwSignal::new(None::<FollowRow>);
    view! {
        <Section id="following-list" title=move_tr!("follow-list")>
            <p class="ka-said" id="following-said" role="status" tabindex="-1">
                {move || {
                    stopped.get().map(|row| tr!("follow-stopped", { "name" => followed_name(&row) }))
                }}
            </p>
            {move || {
                let rows = latest.get();
                if rows.is_empty() {
                    return view! { <NotYet /> }.into_any();
                }
                let groups = ["district", "committee", "paper", "word"]
                    .map(|what| group(what, &rows, changes, stopped));
                view! {
                    <p class="ka-note">{tr!("follow-notify-hint")}</p>
                    {groups.into_iter().flatten().collect_view()}
                }
                    .into_any()
            }}
        </Section>
    }
}

/// Nothing is followed: where to begin.
#[component]
fn NotYet() -> impl IntoView {
    let district = Person::of_app().field(|preferences| preferences.district.clone());
    view! {
        <Nothing icon=Icon::Follow title=move_tr!("follow-none") hint=move_tr!("follow-none-hint") />
        <p class="ka-row ka-row--middle">
            {move || {
                district
                    .get()
                    .map(|id| {
                        view! {
                            <a class="ka-chip" id="follow-my-district" href=district_href(&id)>
                                {tr!("follow-my-district")}
                            </a>
                        }
                    })
            }}
            <a class="ka-chip" id="follow-council" href="/council">{move || tr!("council-title")}</a>
        </p>
    }
}

/// The word for what something is, for tests and to tell the groups apart.
fn what(subject: &Subject) -> &'static str {
    match subject {
        Subject::District(_) => "district",
        Subject::Committee(_) => "committee",
        Subject::Paper(_) => "paper",
        Subject::Word(_) => "word",
    }
}

/// All of one kind, if there is any. It speaks the language of the moment.
fn group(
    kind: &'static str,
    rows: &[FollowRow],
    changes: FollowChanges,
    stopped: RwSignal<Option<FollowRow>>,
) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| what(&row.subject) == kind)
        .map(|row| item(row.clone(), changes, stopped))
        .collect();
    let title = match kind {
        "district" => tr!("follow-districts"),
        "committee" => tr!("council-committees"),
        "paper" => tr!("follow-papers"),
        _ => tr!("follow-words"),
    };
    (!rows.is_empty()).then(|| {
        view! {
            <section class="ka-day" data-group=kind>
                <h3 class="ka-day__heading">{title}</h3>
                <ul class="ka-lines">{rows}</ul>
            </section>
        }
    })
}

fn item(
    row: FollowRow,
    changes: FollowChanges,
    stopped: RwSignal<Option<FollowRow>>,
) -> impl IntoView + use<> {
    let href = match &row.subject {
        Subject::District(id) => Some(district_href(id)),
        Subject::Committee(id) => Some(committee_href(id)),
        Subject::Paper(id) => Some(paper_href(id)),
        Subject::Word(_) => None,
    };
    let name = followed_name(&row);
    let called = match href {
        Some(href) => view! {
            <a class="ka-follows__name kern-link kern-link--no-visited-state" href=href lang="de">
                {name.clone()}
            </a>
        }
        .into_any(),
        None => view! { <span class="ka-follows__name" lang="de">{name.clone()}</span> }.into_any(),
    };
    let unread = (row.unread > 0).then(|| {
        let words = tr!("follow-news-unread", { "shown" => number(row.unread) });
        view! { <span class="ka-count">{words}</span> }
    });
    let (subject, notify) = (row.subject.clone(), row.notify);
    let switch = move |event: leptos::ev::Event| {
        // It shows what is kept: so it moves once that has changed.
        event_target::<web_sys::HtmlInputElement>(&event).set_checked(notify);
        let change = Notify {
            subject: subject.clone(),
            on: !notify,
        };
        changes.ask(&change, || {});
    };
    let (of, which) = (what(&row.subject), followed_key(&row.subject).to_owned());
    let stop_label = tr!("follow-off-which", { "name" => name.clone() });
    let stop = move |_| {
        let row = row.clone();
        let change = Follow {
            subject: row.subject.clone(),
            on: false,
        };
        changes.ask(&change, move || {
            stopped.try_set(Some(row));
            focus_on("following-said");
        });
    };
    view! {
        <li class="ka-follows" data-item=which data-what=of>
            <div class="ka-follows__what">{called} {unread}</div>
            <label class="ka-switch">
                <input
                    class="ka-switch__input"
                    type="checkbox"
                    role="switch"
                    data-act="notify"
                    prop:checked=notify
                    on:change=switch
                />
                <Glyph icon=if notify { Icon::Bell } else { Icon::BellOff } />
                <span>{tr!("follow-notify")}</span>
                <span class="kern-sr-only">{tr!("follow-notify-which", { "name" => name })}</span>
            </label>
            <button
                class="kern-btn kern-btn--tertiary"
                type="button"
                data-act="stop"
                aria-label=stop_label
                on:click=stop
            >
                <span class="kern-label">{tr!("follow-off")}</span>
            </button>
        </li>
    }
}
