//! `ka-bundle <in.wasm> <out folder>`: what a web view loads of the wasm that cargo made. Both tools are
//! linked in from the lock file, so that they can never be of other versions than the UI's crates.
//!
//! First the wasm is taken apart: what is reached only through a function that is marked as
//! `wasm_split(screens)` becomes `split_screens.wasm`. Both modules have one memory and one table of
//! functions. `later.js` instantiates the second when the first asks for it. Then wasm-bindgen makes
//! `app.js` and `app_bg.wasm` of the first, which keeps all that the page is called by.

use anyhow::{Context, Result, anyhow, bail, ensure};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

/// The module that is loaded later, by the name that `wasm_split` gives to its file.
const LATER: &str = "split_screens";
/// What instantiates it. `app.js` imports it.
const LOADER: &str = "later.js";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = words.as_slice() else {
        bail!("ka-bundle <in.wasm> <out folder>");
    };
    let (whole, folder) = (fs::read(input)?, Path::new(output));
    fs::create_dir_all(folder)?;
    let first = folder.join("first.wasm");
    take_apart(&whole, folder, &first).context("taking the wasm apart")?;
    Bindgen::new()
        .input_path(&first)
        .web(true)?
        .typescript(false)
        // Its table of functions, which is the second module's as well.
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(false)
        .out_name("app")
        .generate(folder)
}

/// Writes the first module to `first`, and the second with its loader into `folder`.
fn take_apart(whole: &[u8], folder: &Path, first: &Path) -> Result<()> {
    let link = format!("./{LOADER}");
    let mut options = Options::new(whole);
    options.output_dir = folder;
    options.main_out_path = first;
    options.link_name = &link;
    options.main_module = "./app.js";
    let made = transform(options).map_err(|report| anyhow!("{report:?}"))?;
    let names: Vec<_> = made
        .split_modules
        .iter()
        .filter_map(|path| path.file_stem())
        .collect();
    ensure!(names == [LATER], "the second module is {names:?}");
    let loader = folder.join(LOADER);
    let script = loads_packed(&fs::read_to_string(&loader)?)?;
    Ok(fs::write(loader, script)?)
}

/// The loader, as it reads a module that is packed: with what `early.js` reads the first one with.
fn loads_packed(script: &str) -> Result<String> {
    let mut script = script.to_owned();
    for (theirs, ours) in [
        (
            format!("fetch(new URL(\"./{LATER}.wasm\", import.meta.url))"),
            format!("window.kaEarly.compile(\"/{LATER}.wasm.gz\")"),
        ),
        (
            "WebAssembly.instantiateStreaming(src, imports)".to_owned(),
            "WebAssembly.instantiate(await src, imports)".to_owned(),
        ),
    ] {
        ensure!(
            script.matches(&theirs).count() == 1,
            "the loader has not once {theirs:?}"
        );
        script = script.replace(&theirs, &ours);
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_reads_what_is_packed() {
        let theirs = "const src = fetch(new URL(\"./split_screens.wasm\", import.meta.url));\n\
                      return async (imports) => (WebAssembly.instantiateStreaming(src, imports));";
        let ours = "const src = window.kaEarly.compile(\"/split_screens.wasm.gz\");\n\
                    return async (imports) => (WebAssembly.instantiate(await src, imports));";
        assert_eq!(loads_packed(theirs).unwrap(), ours);
    }

    #[test]
    fn a_loader_of_another_make_is_refused() {
        assert!(loads_packed("import(\"./split_screens.wasm\")").is_err());
    }
}
