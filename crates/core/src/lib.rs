//! The engine on the device. It knows neither Tauri nor Leptos.
//!
//! - [`store`]: everything that is kept, in one encrypted file.

pub mod store;
