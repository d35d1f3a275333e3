// Starts the app. A file of its own, so that the content security policy needs no inline script.
import init from "./app.js";

init({ module_or_path: "./app_bg.wasm" });
