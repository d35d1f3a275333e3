//! How software gets onto a system that is not Debian's: which package manager there is, and the
//! command of it that brings what is missing.
//!
//! dnf, zypper and apk know packages by what they bring, so they are asked in those words and no name
//! can be out of date. The others are asked by name.

use super::system::{Brings, Package, on_the_path};

/// A package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installer {
    Dnf,
    Zypper,
    Apk,
    Pacman,
    Homebrew,
    Winget,
}
use Installer::{Apk, Dnf, Homebrew, Pacman, Winget, Zypper};

impl Installer {
    const ALL: [Installer; 6] = [Dnf, Zypper, Apk, Pacman, Homebrew, Winget];

    /// The one of this system, if it is known here.
    pub fn found() -> Option<Installer> {
        Self::ALL
            .into_iter()
            .find(|installer| on_the_path(installer.program()))
    }

    fn program(self) -> &'static str {
        match self {
            Dnf => "dnf",
            Zypper => "zypper",
            Apk => "apk",
            Pacman => "pacman",
            Homebrew => "brew",
            Winget => "winget",
        }
    }

    /// The line to type for what is `missing`, and what to do where a package has no name here.
    pub fn advice(self, missing: &[&Package]) -> String {
        let (mut names, mut unnamed) = (Vec::new(), Vec::new());
        for package in missing {
            for brings in package.missing() {
                match self.name(package, brings) {
                    Some(name) if names.contains(&name) => {}
                    Some(name) => names.push(name),
                    None => unnamed.push(brings.name()),
                }
            }
        }
        let mut lines = Vec::new();
        if !names.is_empty() {
            lines.push(format!("  {} {}", self.command(), names.join(" ")));
        }
        for name in unnamed {
            lines.push(format!("  {name}: {}", self.search(name)));
        }
        lines.join("\n")
    }

    fn command(self) -> &'static str {
        match self {
            Dnf => "sudo dnf install",
            Zypper => "sudo zypper install",
            Apk => "sudo apk add",
            Pacman => "sudo pacman -S --needed",
            Homebrew => "brew install",
            Winget => "winget install",
        }
    }

    fn search(self, name: &str) -> String {
        match self {
            Dnf => format!("dnf provides '*/{name}'"),
            Zypper => format!("zypper search --provides {name}"),
            Apk => format!("apk search {name}"),
            Pacman => format!("sudo pacman -Fy && pacman -F {name}"),
            Homebrew => format!("brew search {name}"),
            Winget => format!("winget search {name}"),
        }
    }

    /// What this package manager calls what brings something.
    fn name(self, package: &Package, brings: Brings) -> Option<String> {
        match (self, brings) {
            (Dnf | Zypper, Brings::Program(name)) => Some(format!("/usr/bin/{name}")),
            (Dnf | Zypper, Brings::Library(name)) => Some(format!("'pkgconfig({name})'")),
            (Apk, Brings::Program(name)) => Some(format!("cmd:{name}")),
            (Apk, Brings::Library(name)) => Some(format!("pc:{name}")),
            (Pacman | Homebrew | Winget, _) => package.name_for(self).map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::system::package;
    use Brings::{Library, Program};

    fn odd() -> Package {
        package(
            "odd-dev",
            &[
                Program("cargo"),
                Program("no-such-program"),
                Library("no-such-library"),
            ],
            "nothing",
        )
    }

    #[test]
    fn who_knows_packages_by_what_they_bring_is_asked_for_just_what_is_missing() {
        let advice = Dnf.advice(&[&odd()]);
        assert_eq!(
            advice,
            "  sudo dnf install /usr/bin/no-such-program 'pkgconfig(no-such-library)'"
        );
        let advice = Apk.advice(&[&odd()]);
        assert_eq!(
            advice,
            "  sudo apk add cmd:no-such-program pc:no-such-library"
        );
    }

    #[test]
    fn who_knows_names_is_asked_once_for_each() {
        let odd = odd().called(&[(Pacman, "odd"), (Homebrew, "odd@2")]);
        assert_eq!(Pacman.advice(&[&odd]), "  sudo pacman -S --needed odd");
        assert_eq!(Homebrew.advice(&[&odd]), "  brew install odd@2");
    }

    #[test]
    fn where_the_name_is_not_known_the_way_to_find_it_is() {
        let advice = Pacman.advice(&[&odd()]);
        assert!(advice.contains("pacman -F no-such-program"), "{advice}");
        assert!(!advice.contains("-S"), "{advice}");
    }
}
