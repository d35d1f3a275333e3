//! The city's side. It reads the city's own systems and makes of them what the app understands.
//!
//! - [`connector`]: one module a source.
//! - [`keys`]: the keys that the feed is signed with.

pub mod connector;
pub mod keys;
