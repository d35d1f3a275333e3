//! The reports of the last 90 days, and what to see of them.

use super::address;
use super::card::{Card, Districts};
use crate::kit::lazy::ROWS;
use crate::kit::reports::{Deed, MINE, NEW};
use crate::kit::{Answered, Button, Glyph, Icon, Lazy, Nothing, Select, states};
use crate::layout::screen::{Back, focus_on};
use crate::layout::{NoContent, Screen, word_without_content};
use crate::state::reactive::memo;
use crate::state::{CitySync, Query, Topic};
use crate::text::format::number;
use crate::text::lang;
use ka_domain::views::{AroundFilter, AroundView, NearbyRow};
use ka_domain::{DistrictId, ItemId, Kind};
use ka_ipc::{Around, Districts as DistrictsCommand};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use std::sync::Arc;

/// How high a report is in the list, in `rem`, before anybody has seen it.
const HEIGHT: f64 = 15.0;

/// Nothing is there, and no filter keeps anything away.
fn is_empty(view: &AroundView) -> bool {
    view.count == 0 && view.categories.is_empty()
}

/// Whether the device has what the city publishes, or had it once: then there being nothing is an answer.
fn synced() -> Memo<bool> {
    let sync = CitySync::of_app();
    memo(move || sync.state().current_as_of.is_some())
}

/// The districts, asked for once a screen.
pub fn districts() -> Districts {
    let query = Query::new(|| DistrictsCommand {}, &[Topic::Content(Kind::District)]);
    memo(move || query.get())
}

/// What is shown, as the address says it.
#[derive(Clone, Copy)]
struct Shown {
    filter: Memo<AroundFilter>,
    go: StoredValue<Box<dyn Fn(AroundFilter)>, LocalStorage>,
}

impl Shown {
    fn of_address() -> Self {
        let (map, go) = (use_query_map(), use_navigate());
        let write = move |filter: AroundFilter| {
            let href = address::write(&filter, |value| js_sys::encode_uri_component(value).into());
            // Each choice is no step of its own on the way back.
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            go(&href, options);
        };
        Self {
            filter: memo(move || map.with(|map| address::read(|name| map.get(name)))),
            go: StoredValue::new_local(Box::new(write)),
        }
    }

    fn change(&self, change: impl FnOnce(&mut AroundFilter)) {
        let mut filter = self.filter.get_untracked();
        change(&mut filter);
        self.go.with_value(|go| go(filter));
    }
}

/// The screen.
#[component]
pub fn AroundScreen() -> impl IntoView {
    let shown = Shown::of_address();
    let query = Query::new(
        move || Around {
            filter: shown.filter.get(),
        },
        &[
            Topic::Content(Kind::PublicReport),
            Topic::Content(Kind::ReportCategory),
            Topic::Reports,
        ],
    );
    let back = Back {
        href: MINE.to_owned(),
        label: move_tr!("my-reports-title"),
    };
    let synced = synced();
    let word = states::word(query, is_empty);
    let without = word_without_content(word);
    let state = Signal::derive(move || {
        if synced.get() {
            word.get()
        } else {
            without.get()
        }
    });
    view! {
        <Screen
            name="around"
            title=move_tr!("around-title")
            state
            lead=move_tr!("around-lead")
            back=back
        >
            <Answered query cards=4 let:latest>
                <Found latest shown />
            </Answered>
        </Screen>
    }
}

#[component]
fn Found(latest: Signal<Arc<AroundView>>, shown: Shown) -> impl IntoView {
    let (districts, synced) = (districts(), synced());
    let filtered = memo(move || shown.filter.get() != AroundFilter::default());
    let nowhere = memo(move || is_empty(&latest.get()) && !filtered.get());
    move || {
        match (nowhere.get(), synced.get()) {
            (false, _) => {}
            (true, true) => {
                return view! {
                    <Nothing
                        icon=Icon::Report
                        title=move_tr!("around-nowhere")
                        hint=move_tr!("around-nowhere-hint")
                    />
                    <p class="ka-report-begin">
                        <a class="kern-btn kern-btn--primary" id="around-report" href=NEW>
                            <Glyph icon=Icon::Report />
                            <span class="kern-label">{move || tr!("reports-new")}</span>
                        </a>
                    </p>
                }
                .into_any();
            }
            (true, false) => return view! { <NoContent /> }.into_any(),
        }
        view! {
            <Filters latest shown districts />
            <Reports latest shown districts />
        }
        .into_any()
    }
}

