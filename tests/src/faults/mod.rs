//! What is handed in arrives once, whatever happens on the way.
//!
//! # Who takes part
//!
//! A **device** is the engine of the app with its encrypted store, in a process of its own where it is to be
//! killed ([`child`]). The **gateway** is the city's real one, in its own process too ([`Town`]). Between them is
//! nothing, or a wire on which requests meet with accidents ([`crate::fault_proxy`]).
//!
//! # What is claimed
//!
//! Somebody who was told that something is saved was told so by a line on the standard output of the device,
//! after the engine had come back with it. All of these lines are in a [`Ledger`]. Whatever happens, in the
//! end the device is opened once more, sends what it still has, and then holds: each report that was ever
//! told of as handed in is in the gateway's database once, word for word and with its photos byte for byte;
//! each draft that was told of came as far as its owner had got; and the gateway has nothing else
//! ([`Ledger::settle`]).
//!
//! # Chance
//!
//! All of it is drawn from one seed, which is told: who is killed, after which line and how much later, what
//! befalls which request. A moment in the life of two processes cannot be repeated to the instruction; the plan
//! can.
//!
//! - [`kill`]: processes end without a warning, for many rounds.
//! - [`network`]: everything that a network does.
//! - [`disk`]: no room, no leave to write, two at once.
//! - [`time`]: clocks that jump, and devices that were away for long.

pub mod child;
mod device;
pub mod disk;
pub mod kill;
mod ledger;
pub mod network;
mod pictures;
mod stranger;
pub mod time;
mod town;

pub use device::{Device, KnownKey, store_key};
pub use ledger::{Ledger, Seen, SeenPhoto, Tally, Told};
pub use pictures::jpeg;
pub use town::Town;
