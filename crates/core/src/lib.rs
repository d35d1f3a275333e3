//! The engine on the device. It knows neither Tauri nor Leptos.
//!
//! - [`feed`]: taking in what the city publishes.
//! - [`store`]: everything that is kept, in one encrypted file.

pub mod feed;
pub mod store;
