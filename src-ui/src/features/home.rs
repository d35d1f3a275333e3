//! What concerns the owner of the device: what is new of what they follow, services for their role, the
//! council's next meetings, car parks with space, bicycle places in their district, offices; and before all
//! of that the way to report something, for who stands in front of it.

mod reports;

use crate::kit::council::district_href;
use crate::kit::follow::{self, FollowChanges};
use crate::kit::items::{FewCarParks, OfficeCard, ServiceCard};
use crate::kit::news::news_line;
use crate::kit::{
    Afterwards, Answered, Button, FailureAlert, Fan, Glyph, Icon, MeetingCard, Section, states,
};
use crate::layout::screen::focus_on;
use crate::layout::{NoContent, Screen, word_without_content};
use crate::state::reactive::memo;
use crate::state::{Person, Query, Start, Topic};
use crate::text::format::number;
use ka_domain::views::{HomeView, ReadMark};
use ka_domain::{Kind, Role};
use ka_ipc::{Home, MarkRead};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use reports::HomeReports;
use std::sync::Arc;

fn is_empty(home: &HomeView) -> bool {
    home.services.is_empty()
        && home.parking.is_empty()
        && home.offices.is_empty()
        && home.meetings.is_empty()
}

/// The screen.
#[component]
pub fn HomeScreen() -> impl IntoView {
    let home = Query::with_first(
        Start::of_app().ahead().home(),
        || Home {},
        &[
            Topic::Content(Kind::Service),
            Topic::Content(Kind::Office),
            Topic::Content(Kind::CarPark),
            Topic::Content(Kind::BicycleParking),
            Topic::Content(Kind::District),
            Topic::Content(Kind::Meeting),
            Topic::News,
            Topic::Live,
            Topic::Preferences,
        ],
    );
    let role = Person::of_app().field(|preferences| preferences.role);
    let title = Signal::derive(move || match role.get() {
        Some(Role::Citizen) => tr!("home-title-citizen"),
        Some(Role::Commuter) => tr!("home-title-commuter"),
        Some(Role::Visitor) => tr!("home-title-visitor"),
        None => tr!("home-title"),
    });
    let lead = Signal::derive(move || match role.get() {
        Some(Role::Citizen) => tr!("home-lead-citizen"),
        Some(Role::Commuter) => tr!("home-lead-commuter"),
        Some(Role::Visitor) => tr!("home-lead-visitor"),
        None => tr!("home-lead"),
    });
    let state = word_without_content(states::word(home, is_empty));
    view! {
        <Screen name="home" title state lead backdrop=|| view! { <Afterwards children=|| view! { <Fan /> } /> }>
            // What is seen in the street can be reported before anything of the city is on the device.
            <HomeReports />
            <Answered query=home cards=6 let:latest>
                <Parts latest />
            </Answered>
        </Screen>
    }
}

#[component]
fn Parts(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let empty = memo(move || is_empty(&latest.get()));
    move || {
        if empty.get() {
            view! { <NoContent /> }.into_any()
        } else {
            view! {
                <Afterwards children=move || view! { <HomeNews latest /> } />
                <HomeServices latest />
                <Afterwards pictures=1 children=move || view! { <HomeMeetings latest /> } />
                <Afterwards pictures=2 children=move || {
                    view! {
                        <div class="ka-columns">
                            <HomeParking latest />
                            <div class="ka-stack">
                                <HomeDistrict latest />
                                <HomeBicycles latest />
                                <Afterwards pictures=1 children=move || view! { <HomeOffices latest /> } />
                            </div>
                        </div>
                    }
                } />
            }
            .into_any()
        }
    }
}

#[component]
fn HomeServices(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let services = memo(move || latest.get().services.clone());
    view! {
        <Section
            id="home-services"
            title=move_tr!("home-services")
            more=("/services", "home-all-services", move_tr!("home-all-services"))
        >
            <ul class="ka-cards">
                {move || {
                    services
                        .get()
                        .into_iter()
                        .map(|service| view! { <li><ServiceCard service /></li> })
                        .collect_view()
                }}
            </ul>
        </Section>
    }
}

