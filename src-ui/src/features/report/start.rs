//! Where a report begins: with a category, or at the drafts that there are.

use super::categories::{Categories, ask};
use super::step::Step;
use crate::kit::reports::{Deed, MINE, draft_href};
use crate::kit::{Button, FailureAlert, Glyph, Icon, Section, Weight, states};
use crate::layout::{Screen, word_without_content};
use crate::state::reactive::memo;
use crate::state::reports::KnownReports;
use crate::text::format::number;
use crate::text::lang;
use ka_domain::ItemId;
use ka_domain::views::DraftView;
use ka_ipc::NewDraft;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The screen.
#[component]
pub fn ReportScreen() -> impl IntoView {
    let categories = ask();
    let beginning = Deed::new();
    let navigate = StoredValue::new_local(use_navigate());
    // One at a time: a second press, before the first has led anywhere, would be a second draft.
    let begin = move |category: Option<ItemId>| {
        beginning.ask(&NewDraft { category }, move |view| {
            let href = format!("{}?step={}", draft_href(view.id), first_step(&view).word());
            navigate.try_with_value(|navigate| navigate(&href, NavigateOptions::default()));
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
            title=move_tr!("reports-new")
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
                {move || beginning.trouble().map(|failure| view! { <FailureAlert failure /> })}
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

/// Where a draft that was just begun goes on.
fn first_step(view: &DraftView) -> Step {
    let questions = view.category.as_ref().map(|known| &known.questions);
    match (&view.text.category, questions) {
        (None, _) => Step::Photos,
        (Some(_), Some(questions)) if !questions.is_empty() => Step::Questions,
        (Some(_), _) => Step::Place,
    }
}

/// That something was begun and not sent, and the way to it.
#[component]
fn Drafts() -> impl IntoView {
    let query = KnownReports::of_app().mine();
    let count = memo(move || {
        let drafts = query.get().map_or(0, |view| view.drafts.len());
        u32::try_from(drafts).unwrap_or(u32::MAX)
    });
    move || {
        let count = count.get();
        (count > 0).then(|| {
            view! {
                <p class="kern-body" id="report-drafts">
                    <a
                        class="kern-link kern-link--no-visited-state"
                        id="report-to-drafts"
                        href=MINE
                    >
                        {tr!("report-drafts", { "count" => count, "shown" => number(count) })}
                    </a>
                </p>
            }
        })
    }
}
