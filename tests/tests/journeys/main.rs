//! Journeys through the real app. Each has a stage of its own; see the crate's documentation.

mod accessibility;
mod archive;
mod council;
mod deletion;
mod district;
mod fake_oparl;
mod first_start;
mod following;
mod offline;
mod parking;
mod passphrase;
mod report;
mod search;
mod second_instance;
mod services;
mod settings;
mod trouble;