/// What is new since the last look. Where nothing is, nothing stands here.
#[component]
fn HomeNews(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let changes = FollowChanges::new();
    let any = memo(move || !latest.get().news.is_empty());
    let news = move || {
        let latest = latest.get();
        // With the last of them the section goes: the focus must not go with it.
        let then = if latest.unread > 1 {
            "home-news-title"
        } else {
            "heading"
        };
        let lines = latest.news.iter();
        lines
            .map(|row| news_line(row.clone(), changes, then, true))
            .collect_view()
    };
    let mark_all = move || {
        changes.ask(
            &MarkRead {
                mark: ReadMark::All,
            },
            || focus_on("heading"),
        );
    };
    move || {
        any.get().then(|| {
            view! {
                <Section
                    id="home-news"
                    title=move_tr!("home-news")
                    more=(follow::LIST, "home-all-news", move_tr!("follow-title"))
                >
                    {move || changes.trouble().map(|failure| view! { <FailureAlert failure /> })}
                    <ul class="ka-lines">{news}</ul>
                    <div class="ka-row ka-home-news__end">
                        <Button id="home-read-all" icon=Icon::Check on_press=mark_all>
                            {move || tr!("follow-mark-all")}
                        </Button>
                    </div>
                </Section>
            }
        })
    }
}

#[component]
fn HomeMeetings(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let meetings = memo(move || latest.get().meetings.clone());
    let any = memo(move || !meetings.with(Vec::is_empty));
    let cards = move || {
        let meetings = meetings.get().into_iter();
        meetings
            .map(|row| view! { <li><MeetingCard row /></li> })
            .collect_view()
    };
    move || {
        any.get().then(|| {
            view! {
                <Section
                    id="home-meetings"
                    title=move_tr!("council-next")
                    more=("/council", "home-all-meetings", move_tr!("council-title"))
                >
                    <ul class="ka-cards">{cards}</ul>
                </Section>
            }
        })
    }
}

/// The way to the page of the owner's district.
#[component]
fn HomeDistrict(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let district = memo(move || latest.get().district.clone());
    move || {
        district.get().map(|district| {
            let href = district_href(&district.id);
            view! {
                <Section id="home-district" title=move_tr!("home-district")>
                    <a class="ka-banner" id="to-district" href=href>
                        <span class="ka-banner__sign"><Glyph icon=Icon::District /></span>
                        <span class="ka-banner__text">
                            {move || {
                                tr!("home-district-all", { "district" => district.name.clone() })
                            }}
                        </span>
                        <Glyph icon=Icon::Forward />
                    </a>
                </Section>
            }
        })
    }
}

#[component]
fn HomeParking(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let rows = memo(move || latest.get().parking.clone());
    let read_at = memo(move || latest.get().parking_read_at);
    view! {
        <Section
            id="home-parking"
            title=move_tr!("home-parking")
            more=("/parking", "home-all-parking", move_tr!("home-all-parking"))
        >
            <FewCarParks rows read_at />
        </Section>
    }
}

#[component]
fn HomeBicycles(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let district = memo(move || latest.get().district.clone());
    let places = memo(move || latest.get().bicycle_places);
    view! {
        <Section id="home-bicycles" title=move_tr!("home-bicycles")>
            <a class="ka-banner" id="home-all-bicycles" href="/parking/bicycles">
                <span class="ka-banner__sign"><Glyph icon=Icon::Bicycle /></span>
                <span class="ka-banner__text">
                    {move || match district.get() {
                        Some(district) if places.get() > 0 => {
                            tr!("home-bicycles-in", {
                                "count" => places.get(),
                                "shown" => number(places.get()),
                                "district" => district.name,
                            })
                        }
                        _ => tr!("home-bicycles-anywhere"),
                    }}
                </span>
                <Glyph icon=Icon::Forward />
            </a>
        </Section>
    }
}

#[component]
fn HomeOffices(latest: Signal<Arc<HomeView>>) -> impl IntoView {
    let offices = memo(move || latest.get().offices.clone());
    view! {
        <Section
            id="home-offices"
            title=move_tr!("home-offices")
            more=("/services?by=office", "home-all-offices", move_tr!("home-all-offices"))
        >
            <ul class="ka-list">
                {move || {
                    offices
                        .get()
                        .into_iter()
                        .map(|office| view! { <li><OfficeCard office /></li> })
                        .collect_view()
                }}
            </ul>
        </Section>
    }
}
