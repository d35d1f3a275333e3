//! Reporting a concern to the city, a step a page: what it is about, what the city asks of it, where it is,
//! photos, what is the matter, and all of it once more before it is sent.
//!
//! - [`draft`]: what is written; [`keeper`], [`preparing`]: how it and its photos get onto the device, also
//!   where the screen is left meanwhile.
//! - [`step`], [`fault`]: which steps there are, and what must be mended where.
//! - a module a step; [`start`] is where drafts are found and begun.
//!
//! The step stands in the address, so that the way back is the way that somebody came. Nobody is kept on
//! a step: what is missing can be added later, and is told where all is looked over. Only then can nothing
//! that is wrong be sent.

mod categories;
mod check;
mod discard;
mod draft;
mod fault;
mod find;
mod keeper;
mod locate;
mod nearby;
mod outcome;
mod photos;
mod picture;
mod place;
mod preparing;
mod questions;
mod start;
mod step;
mod wizard;
mod words;

pub use start::ReportScreen;
pub use wizard::DraftScreen;
