//! What more than one screen needs to know: the person's preferences, how the device stands with the
//! city, what became stale, the names of the sources, what is new, what was reported, and what time it is.

pub mod ahead;
pub mod appearance;
pub mod first_picture;
pub mod journey;
pub mod news;
pub mod now;
pub mod person;
pub mod query;
pub mod reactive;
pub mod reports;
pub mod sources;
pub mod stale;
pub mod start;
pub mod sync;

pub use person::Person;
pub use query::{Query, Stage};
pub use stale::{Stale, Topic};
pub use start::Start;
pub use sync::CitySync;
