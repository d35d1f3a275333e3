//! A window with a static page and nothing else: what the app's start and memory are measured
//! against.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!(
        "examples/empty_window/tauri.conf.json"
    ))
}
