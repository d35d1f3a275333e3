// Starts the app. A file of its own, so that the content security policy needs no inline script; the
// addresses are absolute, since the page may be loaded at any of the app's own.
import init from "/app.js";

init({ module_or_path: "/app_bg.wasm" });