#[component]
fn Filters(latest: Signal<Arc<AroundView>>, shown: Shown, districts: Districts) -> impl IntoView {
    let places = Signal::derive(move || {
        let mut options = vec![(String::new(), tr!("around-all-districts"))];
        let known = districts.get();
        options.extend(
            known
                .iter()
                .flat_map(|known| known.iter())
                .map(|district| (district.id.as_str().to_owned(), district.name.clone())),
        );
        options
    });
    let known = memo(move || latest.get().categories.clone());
    let categories = Signal::derive(move || {
        let mut options = vec![(String::new(), tr!("around-all-categories"))];
        let known = known.get();
        options.extend(
            known
                .iter()
                .map(|(id, name)| (id.as_str().to_owned(), name.get(lang()).to_owned())),
        );
        // A category that has no reports any more is not in the answer, and still what was chosen.
        if let Some(chosen) = shown.filter.get().category
            && !known.iter().any(|(id, _)| *id == chosen)
        {
            options.push((chosen.as_str().to_owned(), tr!("around-other-category")));
        }
        options
    });
    let district = Signal::derive(move || {
        let filter = shown.filter.get();
        filter
            .district
            .map(|id| id.as_str().to_owned())
            .unwrap_or_default()
    });
    let category = Signal::derive(move || {
        let filter = shown.filter.get();
        filter
            .category
            .map(|id| id.as_str().to_owned())
            .unwrap_or_default()
    });
    let open_only = memo(move || shown.filter.get().open_only);
    view! {
        <div class="ka-toolbar ka-around-filters">
            <Select
                id="around-district"
                label=move_tr!("search-district")
                options=places
                chosen=district
                on_choose=move |key| shown.change(|filter| filter.district = DistrictId::new(key).ok())
            />
            <Select
                id="around-category"
                label=move_tr!("around-category")
                options=categories
                chosen=category
                on_choose=move |key| shown.change(|filter| filter.category = ItemId::new(key).ok())
            />
            <div class="kern-form-check ka-around-open">
                <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id="around-open"
                    prop:checked=open_only
                    on:change=move |event| {
                        let checked = event_target_checked(&event);
                        shown.change(|filter| filter.open_only = checked);
                    }
                />
                <label class="kern-label" for="around-open">{move || tr!("around-open-only")}</label>
            </div>
        </div>
        <p class="ka-toolbar__count" id="around-count" role="status" tabindex="-1">
            {move || {
                let view = latest.get();
                let count = view.count;
                let all = tr!("around-count", { "count" => count, "shown" => number(count) });
                let drawn = u32::try_from(view.reports.len()).unwrap_or(u32::MAX);
                if drawn < count {
                    let most = tr!("around-most", { "shown" => number(drawn) });
                    format!("{all} {most}")
                } else {
                    all
                }
            }}
        </p>
    }
}

#[component]
fn Reports(latest: Signal<Arc<AroundView>>, shown: Shown, districts: Districts) -> impl IntoView {
    let deed = Deed::new();
    let last = RwSignal::new(None::<ItemId>);
    let rows = memo(move || latest.get().reports.clone());
    let widen = move || {
        shown.change(|filter| *filter = AroundFilter::default());
        focus_on("around-count");
    };
    move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! {
                <Nothing icon=Icon::Report title=move_tr!("around-none") hint=move_tr!("around-none-hint") />
                <p class="ka-report-begin">
                    <Button id="around-widen" icon=Icon::Search on_press=widen>
                        {move || tr!("around-widen")}
                    </Button>
                </p>
            }
            .into_any();
        }
        pieces(&rows, districts, deed, last)
    }
}

fn pieces(
    rows: &[NearbyRow],
    districts: Districts,
    deed: Deed,
    last: RwSignal<Option<ItemId>>,
) -> AnyView {
    let size = rows.len();
    let pieces = rows
        .chunks(ROWS)
        .enumerate()
        .map(|(piece, rows)| {
            let rows = rows.to_vec();
            #[allow(clippy::cast_precision_loss)] // A piece has a few rows.
            let estimate = rows.len() as f64 * HEIGHT;
            let cards = move || {
                rows.iter()
                    .cloned()
                    .enumerate()
                    .map(|(at, row)| {
                        view! {
                            <div role="listitem" aria-setsize=size aria-posinset=piece * ROWS + at + 1>
                                <Card row districts deed last />
                            </div>
                        }
                    })
                    .collect_view()
            };
            view! { <Lazy estimate first=piece == 0 children=cards /> }
        })
        .collect_view();
    view! { <div class="ka-long-list" id="around-list" role="list">{pieces}</div> }.into_any()
}
