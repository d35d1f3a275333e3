//! The engine on the device. It knows neither Tauri nor Leptos.
//!
//! - [`clock`]: where time and randomness come from.
//! - [`feed`]: taking in what the city publishes.
//! - [`store`]: everything that is kept, in one encrypted file.
//! - [`vault`]: the key of that file.

pub mod clock;
pub mod feed;
pub mod store;
pub mod vault;
