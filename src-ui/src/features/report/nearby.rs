//! Open reports of the same kind near the place: to say "me too" is less work for everybody than one more
//! report of the same hole.

use super::draft::{Draft, Outcome};
use crate::ipc::call;
use crate::kit::{Button, Dialog, FailureAlert, Glyph, Icon, Section, Weight};
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::text::format::{age, near};
use crate::text::lang;
use ka_domain::ItemId;
use ka_domain::views::NearbyRow;
use ka_ipc::{Failure, SupportReport};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};

/// The hint, where there is anything to hint at.
#[component]
pub fn Nearby(
    /// What is written.
    draft: Draft,
    /// Whether the draft is being ended, by this or by handing it in.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let rows = memo(move || {
        draft
            .view()
            .map(|view| view.nearby.clone())
            .unwrap_or_default()
    });
    let some = memo(move || rows.with(|rows| !rows.is_empty()));
    let asked = RwSignal::new(None::<ItemId>);
    let open = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Failure>);
    let preparing = draft.is_preparing();
    let off = Signal::derive(move || busy.get() || preparing.get());
    let ask = Callback::new(move |report: ItemId| {
        if !off.get_untracked() {
            trouble.set(None);
            asked.set(Some(report));
            open.set(true);
        }
    });
    let support = move || {
        let Some(report) = asked.get_untracked() else {
            return;
        };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let support = SupportReport {
                report,
                draft: Some(draft.id),
            };
            match draft.end_with(call(support)).await {
                Ok(()) => {
                    draft.outcome.try_set(Some(Outcome::Supported));
                }
                Err(failure) => {
                    trouble.try_set(Some(failure));
                }
            }
            busy.try_set(false);
        });
    };
    let footer = move || {
        view! {
            <Button id="report-support-cancel" on_press=move || open.set(false)>
                {move || tr!("report-support-cancel")}
            </Button>
            <Button
                id="report-support-confirm"
                weight=Weight::Primary
                icon=Icon::Committee
                off
                on_press=support
            >
                {move || tr!("around-support")}
            </Button>
        }
    };
    let list = move || {
        some.get().then(|| {
            view! {
                <Section id="report-nearby" title=move_tr!("report-nearby")>
                    <p class="kern-body">{move || tr!("report-nearby-hint")}</p>
                    <ul class="ka-report__near">
                        {move || {
                            rows.get()
                                .into_iter()
                                .map(|row| view! { <li><Near row ask off preparing /></li> })
                                .collect_view()
                        }}
                    </ul>
                </Section>
            }
        })
    };
    view! {
        {list}
        <Dialog id="report-support-dialog" title=move_tr!("report-support-title") open footer>
            <p class="kern-body">{move || tr!("report-support-what")}</p>
            {move || trouble.get().map(|failure| view! { <FailureAlert failure /> })}
        </Dialog>
    }
}

#[component]
fn Near(
    row: NearbyRow,
    ask: Callback<ItemId>,
    off: Signal<bool>,
    preparing: Memo<bool>,
) -> impl IntoView {
    let NearbyRow {
        report,
        distance_m,
        supported,
    } = row;
    let now = Now::of_app();
    let (name, at, requested) = (report.category_name, report.address, report.requested_at);
    let small = move || {
        let far = distance_m.map(|metres| tr!("report-near", { "far" => near(metres) }));
        let since = tr!("around-reported", { "age" => age(requested, now.get()) });
        let said: Vec<String> = [at.clone(), far, Some(since)]
            .into_iter()
            .flatten()
            .collect();
        said.join(" · ")
    };
    let id = report.id.clone();
    let button = move || {
        let id = id.clone();
        let stable = format!("report-support-{id}");
        view! {
            <button
                class="kern-btn kern-btn--secondary"
                type="button"
                id=stable
                aria-disabled=move || off.get().then_some("true")
                on:click=move |_| ask.run(id.clone())
            >
                <Glyph icon=Icon::Committee />
                <span class="kern-label">
                    {move || {
                        if preparing.get() {
                            tr!("report-photos-preparing")
                        } else {
                            tr!("around-support")
                        }
                    }}
                </span>
            </button>
        }
    };
    view! {
        <div class="kern-card ka-report__near-card" data-item=report.id.to_string()>
            <h3 class="kern-title">{move || name.get(lang()).to_owned()}</h3>
            {report.words.map(|words| view! { <p class="kern-body ka-report__quote" lang="de">{words}</p> })}
            <p class="ka-card__small">{small}</p>
            {if supported {
                view! {
                    <p class="ka-said">
                        <Glyph icon=Icon::Check />
                        <span>{move || tr!("report-support-already")}</span>
                    </p>
                }
                    .into_any()
            } else {
                button().into_any()
            }}
        </div>
    }
}
