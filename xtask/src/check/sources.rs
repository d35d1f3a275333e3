//! Rules of the house that the compiler does not know:
//!
//! - features of the UI do not import each other,
//! - `core` names nothing of the UI or the shell,
//! - within `core`, only `net.rs` opens sockets.
//!
//! They are read off the text, comments left out: a rule that can be kept by looking at the names is
//! worth more than a parser.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// What `core` may not name.
const OF_THE_UI: &[&str] = &[
    "tauri::",
    "leptos::",
    "web_sys::",
    "wasm_bindgen::",
    "ka_ipc::",
    "ka_ui::",
];

/// What opens a socket.
const SOCKETS: &[&str] = &[
    "reqwest::",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "hyper::",
];

/// What was found, as "file: what".
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let features = root.join("src-ui/src/features");
    let names = names(&features)?;
    for path in rust_files(&features)? {
        let text = code(&fs::read_to_string(&path)?);
        let below = path.strip_prefix(&features)?;
        for other in imports_of_features(&text, below, &names) {
            found.push(format!("{}: imports the feature {other}", path.display()));
        }
    }
    let core = root.join("crates/core/src");
    for path in rust_files(&core)? {
        let below = path.strip_prefix(&core)?;
        let text = code(&fs::read_to_string(&path)?);
        for name in named(&text, OF_THE_UI) {
            found.push(format!("{}: core names {name}", path.display()));
        }
        if !may_open_sockets(below) {
            for name in named(without_tests(&text), SOCKETS) {
                found.push(format!("{}: {name} belongs into net.rs", path.display()));
            }
        }
    }
    Ok(found)
}

/// `net.rs`, what lies below it, and tests, which play the other side.
fn may_open_sockets(below: &Path) -> bool {
    below == Path::new("net.rs")
        || below.starts_with("net")
        || below
            .iter()
            .any(|part| part == "tests" || part == "tests.rs")
}

fn named<'a>(text: &str, names: &[&'a str]) -> Vec<&'a str> {
    names
        .iter()
        .filter(|name| {
            text.match_indices(*name).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            })
        })
        .copied()
        .collect()
}

/// The features other than its own that the file at `below` (the folder of features) names.
fn imports_of_features(text: &str, below: &Path, features: &[String]) -> Vec<String> {
    let own = below
        .iter()
        .next()
        .map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned());
    let Some(own) = own.filter(|own| own != "mod") else {
        return Vec::new();
    };
    // How many times `super` leads from this file to the folder of features.
    let is_root = below.file_name().is_some_and(|name| name == "mod.rs");
    let up = below.iter().count() - usize::from(is_root);
    let mut places: Vec<usize> = ends_of(text, "features::");
    places.extend(ends_of(text, &"super::".repeat(up)));
    let mut found: Vec<String> = places
        .into_iter()
        .flat_map(|at| first_names(&text[at..]))
        .filter(|name| *name != own && features.contains(name))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn ends_of(text: &str, pattern: &str) -> Vec<usize> {
    text.match_indices(pattern)
        .map(|(at, _)| at + pattern.len())
        .collect()
}

/// The first name of a path, or of each path between braces.
fn first_names(text: &str) -> Vec<String> {
    let Some(list) = text.strip_prefix('{') else {
        return vec![name(text)];
    };
    let mut depth = 0;
    let mut names = vec![name(list)];
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&list[at + 1..])),
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The features there are: a file or folder each.
fn names(features: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(features).with_context(|| features.display().to_string())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.push(name.trim_end_matches(".rs").to_owned());
    }
    names.retain(|name| name != "mod");
    Ok(names)
}

/// The text without its comments.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| {
            let code = line.split_once(" //").map_or(line, |(code, _)| code);
            if line.trim_start().starts_with("//") {
                ""
            } else {
                code
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The text up to the tests at its end.
fn without_tests(text: &str) -> &str {
    text.split_once("#[cfg(test)]")
        .map_or(text, |(code, _)| code)
}

/// Every Rust file below `folder`.
pub fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| next.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(files: &[(&str, &str)]) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        let quiet = [
            ("src-ui/src/features/home/mod.rs", ""),
            ("src-ui/src/features/parking/mod.rs", ""),
            ("crates/core/src/lib.rs", ""),
        ];
        for (path, text) in quiet.iter().chain(files) {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let found = check(root.path()).unwrap();
        let prefix = format!("{}/", root.path().display());
        found.iter().map(|text| text.replace(&prefix, "")).collect()
    }

    #[test]
    fn a_quiet_house_has_nothing_to_say() {
        let none: [&str; 0] = [];
        assert_eq!(house(&[]), none);
    }

    #[test]
    fn a_feature_that_imports_another_is_found_however_it_writes_it() {
        for text in [
            "use crate::features::parking::Card;",
            "use crate::features::{home::List, parking};",
            "use super::parking::Card;",
        ] {
            assert_eq!(
                house(&[("src-ui/src/features/home/mod.rs", text)]),
                ["src-ui/src/features/home/mod.rs: imports the feature parking"],
                "{text}"
            );
        }
        let deeper = (
            "src-ui/src/features/home/list.rs",
            "use super::super::parking;",
        );
        assert_eq!(house(&[deeper]).len(), 1);
    }

    #[test]
    fn a_feature_may_import_itself_and_have_parts_named_as_others_are() {
        let none: [&str; 0] = [];
        let own = (
            "src-ui/src/features/home/mod.rs",
            "use crate::features::home::list;",
        );
        let part = (
            "src-ui/src/features/home/list.rs",
            "use super::parking::Row;",
        );
        let table = (
            "src-ui/src/features/mod.rs",
            "pub use self::{home, parking};",
        );
        assert_eq!(house(&[own, part, table]), none);
    }

    #[test]
    fn core_that_names_the_ui_is_found() {
        let file = (
            "crates/core/src/store.rs",
            "use tauri::Window;\n// leptos:: in words\n",
        );
        assert_eq!(
            house(&[file]),
            ["crates/core/src/store.rs: core names tauri::"]
        );
    }

    #[test]
    fn a_socket_outside_of_net_is_found() {
        let text = "fn get() { reqwest::get(url) }\n#[cfg(test)]\nmod tests { use std::net::TcpListener; }";
        let net = ("crates/core/src/net.rs", text);
        let feed = ("crates/core/src/feed/mod.rs", text);
        assert_eq!(
            house(&[net, feed]),
            ["crates/core/src/feed/mod.rs: reqwest:: belongs into net.rs"]
        );
    }
}
