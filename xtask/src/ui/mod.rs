//! The UI: compiled to wasm, given its JavaScript, made small, and laid out in `src-ui/dist` as the
//! shell embeds it.
//!
//! The shell is compiled anew when a file in `dist` is touched, so nothing is written that is there
//! already; and nothing at all is done while neither what goes in nor what came out has changed.

mod css;

use crate::setup::{WASM, npm_package};
use crate::shell::{output, root, run as program, skip, step, target_directory};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What the UI is made of.
const INPUTS: &[&str] = &[
    "src-ui",
    "locales",
    "crates/ipc",
    "crates/domain",
    "xtask/bundle",
    "xtask/npm",
    "Cargo.lock",
    "Cargo.toml",
    ".cargo",
];

/// What rustc's wasm may use; WebKitGTK 2.40 and the web views of phones know all of it.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The modules of the UI: what the page starts with, and what is read once its first picture is there.
const MODULES: &[&str] = &["app_bg", "split_screens"];

/// Files by their path below `dist`.
type Files = BTreeMap<PathBuf, Vec<u8>>;

pub fn run() -> Result<()> {
    let dist = root().join("src-ui/dist");
    let stamp = root().join(".tools/ui.stamp");
    let inputs = inputs()?;
    if fs::read_to_string(&stamp).is_ok_and(|text| text == line(inputs, &dist)) {
        skip("UI");
        return Ok(());
    }
    let wasm = step("UI: wasm", compile)?;
    let bundle = root().join(".tools/ui");
    step("UI: JavaScript", || {
        let (from, to) = (wasm.to_string_lossy(), bundle.to_string_lossy());
        program(
            "cargo",
            &[
                "run",
                "--quiet",
                "--locked",
                "--package",
                "ka-bundle",
                "--",
                &from,
                &to,
            ],
        )
    })?;
    step("UI: wasm-opt", || optimise(&bundle))?;
    let files = lay_out(&bundle)?;
    write(&dist, &files)?;
    fs::write(stamp, line(inputs, &dist))?;
    Ok(())
}

fn compile() -> Result<PathBuf> {
    program(
        "cargo",
        &[
            "rustc",
            "--locked",
            "--package",
            "ka-ui",
            "--target",
            WASM,
            "--profile",
            "ui",
            "--",
            // By these the bundler knows which function needs which, and takes the modules apart.
            "-Clink-args=--emit-relocs",
        ],
    )?;
    Ok(target_directory()?.join(WASM).join("ui/ka-ui.wasm"))
}

fn optimise(bundle: &Path) -> Result<()> {
    let wasm_opt = npm_package("binaryen")?.join("bin/wasm-opt");
    let wasm_opt = wasm_opt.to_string_lossy();
    for module in MODULES {
        let files = ["wasm", "small.wasm", "wasm.gz"]
            .map(|ending| bundle.join(format!("{module}.{ending}")))
            .map(|path| path.to_string_lossy().into_owned());
        let [from, small, packed] = &files;
        // The compiler has looked for what is small; what can be faster at the same size is left to here.
        let words = [&wasm_opt, "-O3", from, "-o", small];
        program("node", &[&words, FEATURES].concat())?;
        // A web view hands over what is inside the app in pieces of 8 KiB: a third of them is sooner there.
        program("node", &["-e", PACK, small, packed])?;
    }
    Ok(())
}

/// Packs one file into another. The same bytes give the same bytes.
const PACK: &str = "const { gzipSync } = require('node:zlib'); \
                    const { readFileSync, writeFileSync } = require('node:fs'); \
                    const [from, to] = process.argv.slice(1); \
                    writeFileSync(to, gzipSync(readFileSync(from), { level: 9 }));";

/// Every file of `dist`.
fn lay_out(bundle: &Path) -> Result<Files> {
    let ui = root().join("src-ui");
    let kern = npm_package("@kern-ux/native")?.join("dist");
    let mut files = Files::new();
    let mut take = |name: &str, from: PathBuf| -> Result<()> {
        let bytes = fs::read(&from).with_context(|| from.display().to_string())?;
        files.insert(PathBuf::from(name), bytes);
        Ok(())
    };
    take("index.html", ui.join("index.html"))?;
    take("boot.js", ui.join("boot.js"))?;
    take("app.js", bundle.join("app.js"))?;
    take("later.js", bundle.join("later.js"))?;
    for module in MODULES {
        let packed = format!("{module}.wasm.gz");
        take(&packed, bundle.join(&packed))?;
    }
    // wasm-bindgen lays the snippets of JavaScript that crates bring beside `app.js`.
    for (name, path) in [
        ("snippets", bundle.join("snippets")),
        ("", ui.join("public")),
    ] {
        for (below, bytes) in read(&path, &|_| true)? {
            files.insert(Path::new(name).join(below), bytes);
        }
    }
    let sheet = fs::read_to_string(kern.join("kern.min.css")).context("KERN's style sheet")?;
    let used = css::used(&sheet, &source(&ui)?);
    files.insert(PathBuf::from("kern.css"), used.into_bytes());
    files.extend(fonts(&kern.join("fonts"))?);
    let styles = read(&ui.join("styles"), &|path| {
        path.extension().is_some_and(|extension| extension == "css")
    })?;
    ensure!(!styles.is_empty(), "there is nothing in src-ui/styles");
    // By name, each after the other: that is their order of precedence.
    files.insert(
        PathBuf::from("app.css"),
        styles.into_values().collect::<Vec<_>>().join(&b'\n'),
    );
    Ok(files)
}

