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
