// The shell runs this in the page before the page itself is read, so that what takes longest is on its
// way while all else is: the wasm of the app, and the shell's first answer. `boot.js` and `ipc.rs` take
// them up. `later.js` reads the second module in the same way, once it is wanted. The wasm comes packed,
// since a web view is handed it in small pieces, and is compiled when it is whole: WebKit compiles a
// stream at half the speed.
const compile = (address) =>
  fetch(address)
    .then((packed) => new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))))
    .then((whole) => whole.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));
window.kaEarly = {
  compile,
  wasm: compile("/app_bg.wasm.gz"),
  start: window.__TAURI_INTERNALS__.invoke("start", {}),
};

// How wide the page is, in the person's size of text, for the styles: from at least (min) or at most (max) so
// many rem on. Before anything is drawn, and whenever the window or the size of text changes.
const WIDTHS = [["min", 60], ["min", 20], ["max", 40], ["max", 26], ["max", 18], ["max", 16]];
const fit = () => {
  const page = document.documentElement;
  const rem = parseFloat(getComputedStyle(page).fontSize) || 16;
  const width = (page.clientWidth || innerWidth) / rem;
  const fits = ([end, rems]) => (end === "min" ? width >= rems : width <= rems);
  const said = WIDTHS.filter(fits).map((one) => one.join("-")).join(" ");
  if (page.dataset.page !== said) page.dataset.page = said;
};
const keepFitting = () => {
  fit();
  new MutationObserver(fit).observe(document.documentElement, { attributes: true });
};
addEventListener("resize", fit);
addEventListener("load", fit);
if (document.documentElement) keepFitting();
else document.addEventListener("readystatechange", keepFitting, { once: true });
