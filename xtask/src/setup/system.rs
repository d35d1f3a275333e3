//! System packages, by apt where there is one.
//!
//! Each is asked for by what it brings (a program, a library), not by its name, so that whatever
//! brought it already counts, and other systems can be told exactly what they lack.

use crate::shell::{output, run as program, skip, step};
use anyhow::{Result, bail};

/// What a package brings.
#[derive(Clone, Copy)]
enum Brings {
    /// A program on the path.
    Program(&'static str),
    /// A library with headers, as pkg-config knows it.
    Library(&'static str),
}
use Brings::{Library, Program};

impl Brings {
    fn is_there(self) -> bool {
        match self {
            Program(name) => on_the_path(name),
            Library(name) => output("pkg-config", &["--exists", name]).is_some(),
        }
    }
}

/// One of Debian's packages.
struct Package {
    name: &'static str,
    brings: &'static [Brings],
    purpose: &'static str,
}

const fn package(name: &'static str, brings: &'static [Brings], purpose: &'static str) -> Package {
    Package {
        name,
        brings,
        purpose,
    }
}

/// On every system.
const EVERYWHERE: &[Package] = &[
    package("nodejs", &[Program("node")], "runs wasm-opt"),
    package(
        "npm",
        &[Program("npm")],
        "fetches KERN, axe-core and wasm-opt",
    ),
];

/// Where the app's window is WebKitGTK's, and the tests need a desktop of their own.
const LINUX: &[Package] = &[
    package(
        "build-essential",
        &[Program("cc"), Program("c++"), Program("make")],
        "C compiler and linker, for SQLCipher and the cryptography",
    ),
    package(
        "pkg-config",
        &[Program("pkg-config")],
        "finds the libraries",
    ),
    package(
        "libssl-dev",
        &[Library("libcrypto")],
        "libcrypto, the cipher of the store",
    ),
    package(
        "libwebkit2gtk-4.1-dev",
        &[Library("webkit2gtk-4.1"), Library("javascriptcoregtk-4.1")],
        "the app's window",
    ),
    package(
        "xvfb",
        &[Program("Xvfb")],
        "tests: a screen that nobody looks at",
    ),
    package(
        "webkit2gtk-driver",
        &[Program("WebKitWebDriver")],
        "tests: presses the app's buttons",
    ),
    package(
        "dbus-daemon",
        &[Program("dbus-run-session")],
        "tests: a session bus of their own",
    ),
    package(
        "gnome-keyring",
        &[Program("gnome-keyring-daemon")],
        "tests: a real key store",
    ),
];

pub fn run() -> Result<()> {
    let linux: &[Package] = if cfg!(target_os = "linux") {
        LINUX
    } else {
        &[]
    };
    let missing: Vec<&Package> = EVERYWHERE
        .iter()
        .chain(linux)
        .filter(|package| !package.brings.iter().all(|brings| brings.is_there()))
        .collect();
    if missing.is_empty() {
        skip("system packages");
        return Ok(());
    }
    if !on_the_path("apt-get") {
        bail!("{}", wanted(&missing));
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    step("list of system packages", || {
        as_root(&["apt-get", "update", "--quiet"])
    })?;
    step(&format!("system packages: {}", names.join(" ")), || {
        let mut install = vec![
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "install",
            "--yes",
            "--quiet",
            "--no-install-recommends",
        ];
        install.extend(&names);
        as_root(&install)
    })
}

/// What to tell a person whose system has no apt.
fn wanted(missing: &[&Package]) -> String {
    let mut text = String::from(
        "this system has no apt-get. Please install with its own package manager, which can look \
         packages up by the program or the pkg-config module that they bring:\n",
    );
    for package in missing {
        let brings: Vec<String> = package
            .brings
            .iter()
            .filter(|brings| !brings.is_there())
            .map(|brings| match brings {
                Program(name) => format!("the program {name}"),
                Library(name) => format!("the development files of {name} (pkg-config)"),
            })
            .collect();
        text.push_str(&format!(
            "  {} ({}; Debian calls the package {})\n",
            brings.join(" and "),
            package.purpose,
            package.name
        ));
    }
    text
}

/// Runs a command as root: as it is where we are root, with sudo elsewhere.
fn as_root(words: &[&str]) -> Result<()> {
    let is_root = output("id", &["-u"]).is_some_and(|id| id == "0");
    match words {
        [first, rest @ ..] if is_root => program(first, rest),
        _ if on_the_path("sudo") => program("sudo", words),
        _ => bail!("please run as root: {}", words.join(" ")),
    }
}

fn on_the_path(name: &str) -> bool {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(&name).is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_its_purpose() {
        const ODD: Package = package(
            "odd-dev",
            &[
                Program("cargo"),
                Program("no-such-program"),
                Library("no-such-library"),
            ],
            "nothing",
        );
        let text = wanted(&[&ODD]);
        for part in ["no-such-program", "no-such-library", "nothing", "odd-dev"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("program cargo"), "{text}");
    }

    #[test]
    fn a_program_counts_wherever_on_the_path_it_lies() {
        assert!(on_the_path("cargo"));
        assert!(!on_the_path("no-such-program"));
    }
}
