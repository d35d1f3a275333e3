//! The categories, to choose one: by group, with a field that narrows them down.

use super::find::{find, groups};
use crate::kit::{Answered, Glyph, Icon, Nothing};
use crate::layout::NoContent;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::lang;
use ka_domain::{ItemId, Kind, Localized, ReportCategory};
use ka_ipc::ReportCategories;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

/// Asks for all categories.
pub fn ask() -> Query<Vec<ReportCategory>> {
    Query::new(
        || ReportCategories {},
        &[Topic::Content(Kind::ReportCategory)],
    )
}

/// The categories as big buttons.
#[component]
pub fn Categories(
    /// All of them.
    query: Query<Vec<ReportCategory>>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<Option<ItemId>>,
    /// One was chosen.
    #[prop(into)]
    on_choose: Callback<ItemId>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    view! {
        <Answered query cards=6 let:latest>
            {
                let none = memo(move || latest.get().is_empty());
                move || {
                    if none.get() {
                        view! { <NoContent /> }.into_any()
                    } else {
                        view! {
                            <Filter typed />
                            <Found latest typed chosen on_choose />
                        }
                            .into_any()
                    }
                }
            }
        </Answered>
    }
}

#[component]
fn Filter(typed: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="ka-filter" role="search">
            <label class="kern-label" for="report-filter">
                {move || tr!("report-category-filter")}
            </label>
            <div class="ka-filter__field">
                <Glyph icon=Icon::Search />
                <input
                    class="kern-form-input__input"
                    id="report-filter"
                    type="search"
                    autocomplete="off"
                    placeholder=move || tr!("report-category-example")
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                    // The field narrows the list down and sends nothing.
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                        }
                    }
                />
            </div>
        </div>
    }
}

#[component]
fn Found(
    latest: Signal<Arc<Vec<ReportCategory>>>,
    typed: RwSignal<String>,
    chosen: Signal<Option<ItemId>>,
    on_choose: Callback<ItemId>,
) -> impl IntoView {
    let found = memo(move || find(&latest.get(), &typed.get()));
    let count = memo(move || u32::try_from(found.with(Vec::len)).unwrap_or(u32::MAX));
    view! {
        <p class="kern-sr-only" id="report-found" role="status">
            {move || {
                (!typed.get().trim().is_empty())
                    .then(|| tr!("report-category-found", { "count" => count.get() }))
            }}
        </p>
        {move || {
            if count.get() == 0 {
                return view! {
                    <Nothing
                        icon=Icon::Search
                        title=move_tr!("report-category-none")
                        hint=move_tr!("report-category-none-hint")
                    />
                }
                    .into_any();
            }
            groups(&found.get(), lang())
                .into_iter()
                .enumerate()
                .map(|(place, (name, categories))| {
                    let heading = format!("report-group-{place}");
                    let labelled = heading.clone();
                    let rows = categories
                        .into_iter()
                        .map(|category| view! { <li><Pick category chosen on_choose /></li> })
                        .collect_view();
                    view! {
                        <section class="ka-report__group" aria-labelledby=labelled>
                            <h2 class="kern-heading-small" id=heading>
                                {name.unwrap_or_else(|| tr!("report-group-other"))}
                            </h2>
                            <ul class="ka-picks">{rows}</ul>
                        </section>
                    }
                })
                .collect_view()
                .into_any()
        }}
    }
}

#[component]
fn Pick(
    category: ReportCategory,
    chosen: Signal<Option<ItemId>>,
    on_choose: Callback<ItemId>,
) -> impl IntoView {
    let ReportCategory {
        id, name, summary, ..
    } = category;
    let said = |text: Localized| move || text.get(lang()).to_owned();
    let (same, pressed) = (id.clone(), id.clone());
    let is_chosen = memo(move || chosen.get().as_ref() == Some(&same));
    view! {
        <button
            class="ka-pick"
            type="button"
            id=format!("report-category-{id}")
            data-item=id.to_string()
            aria-current=move || is_chosen.get().then_some("true")
            on:click=move |_| on_choose.run(pressed.clone())
        >
            <span class="ka-pick__text">
                <span class="ka-pick__name">{said(name)}</span>
                {summary.map(|text| view! { <span class="ka-pick__hint">{said(text)}</span> })}
            </span>
            {move || {
                let icon = if is_chosen.get() { Icon::Check } else { Icon::Forward };
                view! { <Glyph icon /> }
            }}
        </button>
    }
}
