// Starts the app. A file of its own, so that the content security policy needs no inline script; the
// addresses are absolute, since the page may be loaded at any of the app's own.
import init from "/app.js";

// Who waits longer than usual sees that something is going on. Not at once: drawing it would hold up
// what it stands for.
setTimeout(() => document.getElementById("skeleton")?.removeAttribute("hidden"), 500);

// While the wasm is on its way there is time to read the fonts, so that the first picture has them.
// Where one cannot be read, the page has another.
for (const weight of [400, 500, 600]) {
  document.fonts.load(`${weight} 1em "Fira Sans"`).catch(() => {});
}

await init({ module_or_path: window.kaEarly.wasm });
