//! The root: what every screen shares, and which screen the phase of the app calls for.

use crate::features::home::HomeScreen;
use crate::ipc::{call, listen};
use crate::later::{Later, LaterScreens, later};
use crate::layout::{Frame, NotFound};
use crate::state::first_picture::FirstPicture;
use crate::state::journey::Journey;
use crate::state::news::KnownNews;
use crate::state::now::Now;
use crate::state::reports::KnownReports;
use crate::state::sources::KnownSources;
use crate::state::{CitySync, Person, Stale, Start, appearance};
use crate::text::Texts;
use ka_ipc::{GetSyncState, Notice, Phase, Start as StartCommand};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::I18n;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;
use std::time::Duration;

/// The app.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Texts>
            <Root />
        </Texts>
    }
}

/// What every screen shares.
#[component]
fn Root() -> impl IntoView {
    let stale = Stale::new();
    let person = Person::new(stale);
    let sync = CitySync::new();
    let start = Start::new(stale);
    provide_context(stale);
    provide_context(person);
    provide_context(sync);
    provide_context(start);
    let first_picture = FirstPicture::new();
    provide_context(first_picture);
    provide_context(LaterScreens::after(first_picture));
    provide_context(Journey::new());
    provide_context(Now::start());
    appearance::follow(person, expect_context::<I18n>());

    start.ask(StartCommand {}, person, sync);
    // After the first drawing, which has all that it needs from the shell's first answer.
    set_timeout(move || hear_notices(stale, sync), Duration::ZERO);

    let phase = start.phase();
    view! {
        {move || {
            let phase = phase.get();
            if phase.is_some() {
                remove_skeleton();
                first_picture.is_coming();
            }
            match phase {
                None => ().into_any(),
                Some(Phase::Welcome) => later(Later::Welcome)(),
                Some(Phase::Ready) => view! { <Ready /> }.into_any(),
                Some(Phase::Passphrase { new, why }) => later(Later::Passphrase { new, why })(),
                Some(Phase::Broken { why }) => later(Later::Broken { why })(),
            }
        }}
    }
}

/// Follows what the shell tells.
fn hear_notices(stale: Stale, sync: CitySync) {
    spawn_local(async move {
        let heard = listen(move |notice| {
            stale.hear(&notice);
            if let Notice::Sync { state } = notice {
                sync.set(state);
            }
        })
        .await;
        match heard {
            // What changed before it was listened to was told to nobody.
            Ok(()) => {
                stale.raise_all();
                if let Ok(state) = call(GetSyncState {}).await {
                    sync.set(state);
                }
            }
            Err(_) => {
                leptos::logging::warn!(
                    "no notices: the screen shows what it asks for, and no more"
                );
            }
        }
    });
}

/// The store is open: the screens, by address.
#[component]
fn Ready() -> impl IntoView {
    provide_context(KnownSources::ask());
    provide_context(KnownNews::ask());
    provide_context(KnownReports::ask());
    CitySync::of_app().follow_the_network();
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/") view=HomeScreen />
                    <Route path=path!("/index.html") view=HomeScreen />
                    <Route path=path!("/services") view=later(Later::Services) />
                    <Route path=path!("/services/situation/:slug") view=later(Later::Situation) />
                    <Route path=path!("/service/:id") view=later(Later::Service) />
                    <Route path=path!("/office/:id") view=later(Later::Office) />
                    <Route path=path!("/parking") view=later(Later::Parking) />
                    <Route path=path!("/parking/bicycles") view=later(Later::Bicycles) />
                    <Route path=path!("/council") view=later(Later::Council) />
                    <Route path=path!("/council/meeting/:id") view=later(Later::Meeting) />
                    <Route path=path!("/council/paper/:id") view=later(Later::Paper) />
                    <Route path=path!("/council/committee/:id") view=later(Later::Committee) />
                    <Route path=path!("/council/following") view=later(Later::Following) />
                    <Route path=path!("/district/:id") view=later(Later::District) />
                    <Route path=path!("/my-reports") view=later(Later::MyReports) />
                    <Route path=path!("/my-reports/:id") view=later(Later::MyReport) />
                    <Route path=path!("/outbox") view=later(Later::Outbox) />
                    <Route path=path!("/around") view=later(Later::Around) />
                    <Route path=path!("/around/:id") view=later(Later::AroundReport) />
                    <Route path=path!("/report") view=later(Later::Report) />
                    <Route path=path!("/report/:draft") view=later(Later::ReportDraft) />
                    <Route path=path!("/search") view=later(Later::Search) />
                    <Route path=path!("/settings") view=later(Later::Settings) />
                    <Route path=path!("/settings/sources") view=later(Later::Sources) />
                    <Route path=path!("/settings/diagnostics") view=later(Later::Diagnostics) />
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

/// Takes away what stood on the screen before the app did.
fn remove_skeleton() {
    let skeleton = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("skeleton"));
    if let Some(skeleton) = skeleton {
        skeleton.remove();
    }
}
