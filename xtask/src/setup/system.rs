//! System packages, by apt where there is one.
//!
//! Each is asked for by what it brings (a program, a library), not by its name, so that whatever
//! brought it already counts, and other systems can be told exactly what they lack.

use super::installer::Installer::{self, Homebrew, Pacman, Winget};
use crate::shell::{output, run as program, skip, step};
use anyhow::{Result, bail};

/// What a package brings.
#[derive(Clone, Copy)]
pub enum Brings {
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

    /// The name of the program or of the pkg-config module.
    pub fn name(self) -> &'static str {
        match self {
            Program(name) | Library(name) => name,
        }
    }
}

/// One of Debian's packages.
pub struct Package {
    name: &'static str,
    brings: &'static [Brings],
    purpose: &'static str,
    /// What others call it, who know packages by name alone.
    elsewhere: &'static [(Installer, &'static str)],
}

pub const fn package(
    name: &'static str,
    brings: &'static [Brings],
    purpose: &'static str,
) -> Package {
    Package {
        name,
        brings,
        purpose,
        elsewhere: &[],
    }
}

impl Package {
    /// With its names elsewhere.
    pub const fn called(self, elsewhere: &'static [(Installer, &'static str)]) -> Package {
        Package { elsewhere, ..self }
    }

    /// What `installer` calls it.
    pub fn name_for(&self, installer: Installer) -> Option<&'static str> {
        let mut names = self.elsewhere.iter();
        names
            .find(|(who, _)| *who == installer)
            .map(|(_, name)| *name)
    }

    /// What of it this system lacks.
    pub fn missing(&self) -> impl Iterator<Item = Brings> {
        self.brings
            .iter()
            .copied()
            .filter(|brings| !brings.is_there())
    }
}

/// On every system.
const EVERYWHERE: &[Package] = &[
    package("nodejs", &[Program("node")], "runs wasm-opt").called(&[
        (Pacman, "nodejs"),
        (Homebrew, "node"),
        (Winget, "OpenJS.NodeJS.LTS"),
    ]),
    package(
        "npm",
        &[Program("npm")],
        "fetches KERN, axe-core and wasm-opt",
    )
    .called(&[
        (Pacman, "npm"),
        (Homebrew, "node"),
        (Winget, "OpenJS.NodeJS.LTS"),
    ]),
];

/// Where the app's window is WebKitGTK's, and the tests need a desktop of their own.
const LINUX: &[Package] = &[
    package(
        "build-essential",
        &[Program("cc"), Program("c++"), Program("make")],
        "C compiler and linker, for SQLCipher and the cryptography",
    )
    .called(&[(Pacman, "base-devel")]),
    package(
        "pkg-config",
        &[Program("pkg-config")],
        "finds the libraries",
    )
    .called(&[(Pacman, "pkgconf")]),
    package(
        "libssl-dev",
        &[Library("libcrypto")],
        "libcrypto, the cipher of the store",
    )
    .called(&[(Pacman, "openssl")]),
    package(
        "libwebkit2gtk-4.1-dev",
        &[Library("webkit2gtk-4.1"), Library("javascriptcoregtk-4.1")],
        "the app's window",
    )
    .called(&[(Pacman, "webkit2gtk-4.1")]),
    package(
        "xvfb",
        &[Program("Xvfb")],
        "tests: a screen that nobody looks at",
    )
    .called(&[(Pacman, "xorg-server-xvfb")]),
    package(
        "webkit2gtk-driver",
        &[Program("WebKitWebDriver")],
        "tests: presses the app's buttons",
    ),
    package(
        "dbus-daemon",
        &[Program("dbus-run-session")],
        "tests: a session bus of their own",
    )
    .called(&[(Pacman, "dbus")]),
    package(
        "gnome-keyring",
        &[Program("gnome-keyring-daemon")],
        "tests: a real key store",
    )
    .called(&[(Pacman, "gnome-keyring")]),
];

/// Where the cryptography is built from its source. The C compiler is Rust's own wish there.
const WINDOWS: &[Package] = &[
    package("perl", &[Program("perl")], "configures OpenSSL")
        .called(&[(Winget, "StrawberryPerl.StrawberryPerl")]),
    package("nasm", &[Program("nasm")], "assembles the cryptography")
        .called(&[(Winget, "NASM.NASM")]),
];

pub fn run() -> Result<()> {
    let own: &[Package] = match std::env::consts::OS {
        "linux" => LINUX,
        "windows" => WINDOWS,
        _ => &[],
    };
    let missing: Vec<&Package> = EVERYWHERE
        .iter()
        .chain(own)
        .filter(|package| package.missing().next().is_some())
        .collect();
    if missing.is_empty() {
        skip("system packages");
        return Ok(());
    }
    if !on_the_path("apt-get") {
        bail!("{}", wanted(&missing, Installer::found()));
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

/// What to tell a person whose system has no apt: what is missing, what it is for, how to get it.
fn wanted(missing: &[&Package], installer: Option<Installer>) -> String {
    let mut text = String::from("this system has no apt-get, so please install yourself:\n");
    for package in missing {
        let brings: Vec<String> = package
            .missing()
            .map(|brings| match brings {
                Program(name) => format!("the program {name}"),
                Library(name) => format!("the development files of {name} (pkg-config)"),
            })
            .collect();
        text.push_str(&format!(
            "  {} ({})\n",
            brings.join(" and "),
            package.purpose
        ));
    }
    match installer {
        Some(installer) => {
            text.push_str("with:\n");
            text.push_str(&installer.advice(missing));
        }
        None => {
            let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
            text.push_str(&format!(
                "in this system's own way, which is not known here; on Debian it would be:\n  \
                 apt-get install {}",
                names.join(" ")
            ));
        }
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

pub fn on_the_path(name: &str) -> bool {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(&name).is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_its_purpose_and_how_to_get_it() {
        const ODD: Package = package(
            "odd-dev",
            &[
                Program("cargo"),
                Program("no-such-program"),
                Library("no-such-library"),
            ],
            "nothing",
        );
        let told = wanted(&[&ODD], Some(Installer::Dnf));
        let untold = wanted(&[&ODD], None);
        for text in [&told, &untold] {
            for part in ["no-such-program", "no-such-library", "nothing"] {
                assert!(text.contains(part), "{text}");
            }
            assert!(!text.contains("program cargo"), "{text}");
        }
        assert!(told.contains("sudo dnf install"), "{told}");
        assert!(untold.contains("apt-get install odd-dev"), "{untold}");
    }

    #[test]
    fn a_program_counts_wherever_on_the_path_it_lies() {
        assert!(on_the_path("cargo"));
        assert!(!on_the_path("no-such-program"));
    }
}
