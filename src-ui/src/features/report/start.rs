//! Where a report begins: the drafts that there are, and the categories for a new one.

use super::categories::{Categories, ask};
use super::step::Step;
use crate::ipc::call;
use crate::kit::reports::draft_href;
use crate::kit::{Button, FailureAlert, Glyph, Icon, Section, Weight, states};
use crate::layout::{Screen, word_without_content};
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::format::{age, number};
use crate::text::{lang, place};
use ka_domain::ItemId;
use ka_domain::views::DraftRow;
use ka_ipc::{Failure, MyReports, NewDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The screen.
#[component]
pub fn ReportScreen() -> impl IntoView {
    let categories = ask();
    let trouble = RwSignal::new(None::<Failure>);
    let beginning = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let begin = move |category: Option<ItemId>| {
        // A second press, before the first has led anywhere, would be a second draft.
        if beginning.get_untracked() {
            return;
        }
        beginning.set(true);
        spawn_local(async move {
            match call(NewDraft { category }).await {
                Ok(view) => {
                    let asks = view
                        .category
                        .is_some_and(|known| !known.questions.is_empty());
                    let step = match (&view.text.category, asks) {
                        (None, _) => Step::Photos,
                        (Some(_), true) => Step::Questions,
                        (Some(_), false) => Step::Place,
                    };
                    let href = format!("{}?step={}", draft_href(view.id), step.word());
                    navigate.try_with_value(|navigate| navigate(&href, NavigateOptions::default()));
                }
                Err(failure) => {
                    trouble.try_set(Some(failure));
                }
            }
            beginning.try_set(false);
        });
    };
    let state = word_without_content(states::word(categories, Vec::is_empty));
    let address = use_query_map();
    // What a link to here was about.
    let wanted = memo(move || {
        let said = address.read().get("category")?;
        let known = categories.get()?;
        let category = known.iter().find(|known| known.id.as_str() == said)?;
        Some((category.id.clone(), category.name.clone()))
    });
    let without = memo(move || categories.get().is_some_and(|known| known.is_empty()));
    view! {
        <Screen
            name="report"
            title=move_tr!("report-title")
            state
            step="start"
            lead=move_tr!("report-lead")
        >
            <div class="ka-report">
                <p class="ka-remark ka-remark--first">
                    <Glyph icon=Icon::Warning />
                    <span>{move || tr!("report-emergency")}</span>
                </p>
                <Drafts />
                {move || trouble.get().map(|failure| view! { <FailureAlert failure /> })}
                {move || {
                    wanted
                        .get()
                        .map(|(id, name)| {
                            view! {
                                <Section id="report-wanted" title=move_tr!("report-wanted")>
                                    <Button
                                        id="report-wanted-begin"
                                        weight=Weight::Primary
                                        icon=Icon::Report
                                        on_press=move || begin(Some(id.clone()))
                                    >
                                        {move || name.get(lang()).to_owned()}
                                    </Button>
                                </Section>
                            }
                        })
                }}
                <Section id="report-categories" title=move_tr!("report-category")>
                    <Categories
                        query=categories
                        chosen=Signal::stored(None)
                        on_choose=move |id| begin(Some(id))
                    />
                    {move || {
                        without
                            .get()
                            .then(|| {
                                view! {
                                    <p class="kern-body">{move || tr!("report-without-hint")}</p>
                                    <Button
                                        id="report-without-category"
                                        icon=Icon::Report
                                        on_press=move || begin(None)
                                    >
                                        {move || tr!("report-without")}
                                    </Button>
                                }
                            })
                    }}
                </Section>
            </div>
        </Screen>
    }
}

/// What was begun and not sent, where there is any.
#[component]
fn Drafts() -> impl IntoView {
    let query = Query::new(|| MyReports {}, &[Topic::Reports]);
    let drafts = memo(move || {
        query
            .get()
            .map(|view| view.drafts.clone())
            .unwrap_or_default()
    });
    let some = memo(move || drafts.with(|drafts| !drafts.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <Section id="report-drafts" title=move_tr!("report-drafts")>
                    <ul class="ka-picks">
                        {move || {
                            drafts
                                .get()
                                .into_iter()
                                .map(|row| view! { <li><DraftLink row /></li> })
                                .collect_view()
                        }}
                    </ul>
                </Section>
            }
        })
    }
}

#[component]
fn DraftLink(row: DraftRow) -> impl IntoView {
    let now = Now::of_app();
    let DraftRow {
        id,
        category,
        words,
        place: at,
        photos,
        edited_at,
    } = row;
    let name = move || {
        let category = category.as_ref().map(|name| name.get(lang()).to_owned());
        category.unwrap_or_else(|| tr!("report-draft-unnamed"))
    };
    let small = move || {
        let photos = (photos > 0)
            .then(|| tr!("report-draft-photos", { "count" => photos, "shown" => number(photos) }));
        let edited = tr!("report-draft-edited", { "age" => age(edited_at, now.get()) });
        let said: Vec<String> = [place::place(&at), photos, Some(edited)]
            .into_iter()
            .flatten()
            .collect();
        said.join(" · ")
    };
    view! {
        <a class="ka-pick" id=format!("report-draft-{id}") data-item=id.to_string() href=draft_href(id)>
            <span class="ka-pick__text">
                <span class="ka-pick__name">{name}</span>
                {(!words.is_empty()).then(|| view! { <span class="ka-pick__words">{words}</span> })}
                <span class="ka-pick__hint">{small}</span>
            </span>
            <Glyph icon=Icon::Forward />
        </a>
    }
}