/// Everything in which the UI can name a class.
fn source(ui: &Path) -> Result<String> {
    let mut text = fs::read_to_string(ui.join("index.html"))?;
    for bytes in read(&ui.join("src"), &|_| true)?.into_values() {
        text.push_str(&String::from_utf8(bytes)?);
    }
    Ok(text)
}

/// The style sheets of the fonts, and the fonts that they name in the form that every web view here
/// reads. The package has three times as many.
fn fonts(folder: &Path) -> Result<Files> {
    let sheets = read(folder, &|path| {
        path.extension().is_some_and(|extension| extension == "css")
    })?;
    let text: String = sheets
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes))
        .collect();
    let fonts = read(folder, &|path| {
        path.extension()
            .is_some_and(|extension| extension == "woff2")
            && path
                .file_name()
                .is_some_and(|name| text.contains(&*name.to_string_lossy()))
    })?;
    ensure!(!fonts.is_empty(), "KERN's fonts are not where they were");
    Ok(sheets
        .into_iter()
        .chain(fonts)
        .map(|(path, bytes)| (Path::new("fonts").join(path), bytes))
        .collect())
}

/// Makes `dist` hold `files` and nothing else, and touches nothing that is so already.
fn write(dist: &Path, files: &Files) -> Result<()> {
    let there = read(dist, &|_| true)?;
    for gone in there.keys().filter(|path| !files.contains_key(*path)) {
        fs::remove_file(dist.join(gone))?;
    }
    for (path, bytes) in files {
        if there.get(path) != Some(bytes) {
            let path = dist.join(path);
            fs::create_dir_all(path.parent().unwrap_or(dist))?;
            fs::write(&path, bytes)?;
        }
    }
    Ok(())
}

/// The files below `folder` that are wanted; none if it is not there.
fn read(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop().filter(|next| next.is_dir()) {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if wanted(&path) {
                files.insert(path.strip_prefix(folder)?.to_path_buf(), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

/// A fingerprint of everything that goes in, the recipe and the compiler among it.
fn inputs() -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    include_str!("mod.rs").hash(&mut hasher);
    include_str!("css.rs").hash(&mut hasher);
    output("rustc", &["--version"]).hash(&mut hasher);
    let dist = root().join("src-ui/dist");
    for input in INPUTS {
        let path = root().join(input);
        if path.is_dir() {
            read(&path, &|path| !path.starts_with(&dist))?.hash(&mut hasher);
        } else {
            fs::read(&path)
                .with_context(|| path.display().to_string())?
                .hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// What went in and what came of it.
fn line(inputs: u64, dist: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    read(dist, &|_| true).unwrap_or_default().hash(&mut hasher);
    format!("{inputs:x} {:x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter()
            .map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn what_has_not_changed_is_not_touched_and_what_is_left_over_goes() {
        let dist = tempfile::tempdir().unwrap();
        write(
            dist.path(),
            &files(&[("a", "1"), ("b/c", "2"), ("old", "3")]),
        )
        .unwrap();
        let when = |name: &str| {
            fs::metadata(dist.path().join(name))
                .unwrap()
                .modified()
                .unwrap()
        };
        let before = when("a");

        write(dist.path(), &files(&[("a", "1"), ("b/c", "changed")])).unwrap();

        assert_eq!(when("a"), before);
        assert_eq!(
            read(dist.path(), &|_| true).unwrap(),
            files(&[("a", "1"), ("b/c", "changed")])
        );
    }

    #[test]
    fn a_changed_result_is_noticed() {
        let dist = tempfile::tempdir().unwrap();
        write(dist.path(), &files(&[("a", "1")])).unwrap();
        let before = line(7, dist.path());
        assert_eq!(line(7, dist.path()), before);
        assert_ne!(line(8, dist.path()), before);
        fs::write(dist.path().join("a"), "2").unwrap();
        assert_ne!(line(7, dist.path()), before);
    }

    #[test]
    fn only_fonts_that_a_style_sheet_names_are_taken() {
        let folder = tempfile::tempdir().unwrap();
        let css = "src: url('./f/A.woff2')";
        let there = [
            ("f.css", css),
            ("f/A.woff2", ""),
            ("f/B.woff2", ""),
            ("f/A.woff", ""),
        ];
        write(folder.path(), &files(&there)).unwrap();
        let taken: Vec<_> = fonts(folder.path()).unwrap().into_keys().collect();
        assert_eq!(
            taken,
            [Path::new("fonts/f/A.woff2"), Path::new("fonts/f.css")]
        );
    }
}
