//! Reports of everybody: what is known to the city already, and how far it is.

mod address;
mod card;
mod list;
mod one;
mod support;

pub use list::AroundScreen;
pub use one::AroundReportScreen;
