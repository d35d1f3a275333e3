//! The city's side. It reads the city's own systems, makes of them what the app understands, and
//! publishes it as a signed feed.
//!
//! - [`connector`]: one module a source.
//! - [`schedule`]: when each is read.
//! - [`publication`]: from harvests to signed files.
//! - [`keys`]: the keys that the feed is signed with.
//! - [`reports`]: what people tell the city, and what it answers.
//! - [`http`]: what is served.
//! - [`embedded`]: all of it together; the binary is made of it.

pub mod clock;
pub mod config;
pub mod connector;
pub mod embedded;
pub mod http;
pub mod keys;
pub mod publication;
pub mod reports;
pub mod schedule;
