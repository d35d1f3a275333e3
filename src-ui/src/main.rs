//! The UI of digital@KA: Leptos in the web view of the shell, over the typed commands of `ka_ipc`.
//!
//! - [`ipc`]: the bridge; the only file that knows Tauri.
//! - [`state`]: what more than one screen knows, and queries that ask again when they are stale.
//! - [`text`]: the texts of `locales/`, words for the contracts' names, dates and numbers.
//! - [`kit`]: components with KERN's markup.
//! - [`layout`]: the frame around every screen.
//! - `features`: the screens, a folder each. They do not know each other.
//!
//! # What tests may rely on
//!
//! `<html>` has `lang`, `data-kern-theme="light|dark"` and `style="font-size: …%"`. Each screen is one
//! `<main id="main" data-screen data-state>` with its heading `#heading`. `data-state` is one of
//! `loading`, `ready`, `empty`, `offline`, `failed`. These ids are stable:
//!
//! - frame: `skip-link`, `nav-home`, `nav-services`, `nav-parking`, `nav-settings`, `sync-status` (its
//!   parent has `data-sync="running|current|offline|failed|never"`), `back`; where a question was
//!   refused `ask-again`; where there is no content yet `sync-now`
//! - welcome (`data-step="language|role|district"` on `#welcome`): `welcome-lang-de`,
//!   `welcome-lang-en`, `welcome-role-citizen`, `welcome-role-commuter`, `welcome-role-visitor`,
//!   `welcome-district`, `welcome-next`, `welcome-skip`, `welcome-back`
//! - passphrase: `passphrase`, `passphrase-repeat`, `passphrase-show`, `passphrase-submit`,
//!   `passphrase-error`, `vault-retry`
//! - broken: `broken-retry`, `delete-open`, `delete-dialog`, `delete-agree`, `delete-confirm`,
//!   `delete-cancel`
//! - home: sections `home-services`, `home-parking`, `home-bicycles`, `home-offices`; links
//!   `home-all-services`, `home-all-parking`, `home-all-bicycles`, `home-all-offices`
//! - services: `by-situation`, `by-office`, `by-name`, `services-filter`, `services-count`,
//!   `situation-<slug>` (links), `letter-<letter>` (headings); items have `data-item="<id>"`
//! - service: `service-office` (link), `service-leika`; office: `office-services`
//! - parking: `tab-car-parks`, `tab-bicycles`, `parking-read-at`; items have `data-item="<id>"`, counts
//!   have `data-old="true|false"`
//! - bicycles: `bicycles-district`, `bicycles-count`
//! - settings: `lang-de`, `lang-en`, `appearance-system`, `appearance-light`, `appearance-dark`,
//!   `text-100`, `text-125`, `text-150`, `text-175`, `text-200`, `role-none`, `role-citizen`,
//!   `role-commuter`, `role-visitor`, `district`, `sync-now`, `to-sources`, `to-diagnostics`,
//!   `delete-open`, `delete-dialog`, `delete-agree`, `delete-confirm`, `delete-cancel`
//! - diagnostics: `diagnostics-text`, `diagnostics-copy`

mod app;
mod features;
mod ipc;
mod kit;
mod layout;
mod state;
mod text;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
