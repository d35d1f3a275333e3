//! What the owner of this device reports: drafts that are not sent yet, reports that are, and each of
//! them with what the city says.

mod list;
mod one;
mod photos;
mod way;

pub use list::MyReportsScreen;
pub use one::MyReportScreen;
