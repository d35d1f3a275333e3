//! What surrounds every screen: the way past it, the ways between the screens, and how the device
//! stands with the city.
//!
//! On a narrow page the ways are a bar at the bottom, on a wide one a column at the side. What is
//! narrow is measured in letters, not in pixels: a large size of text on a large window is narrow too.

pub mod delete;
pub mod district_select;
pub mod frame;
pub mod no_content;
pub mod not_found;
pub mod screen;
pub mod sync_status;
pub mod to_search;

pub use delete::DeleteEverything;
pub use district_select::DistrictSelect;
pub use frame::Frame;
pub use no_content::{NoContent, word_without_content};
pub use not_found::NotFound;
pub use screen::Screen;
pub use sync_status::SyncStatus;
