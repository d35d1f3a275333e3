//! The screens that are not in the first picture, in a module of their own.
//!
//! Home and the frame are the module that the page starts with. All other screens, and what only they
//! use, are a second one (`xtask/bundle` takes them apart behind [`draw`]), which is fetched quietly once
//! the first picture is on the screen, or at once where somebody is on the way to one of them. It is one
//! module for all, not one a screen: the screens share most of what they are made of, and to go to one
//! after the other must not mean to wait each time.
//!
//! Until it is there a screen is an empty `<main data-state="loading">`. The focus and the title wait for
//! the screen itself.

use crate::features::{
    around::{AroundReportScreen, AroundScreen},
    bicycles::BicyclesScreen,
    broken::BrokenScreen,
    council::{CommitteeScreen, CouncilScreen, MeetingScreen, PaperScreen},
    diagnostics::DiagnosticsScreen,
    district::DistrictScreen,
    following::FollowingScreen,
    my_reports::{MyReportScreen, MyReportsScreen},
    office::OfficeScreen,
    outbox::OutboxScreen,
    parking::ParkingScreen,
    passphrase::PassphraseScreen,
    report::{DraftScreen, ReportScreen},
    search::SearchScreen,
    service::ServiceScreen,
    services::{ServicesScreen, SituationScreen},
    settings::SettingsScreen,
    sources::SourcesScreen,
    welcome::WelcomeScreen,
};
use crate::kit::{Button, Icon};
use crate::layout::Screen;
use crate::state::Stage;
use crate::state::first_picture::FirstPicture;
use crate::state::reactive::effect;
use futures::FutureExt;
use ka_ipc::Failure;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};
use std::time::Duration;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// How long after the first picture the module is fetched. By then the second picture is drawn, which
/// it would hold up on a machine with two cores.
const QUIET: Duration = Duration::from_millis(200);

/// A screen of the second module.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The names are the screens'.
pub enum Later {
    Around,
    AroundReport,
    Bicycles,
    Broken { why: Failure },
    Committee,
    Council,
    Diagnostics,
    District,
    Following,
    Meeting,
    MyReport,
    MyReports,
    Office,
    Outbox,
    Paper,
    Parking,
    Passphrase { new: bool, why: Failure },
    Report,
    ReportDraft,
    Search,
    Service,
    Services,
    Settings,
    Situation,
    Sources,
    Welcome,
}

#[wasm_split(screens, preload(fetch), fallible)]
fn draw(screen: Later) -> Result<AnyView, SplitLoaderError> {
    Ok(match screen {
        Later::Around => view! { <AroundScreen /> }.into_any(),
        Later::AroundReport => view! { <AroundReportScreen /> }.into_any(),
        Later::Bicycles => view! { <BicyclesScreen /> }.into_any(),
        Later::Broken { why } => view! { <BrokenScreen why /> }.into_any(),
        Later::Committee => view! { <CommitteeScreen /> }.into_any(),
        Later::Council => view! { <CouncilScreen /> }.into_any(),
        Later::Diagnostics => view! { <DiagnosticsScreen /> }.into_any(),
        Later::District => view! { <DistrictScreen /> }.into_any(),
        Later::Following => view! { <FollowingScreen /> }.into_any(),
        Later::Meeting => view! { <MeetingScreen /> }.into_any(),
        Later::MyReport => view! { <MyReportScreen /> }.into_any(),
        Later::MyReports => view! { <MyReportsScreen /> }.into_any(),
        Later::Office => view! { <OfficeScreen /> }.into_any(),
        Later::Outbox => view! { <OutboxScreen /> }.into_any(),
        Later::Paper => view! { <PaperScreen /> }.into_any(),
        Later::Parking => view! { <ParkingScreen /> }.into_any(),
        Later::Passphrase { new, why } => view! { <PassphraseScreen new why /> }.into_any(),
        Later::Report => view! { <ReportScreen /> }.into_any(),
        Later::ReportDraft => view! { <DraftScreen /> }.into_any(),
        Later::Search => view! { <SearchScreen /> }.into_any(),
        Later::Service => view! { <ServiceScreen /> }.into_any(),
        Later::Services => view! { <ServicesScreen /> }.into_any(),
        Later::Settings => view! { <SettingsScreen /> }.into_any(),
        Later::Situation => view! { <SituationScreen /> }.into_any(),
        Later::Sources => view! { <SourcesScreen /> }.into_any(),
        Later::Welcome => view! { <WelcomeScreen /> }.into_any(),
    })
}

/// The second module: whether it is there.
#[derive(Clone, Copy)]
pub struct LaterScreens {
    stage: RwSignal<Stage>,
    asked: StoredValue<bool>,
}

impl LaterScreens {
    /// Fetches it once `first` is there.
    pub fn after(first: FirstPicture) -> Self {
        let screens = Self {
            stage: RwSignal::new(Stage::Loading),
            asked: StoredValue::new(false),
        };
        effect(move || {
            if first.is_there() {
                set_timeout(move || screens.fetch(), QUIET);
            }
        });
        screens
    }

    /// Fetches it, unless it is there or on its way.
    fn fetch(self) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        self.stage.try_set(Stage::Loading);
        spawn_local(async move {
            let stage = if fetch().await.is_ok() {
                Stage::Ready
            } else {
                self.asked.set_value(false);
                Stage::Failed(Failure::Internal)
            };
            self.stage.try_set(stage);
        });
    }
}

/// Draws `screen` as soon as it can be drawn.
pub fn later(screen: Later) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || {
        let screens: LaterScreens = expect_context();
        screens.fetch();
        let screen = screen.clone();
        let drawn = move || match screens.stage.get() {
            Stage::Loading => view! { <Coming /> }.into_any(),
            // It is there, so that there is nothing to wait for.
            Stage::Ready => draw(screen.clone())
                .now_or_never()
                .and_then(Result::ok)
                .into_any(),
            Stage::Failed(_) => view! { <Missing screens /> }.into_any(),
        };
        drawn.into_any()
    }
}

/// The module is on its way.
#[component]
fn Coming() -> impl IntoView {
    view! { <main id="main" class="ka-screen" data-state="loading" aria-busy="true"></main> }
}

/// The module could not be read: it is part of the app, so that something is wrong with the device.
#[component]
fn Missing(screens: LaterScreens) -> impl IntoView {
    view! {
        <Screen name="later" title=move_tr!("failure-internal") state=|| "failed">
            <p class="kern-body">{move || tr!("failure-internal-advice")}</p>
            <Button id="ask-again" icon=Icon::Sync on_press=move || screens.fetch()>
                {move || tr!("ask-again")}
            </Button>
        </Screen>
    }
}
