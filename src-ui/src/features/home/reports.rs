//! Reporting, on Home: the button, and what of the owner's reports is news or needs them.

use crate::kit::reports::{self, Light, MINE, NEW, OUTBOX};
use crate::kit::{Afterwards, Glyph, Icon};
use crate::state::reactive::memo;
use crate::state::reports::KnownReports;
use crate::text::format::number;
use crate::text::lang;
use ka_domain::Progress;
use ka_domain::views::MyReportRow;
use leptos::prelude::*;
use leptos_fluent::tr;

/// So many answers of the city are told of; all of them stand among the owner's reports.
const FEW: usize = 3;

/// The part of the screen. The button is in the first picture, the rest when it is known.
#[component]
pub fn HomeReports() -> impl IntoView {
    view! {
        <section class="ka-home-reports" id="home-reports" aria-label=move || tr!("nav-reports")>
            <a class="kern-btn kern-btn--primary ka-home-report" id="home-report" href=NEW>
                <Glyph icon=Icon::Report />
                <span class="kern-label">{move || tr!("reports-new")}</span>
            </a>
            <Afterwards children=|| view! { <Known /> } />
        </section>
    }
}

/// What is known of those that there are; nothing for who has none.
#[component]
fn Known() -> impl IntoView {
    let known = KnownReports::of_app();
    let (outbox, mine) = (known.outbox(), known.mine());
    let need_you = known.need_you();
    let under_way = memo(move || outbox.get().map_or(0, |view| view.under_way));
    let drafts = memo(move || {
        mine.get().map_or(0, |view| {
            u32::try_from(view.drafts.len()).unwrap_or(u32::MAX)
        })
    });
    let news = memo(move || {
        let view = mine.get();
        let rows = view.iter().flat_map(|view| view.reports.iter());
        rows.filter(|row| row.unread)
            .take(FEW)
            .cloned()
            .collect::<Vec<_>>()
    });
    view! {
        {move || {
            let count = need_you.get();
            (count > 0)
                .then(|| {
                    let words = tr!("home-need-you", { "count" => count, "shown" => number(count) });
                    view! {
                        <a class="ka-banner ka-banner--warning" id="home-need-you" href=OUTBOX>
                            <Glyph icon=Icon::Warning />
                            <span class="ka-banner__text">{words}</span>
                            <Glyph icon=Icon::Forward />
                        </a>
                    }
                })
        }}
        {move || {
            let news = news.get();
            (!news.is_empty())
                .then(|| {
                    let rows = news.into_iter().map(|row| view! { <li><Answer row /></li> });
                    view! {
                        <ul class="ka-home-answers" id="home-answers">{rows.collect_view()}</ul>
                    }
                })
        }}
        {move || {
            let (under_way, drafts) = (under_way.get(), drafts.get());
            (under_way > 0 || drafts > 0)
                .then(|| {
                    view! {
                        <div class="ka-chips">
                            {(under_way > 0)
                                .then(|| {
                                    let words = tr!("home-under-way", { "shown" => number(under_way) });
                                    view! {
                                        <a class="ka-chip" id="home-under-way" href=OUTBOX>
                                            <Glyph icon=Icon::Outbox />
                                            <span>{words}</span>
                                        </a>
                                    }
                                })}
                            {(drafts > 0)
                                .then(|| {
                                    let words = tr!("home-drafts", {
                                        "count" => drafts,
                                        "shown" => number(drafts),
                                    });
                                    view! {
                                        <a class="ka-chip" id="home-drafts" href=MINE>
                                            <Glyph icon=Icon::Edit />
                                            <span>{words}</span>
                                        </a>
                                    }
                                })}
                        </div>
                    }
                })
        }}
    }
}

/// A report of which the city has said something since its owner last looked.
#[component]
fn Answer(row: MyReportRow) -> impl IntoView {
    let category = row.category;
    let progress = row.progress.unwrap_or(Progress::Received);
    let item = row.id.to_string();
    view! {
        <a class="ka-banner" data-item=item href=reports::my_report_href(row.id)>
            <span class="ka-banner__text">
                <span class="ka-home-answers__new">{move || tr!("home-report-news")}</span>
                {move || category.get(lang()).to_owned()}
                <Light progress />
            </span>
            <Glyph icon=Icon::Forward />
        </a>
    }
}
