//! Taking in what the city publishes.
//!
//! [`apply`] takes one file of the feed, whose length and hash the signed metadata vouched for,
//! into the store.

pub mod apply;
mod error;

pub use error::FeedError;
