//! The engine on the device. It knows neither Tauri nor Leptos.
//!
//! - [`calendar`]: meetings as iCalendar.
//! - [`city`]: the façade that the shell holds: [`City`].
//! - [`clock`]: where time and randomness come from.
//! - [`feed`]: taking in what the city publishes.
//! - [`following`]: what papers and meetings have to do with what somebody follows.
//! - [`live`]: what lives for minutes.
//! - [`net`]: the one HTTP client.
//! - `outbox`: getting what was handed in to the city.
//! - `report`: drafts and reports, as the screens show them.
//! - [`schedule`]: when to ask again.
//! - [`search`]: finding things in it all.
//! - [`store`]: everything that is kept, in one encrypted file.
//! - [`vault`]: the key of that file.
//! - [`views`]: what a screen is given to read, made of what is in the store.

mod background;
pub mod calendar;
pub mod city;
pub mod clock;
pub mod feed;
pub mod following;
pub mod live;
pub mod net;
mod outbox;
mod report;
#[cfg(test)]
mod samples;
pub mod schedule;
pub mod search;
pub mod store;
pub mod vault;
pub mod views;

pub use city::{City, Event, Gateway, Phase, SyncStatus};
