//! The components that every screen is made of: our own, with the markup and the class names of the
//! KERN design system, so that its style sheet dresses them.

pub mod afterwards;
pub mod alert;
pub mod badge;
pub mod button;
pub mod choice;
pub mod council;
pub mod description;
pub mod dialog;
pub mod fan;
pub mod follow;
pub mod form;
pub mod form_choice;
pub mod icon;
pub mod items;
pub mod lazy;
pub mod loading;
pub mod meter;
pub mod news;
pub mod provenance;
pub mod reports;
pub mod section;
pub mod select;
pub mod states;
pub mod tabs;

pub use afterwards::Afterwards;
pub use alert::{Alert, FailureAlert, Tone};
pub use button::{Button, Weight};
pub use choice::{Choice, Choices};
pub use council::{MeetingCard, PaperCard};
pub use description::{Described, Descriptions};
pub use dialog::Dialog;
pub use fan::Fan;
pub use follow::FollowButton;
pub use form::{FieldWords, LineField, LineKind, TextField};
pub use form_choice::{AnyOf, OneOf, TickField};
pub use icon::{Glyph, Icon};
pub use lazy::Lazy;
pub use loading::Loader;
pub use provenance::ProvenanceLine;
pub use section::Section;
pub use select::Select;
pub use states::{Answered, Nothing};
pub use tabs::{Tab, Tabs};
