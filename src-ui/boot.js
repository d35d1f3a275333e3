// Starts the app. A file of its own, so that the content security policy needs no inline script; the
// addresses are absolute, since the page may be loaded at any of the app's own. The larger part is
// asked for first and arrives while the smaller one is read. It is compiled when it is whole: from
// inside the app it comes at once, and WebKit compiles a stream of it at half the speed.
const wasm = fetch("/app_bg.wasm").then((answer) => answer.arrayBuffer());
const { default: init } = await import("/app.js");
await init({ module_or_path: wasm });
