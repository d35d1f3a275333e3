//! The UI of digital@KA: Leptos in the web view of the shell, over the typed commands of `ka_ipc`.
//!
//! - [`ipc`]: the bridge; the only file that knows Tauri.
//! - [`state`]: what more than one screen knows, and queries that ask again when they are stale.
//! - [`text`]: the texts of `locales/`, words for the contracts' names, dates and numbers.
//! - [`kit`]: components with KERN's markup.
//! - [`layout`]: the frame around every screen.
//! - [`later`]: the second module, with all screens but Home.
//! - `features`: the screens, a folder each. They do not know each other.
//!
//! # What tests may rely on
//!
//! `<html>` has `lang`, `data-kern-theme="light|dark"` and `style="font-size: …%"`. Each screen is one
//! `<main id="main" data-screen data-state>` with its heading `#heading`. `data-state` is one of
//! `loading`, `ready`, `empty`, `offline`, `failed`. Until the module of [`later`] is there, a screen of it is
//! a `<main>` with `data-state="loading"` and nothing else; if it cannot be read, `data-screen` is `later`.
//! These ids are stable:
//!
//! - frame: `skip-link`, `nav-search`, `nav-home`, `nav-services`, `nav-reports`, `nav-council`,
//!   `nav-parking`, `nav-settings`, `news-count` (in `nav-council`, where there are news),
//!   `reports-count` (in `nav-reports`, where something needs the owner), `sync-status` (its parent has
//!   `data-sync="running|current|offline|failed|never"`), `back`; where a question was refused
//!   `ask-again`; where there is no content yet `sync-now`
//! - welcome (`data-step="language|role|district"` on `#welcome`): `welcome-lang-de`,
//!   `welcome-lang-en`, `welcome-role-citizen`, `welcome-role-commuter`, `welcome-role-visitor`,
//!   `welcome-district`, `welcome-next`, `welcome-skip`, `welcome-back`
//! - passphrase: `passphrase`, `passphrase-repeat`, `passphrase-show`, `passphrase-submit`,
//!   `passphrase-error`, `vault-retry`
//! - broken: `broken-retry`, `delete-open`, `delete-dialog`, `delete-agree`, `delete-confirm`,
//!   `delete-cancel`
//! - home: `home-report` (link), and where there are any `home-need-you`, `home-under-way`, `home-drafts`
//!   (links) and `home-answers`, whose links have `data-item="<id>"`; sections `home-news` (where there are news), `home-services`, `home-meetings`,
//!   `home-parking`, `home-district` (where it is known), `home-bicycles`, `home-offices`; links
//!   `home-all-news`, `home-all-services`, `home-all-meetings`, `home-all-parking`, `to-district`,
//!   `home-all-bicycles`, `home-all-offices`; news are `li[data-item="<id>"]` with a button
//!   `[data-act="read"]`, and the button `home-read-all`
//! - search (`/search?q=&kind=<collection>&district=&year=`): `search` (the field), `search-kind` (with
//!   collections as keys), `search-district`, `search-year`, `search-count` (live region),
//!   `search-results` with `data-words="<what they answer>"`; in it `section[data-kind="<collection>"]`
//!   (the app's own screens: `own`) with links `a[data-stop]`, which have `data-item="<id>"` and the id
//!   `hit-<collection>-<id>` (`own-…`), marked with `<mark>`, and `search-all-<collection>`; where
//!   nothing was found `search-nothing`, `search-nearest` (buttons), `search-widen`; before anything is
//!   typed `search-recent` (buttons), `search-forget`
//! - services: `by-situation`, `by-office`, `by-name`, `services-filter`, `services-count`,
//!   `situation-<slug>` (links), `letter-<letter>` (headings); items have `data-item="<id>"`
//! - service: `service-office` (link), `service-leika`; office: `office-services`
//! - parking: `tab-car-parks`, `tab-bicycles`, `parking-read-at`, `parking-found` (to which the
//!   search led); items have `data-item="<id>"`, counts have `data-old="true|false"`
//! - bicycles: `bicycles-district`, `bicycles-count`, `bicycles-found`
//! - council (`/council?by=next|past|committees`): tabs `council-next`, `council-past`,
//!   `council-committees`; `to-following`; on the next meetings `calendar-export`, `calendar-said`
//!   (live region), headings `day-<yyyy-mm-dd>`, `council-amount`; on the past ones `to-<year>`
//!   (buttons), headings `month-<yyyy-mm>` and `undated`; on the committees `committees-ended`.
//!   Meetings and committees have `data-item="<id>"`, meetings that were called off `data-cancelled`
//! - meeting: `meeting-cancelled`, `calendar-export`, `calendar-said`, sections `meeting-agenda`,
//!   `meeting-files`; links to papers and files have `data-item="<id>"`
//! - paper: `follow`, `paper-reference`, sections `paper-way`, `paper-files`, `paper-above`,
//!   `paper-below`; stations are `#paper-way li` with `data-when="past|to-come|undated"` and
//!   `data-authoritative`, results have `data-outcome="agreed|refused|other"`, files and links to
//!   meetings and papers `data-item="<id>"`
//! - the word before a file is opened: `leave-dialog`, `leave-where`, `leave-size`, `leave-open`,
//!   `leave-stay`
//! - committee: `follow`, `committee-ended`, sections `committee-next` (with `calendar-export`,
//!   `calendar-said`), `committee-papers`, `committee-past` (headings `year-<yyyy>`, `undated`)
//! - the button that follows: `follow` (its parent has `data-followed="true|false"` once that is
//!   known), `follow-to-list`, `follow-said` (live region)
//! - district: `follow`, `district-postcodes`, sections `district-meetings` (with `calendar-export`,
//!   `calendar-said`), `district-offices`, `district-parking`, `district-papers`; links
//!   `district-council`, `district-all-offices`, `district-bicycles`, `district-car-parks`;
//!   `district-papers-count`
//! - following: `follow-private`, sections `following-news`, `following-list`, `following-word`;
//!   `news-unread`, `mark-all-read`; news are `li[data-item="<id>"][data-read="true|false"]` with a
//!   button `[data-act="read"]`; what is followed are `li[data-item="<id or word>"]` with
//!   `data-what="district|committee|paper|word"`, a switch `[data-act="notify"]` and a button
//!   `[data-act="stop"]`, in groups `[data-group=…]`; `following-said` (live region); `follow-word`,
//!   `follow-word-add`, `follow-word-said`; where nothing is followed `follow-my-district`,
//!   `follow-council`
//! - my reports: `my-reports-new`, `to-outbox` (in it `outbox-need-you`, where something needs the owner),
//!   `to-around`; sections `my-drafts` (links `draft-<id>`, buttons `draft-<id>-discard`) and `my-sent` (links
//!   `my-report-<id>`), where there are any; articles have `data-item="<id>"`, reports `data-unread` and
//!   `data-delivery="queued|sending|accepted|rejected|needs_you|withdrawing"`; a light has
//!   `data-progress="received|open|closed|refused"`; `discard-dialog`, `discard-keep`, `discard-confirm`
//! - my report: `my-report-standing`, `my-report-outbox` (where the city does not have it), `reopen` (where the
//!   city is done with it), sections `my-report-way` (`my-report-steps`) and `my-report-sent`,
//!   `my-report-receipt`, `my-report-city-id`, links `[data-linked="reopens|reopened-by"]`, buttons `photo-<id>`;
//!   `photo-dialog`, `photo-large`, `photo-close`
//! - outbox: `outbox-said` (live region), articles with `data-item="<id>"` and `data-delivery`, in them
//!   `outbox-<id>-retry`, `outbox-<id>-edit`, `outbox-<id>-withdraw`, `[data-receipt]`, `[data-photos-sent]`;
//!   `withdraw-dialog`, `withdraw-keep`, `withdraw-confirm`; where it is empty `outbox-report`
//! - around (`/around?district=&category=&open=true`): `around-district`, `around-category`, `around-open`,
//!   `around-count` (live region), `around-list`, links `around-<id>`, buttons `support-<id>` (their parents have
//!   `data-supported`); where nothing fits `around-widen`; around-report: `support-<id>`, section
//!   `around-answer`
//! - report (`/report?category=`, `/report/<draft>?step=<step>`; `data-step` on `main` is
//!   `start|category|questions|place|photos|words|check|sent|supported|gone`). Start: sections
//!   `report-drafts` (with `report-to-drafts`), `report-wanted` (with `report-wanted-begin`),
//!   `report-categories`; `report-filter`, `report-found` (live region), buttons
//!   `report-category-<id>`, which lead on at once; where there are none `report-without-category`.
//!   Every step: `report-next` (not on check), `report-back`, `report-saved`
//!   (`data-saved="true|false"`), `report-save-again`, `report-discard`, `report-discard-dialog`,
//!   `report-discard-confirm`, `report-discard-cancel`, `report-reopens`, `report-reopens-link`.
//!   Questions (only where the category asks any): `report-answer-<n>`, from 0; what can be chosen
//!   there `report-answer-<n>-<m>`. Place: `report-locate`, `report-locate-said` (live region),
//!   `report-location`, `report-location-forget`, `report-address`, `report-district`. Photos:
//!   `report-photos`, `report-photo-input`, `report-photo-camera`, `report-photos-said` (live region),
//!   `report-photos-refused`, `figure[data-photo="<id>"]`, `report-photo-<id>-remove`. Words:
//!   `report-words`, `report-words-left`, `report-contact` (unfolds), `report-contact-first-name`,
//!   `report-contact-last-name`, `report-contact-email`, `report-contact-release`. Check:
//!   `report-faults` (links), `report-nearby` (`[data-item="<id>"]`, `report-support-<id>`),
//!   `report-support-dialog`, `report-support-confirm`, `report-support-cancel`, `report-part-located`,
//!   `[data-part="<step>"]`, `report-change-<step>`, `report-trouble`, `report-send`. Afterwards:
//!   `report-to-mine`, `report-to-outbox`, `report-another`. A field that is wrong has
//!   `<id>-wrong`
//! - settings: `lang-de`, `lang-en`, `appearance-system`, `appearance-light`, `appearance-dark`,
//!   `text-100`, `text-125`, `text-150`, `text-175`, `text-200`, `role-none`, `role-citizen`,
//!   `role-commuter`, `role-visitor`, `district`, `to-following`, `sync-now`, `to-sources`,
//!   `to-diagnostics`, `delete-open`, `delete-dialog`, `delete-agree`, `delete-confirm`, `delete-cancel`
//! - diagnostics: `diagnostics-text`, `diagnostics-copy`

mod app;
mod features;
mod ipc;
mod kit;
mod later;
mod layout;
mod state;
mod text;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
