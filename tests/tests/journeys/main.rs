//! Journeys through the real app. Each has a stage of its own; see the crate's documentation.

mod accessibility;
mod deletion;
mod first_start;
mod offline;
mod parking;
mod passphrase;
mod second_instance;
mod services;
mod settings;
mod trouble;
