// Starts the app. A file of its own, so that the content security policy needs no inline script; the
// addresses are absolute, since the page may be loaded at any of the app's own. The larger part is
// asked for first: it arrives while the smaller one is read.
const wasm = fetch("/app_bg.wasm");
const { default: init } = await import("/app.js");
await init({ module_or_path: wasm });
