//! The city's side. It reads the city's own systems and makes of them what the app understands.
//!
//! - [`connector`]: one module a source.

pub mod connector;
