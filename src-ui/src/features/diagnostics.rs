//! Facts for a person who helps, to be read out or copied. Nothing personal is in them.

use crate::kit::{Answered, Button, Icon, states};
use crate::layout::Screen;
use crate::layout::screen::Back;
use crate::state::reactive::memo;
use crate::state::sync::CitySync;
use crate::state::{Query, Topic};
use chrono::{DateTime, SecondsFormat, Utc};
use ka_ipc::{Diagnostics, Failure, GetDiagnostics, SyncState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};
use wasm_bindgen_futures::JsFuture;

/// The screen.
#[component]
pub fn DiagnosticsScreen() -> impl IntoView {
    const NONE: &[Topic] = &[];
    let query = Query::new(|| GetDiagnostics {}, NONE);
    let sync = CitySync::of_app();
    let copied = RwSignal::new(None);
    let back = Back {
        href: "/settings".to_owned(),
        label: move_tr!("settings-title"),
    };
    view! {
        <Screen
            name="diagnostics"
            title=move_tr!("diagnostics-title")
            state=states::word(query, |_| false)
            lead=move_tr!("diagnostics-lead")
            back=back
        >
            <Answered query cards=1 let:latest>
                {
                    let text = memo(move || lines(&latest.get(), &sync.state()));
                    view! {
                        <pre class="ka-diagnostics" id="diagnostics-text" tabindex="0">{text}</pre>
                        <div class="ka-row">
                            <Button
                                id="diagnostics-copy"
                                icon=Icon::Copy
                                on_press=move || copy(text.get_untracked(), copied)
                            >
                                {move || tr!("diagnostics-copy")}
                            </Button>
                            <p class="kern-body" role="status">
                                {move || match copied.get() {
                                    Some(true) => tr!("diagnostics-copied"),
                                    Some(false) => tr!("diagnostics-not-copied"),
                                    None => String::new(),
                                }}
                            </p>
                        </div>
                    }
                }
            </Answered>
        </Screen>
    }
}

/// The facts as lines. They are for the person who helps, who may read any language: so they are
/// names of the code, not words of the app.
fn lines(facts: &Diagnostics, sync: &SyncState) -> String {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let failure = sync.failure.as_ref().map(failure_code);
    [
        ("app", facts.version.clone()),
        ("system", facts.system.clone()),
        ("gateway", or_none(facts.gateway.clone())),
        ("schema", facts.schema.to_string()),
        ("cipher", facts.cipher.clone()),
        ("vault", facts.vault.clone()),
        (
            "trust root",
            or_none(facts.root_version.map(|version| version.to_string())),
        ),
        (
            "current as of",
            or_none(sync.current_as_of.map(to_the_second)),
        ),
        ("next sync", or_none(sync.next_at.map(to_the_second))),
        ("failure", or_none(failure)),
    ]
    .map(|(name, fact)| format!("{name}: {fact}"))
    .join("\n")
}

fn to_the_second(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The failure as it crosses the bridge: a code with data.
fn failure_code(failure: &Failure) -> String {
    serde_json::to_string(failure).unwrap_or_default()
}

/// Puts `text` on the clipboard, and says whether that worked: some web views do not allow it.
fn copy(text: String, copied: RwSignal<Option<bool>>) {
    spawn_local(async move {
        let done = match web_sys::window().map(|window| window.navigator().clipboard()) {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        copied.try_set(Some(done));
    });
}
