//! Delivery as a state machine without I/O. The device runs it towards the gateway, and the gateway towards
//! the city's own system.
//!
//! # What it promises
//!
//! What was handed in is delivered exactly once, or somebody is told why not. Nobody can promise more than
//! "at least once" over a network alone: an answer can be lost after its effect. So every submission has a
//! key that never changes, the other side keeps the key with the answer that it gave, and sending again is
//! harmless. What is left to this crate is never to forget, never to give up on its own, and to know what it
//! does not know.
//!
//! # How it works
//!
//! A [`Delivery`] is all that is to be remembered of one submission's way. [`Delivery::on`] gives, for an
//! [`Event`], the delivery to be kept instead, and changes nothing itself: a worker writes it down, and only
//! then acts on it. The order is always the same, so that being killed anywhere in between loses nothing:
//!
//! 1. [`Event::Begin`] is written down, then the request is made. Whoever finds a delivery that is being
//!    sent when nobody sends was interrupted ([`Event::Interrupted`]): whether the other side has it is not
//!    known ([`Delivery::in_doubt`]), and it is sent again under the same key.
//! 2. The answer is written down. A [`Receipt`] ends the way well; a [`Trouble`] says which of three kinds
//!    it was, and with that what comes next: the network failed (try again, soon after it is back), the
//!    other side cannot now (try again, not before it says), or it never will ([`State::Rejected`]).
//!
//! Which submissions have their turn is [`lanes::ready`]'s: one lane for each target, so that one dead
//! target holds up nobody else.
//!
//! Taking back is a race against acceptance, which only the other side can decide. What was never tried
//! goes at once; else the other side is asked to refuse the key for ever ([`State::Withdrawing`]), and if it
//! has accepted before, the receipt wins. Nothing but its word that the key is forgotten ends that.
//!
//! What the other side has said is told apart from what anybody may have said: only a refusal that is surely
//! its own answers whether it has what was sent before ([`Delivery::in_doubt`]).
//!
//! Time and chance are handed in. A clock that is turned back half a day must not stop anything for half a day:
//! a moment further ahead than this wait can be is not believed ([`Delivery::is_due`]).

mod delivery;
pub mod lanes;
mod pause;

pub use delivery::{
    Delivery, Event, Gone, Need, Next, Reason, Receipt, State, Trouble, WrongEvent,
};
pub use pause::{LONGEST, pause};
