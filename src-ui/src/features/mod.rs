//! The screens, a module each. They do not import each other: what two of them need is in `kit`,
//! `layout` or `state`.

pub mod around;
pub mod bicycles;
pub mod broken;
pub mod council;
pub mod diagnostics;
pub mod district;
pub mod following;
pub mod home;
pub mod my_reports;
pub mod office;
pub mod outbox;
pub mod parking;
pub mod passphrase;
pub mod report;
pub mod search;
pub mod service;
pub mod services;
pub mod settings;
pub mod sources;
pub mod welcome;
