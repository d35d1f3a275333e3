//! Where content comes from, under which licence, how much and how old it is.

use crate::kit::{Answered, Described, Descriptions, Icon, Nothing, states};
use crate::layout::Screen;
use crate::layout::screen::Back;
use crate::state::now::Now;
use crate::state::{Query, Topic};
use crate::text::format::{age, count, day_and_time};
use crate::text::lang;
use ka_domain::Kind;
use ka_domain::views::SourceRow;
use ka_ipc::Sources;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The screen.
#[component]
pub fn SourcesScreen() -> impl IntoView {
    let query = Query::new(
        || Sources {},
        &[
            Topic::Content(Kind::Source),
            Topic::Content(Kind::District),
            Topic::Content(Kind::Office),
            Topic::Content(Kind::Service),
            Topic::Content(Kind::CarPark),
            Topic::Content(Kind::BicycleParking),
            Topic::Content(Kind::ReportCategory),
            Topic::Content(Kind::PublicReport),
        ],
    );
    let back = Back {
        href: "/settings".to_owned(),
        label: move_tr!("settings-title"),
    };
    view! {
        <Screen
            name="sources"
            title=move_tr!("sources-title")
            state=states::word(query, Vec::is_empty)
            lead=move_tr!("sources-lead")
            back=back
        >
            <Answered query cards=3 let:latest>
                {move || {
                    let rows = latest.get();
                    if rows.is_empty() {
                        return view! {
                            <Nothing
                                icon=Icon::Info
                                title=move_tr!("sources-none")
                                hint=move_tr!("sources-none-hint")
                            />
                        }
                            .into_any();
                    }
                    view! {
                        <ul class="ka-cards ka-cards--wide">
                            {rows.iter().cloned().map(|row| view! { <li><SourceCard row /></li> }).collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
            </Answered>
        </Screen>
    }
}

#[component]
fn SourceCard(row: SourceRow) -> impl IntoView {
    let now = Now::of_app();
    let SourceRow {
        source,
        items,
        as_of,
    } = row;
    let (name, description) = (source.name, source.description);
    let licence = source.licence.map(|licence| licence.0);
    view! {
        <article class="kern-card ka-sheet" data-item=source.id.as_str().to_owned()>
            <h2 class="kern-title">{move || name.get(lang()).to_owned()}</h2>
            <p class="kern-body">{move || description.get(lang()).to_owned()}</p>
            <Descriptions>
                <Described key=move_tr!("sources-publisher")>{source.publisher}</Described>
                <Described key=move_tr!("sources-licence")>
                    {move || licence.clone().unwrap_or_else(|| tr!("sources-no-licence"))}
                </Described>
                <Described key=move_tr!("sources-items")>{move || count(items)}</Described>
                <Described key=move_tr!("sources-as-of")>
                    {move || match as_of {
                        Some(at) => {
                            tr!("sources-as-of-value", {
                                "moment" => day_and_time(at),
                                "age" => age(at, now.get()),
                            })
                        }
                        None => tr!("sources-as-of-never"),
                    }}
                </Described>
            </Descriptions>
        </article>
    }
}
