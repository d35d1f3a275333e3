//! The city's side. It reads the city's own systems, makes of them what the app understands, and
//! publishes it as a signed feed.
//!
//! - [`connector`]: one module a source.
//! - [`keys`]: the keys that the feed is signed with.
//! - [`publication`]: from harvests to signed files.

pub mod clock;
pub mod connector;
pub mod keys;
pub mod publication;
