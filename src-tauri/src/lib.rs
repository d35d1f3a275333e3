//! The shell: it wires the engine to a window, and does nothing else.
//!
//! - [`router`]: from a name on the bridge to a handler.
//! - [`handlers`]: each command, answered by the engine.
//! - [`failure`]: the engine's errors as the UI knows them.
//! - [`notice`]: the engine's events as the UI knows them.
//! - [`notification`]: what the system tells of.
//! - [`origin`]: which city this app is for.
//! - [`platform`]: what is asked of the system around the app.
//! - [`prepared`]: the first answer, before it is asked for.

mod failure;
mod handlers;
mod notice;
mod notification;
mod origin;
mod platform;
mod prepared;
mod router;
#[cfg(test)]
mod testing;

use crate::platform::{Platform, System};
use crate::prepared::Prepared;
use ka_core::clock::SystemClock;
use ka_core::{City, Event};
use ka_ipc::Notice;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::{App, AppHandle, Emitter, Manager, Url, WebviewWindowBuilder};

/// Runs the app to its end.
pub fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the app could not be started");
            ExitCode::FAILURE
        }
    }
}

/// Where phones enter.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn enter() {
    let _ = main();
}

fn run() -> tauri::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(std::io::stderr)
        .init();
    let builder = tauri::Builder::default();
    // First, so that a second start ends before it touches anything.
    #[cfg(desktop)]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
        if let Some(window) = app.get_webview_window("main") {
            let _ = window.unminimize();
            let _ = window.show();
            let _ = window.set_focus();
        }
    }));
    let prepared = Arc::new(Prepared::default());
    let preparing = prepared.clone();
    builder
        .setup(move |app| {
            // Before the window, which asks as soon as it is there.
            let city = city(app)?;
            app.manage(city.clone());
            tauri::async_runtime::spawn_blocking(move || preparing.prepare(&city));
            let system: Arc<dyn Platform> = Arc::new(System(app.handle().clone()));
            app.manage(system);
            window(app)?;
            Ok(platform::equip(app)?)
        })
        .invoke_handler({
            let router = handlers::router(prepared);
            move |invoke| router.dispatch(invoke)
        })
        .run(tauri::generate_context!())
}

/// What is logged: our own words by default, never anything personal.
fn filter() -> tracing_subscriber::EnvFilter {
    tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        tracing_subscriber::EnvFilter::new("warn,digital_ka_app=info,ka_core=info")
    })
}

/// What starts the UI. It runs before the page is read: so nothing waits for anything else.
const EARLY: &str = include_str!("../../src-ui/early.js");

/// The one window. It shows what is in the app and goes nowhere else.
fn window(app: &App) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app.handle(), config)?
            .on_navigation(is_ours)
            .initialization_script(EARLY)
            .build()?;
    }
    Ok(())
}

/// Whether an address is the app's own: a scheme of its own, or a host of its own where the system
/// has no such schemes.
fn is_ours(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

fn city(app: &App) -> tauri::Result<Arc<City>> {
    let handle = app.handle().clone();
    let city = City::new(
        app.path().app_data_dir()?,
        origin::gateway(),
        Arc::new(SystemClock),
        Arc::new(move |event| {
            match &event {
                Event::News { tell } => tell_of(&handle, tell, notification::tell),
                Event::Reports { tell } => tell_of(&handle, tell, notification::tell_of_reports),
                _ => {}
            }
            let told = handle.emit(Notice::EVENT, notice::notice(event));
            if let Err(error) = told {
                tracing::warn!(%error, "a notice was lost");
            }
        }),
        tauri::async_runtime::handle().inner().clone(),
    );
    Ok(Arc::new(city))
}

/// Lets the system tell of `news`, on a thread of its own: whoever brings them does not wait for it.
fn tell_of<T: Clone + Send + 'static>(
    app: &AppHandle,
    news: &[T],
    tell: impl FnOnce(&City, &dyn Platform, &[T]) + Send + 'static,
) {
    if news.is_empty() {
        return;
    }
    let (app, news) = (app.clone(), news.to_vec());
    tauri::async_runtime::spawn_blocking(move || {
        let city = app.try_state::<Arc<City>>();
        let system = app.try_state::<Arc<dyn Platform>>();
        if let (Some(city), Some(system)) = (city, system) {
            tell(&city, &**system, &news);
        }
    });
}
