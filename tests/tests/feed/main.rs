//! The feed from a real gateway to a real device, over HTTP: what is published arrives, and what is
//! wrong with it costs the device nothing that it had.

mod bad_feed;
mod city;
mod forger;
mod good_feed;
mod key_store;
mod town;
mod tuf_client;
