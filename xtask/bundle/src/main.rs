//! `ka-bundle <in.wasm> <out folder>`: the JavaScript beside the wasm, as wasm-bindgen's command line
//! would write it. Linked in from the lock file, so that it can never be another version than the UI's.

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = words.as_slice() else {
        bail!("ka-bundle <in.wasm> <out folder>");
    };
    Bindgen::new()
        .input_path(input)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(false)
        .out_name("app")
        .generate(output)
}
