//! The real app on a stage of its own.
//!
//! # What is real
//!
//! Everything that a person would use: the app's binary in a WebKitGTK window, the gateway's binary
//! that publishes a signed feed, a Secret Service that holds the key, HTTP between them. What a
//! [`Stage`] adds is what a desktop has around it: a screen that nobody looks at ([`desktop`]), a
//! session bus, something that opens files ([`viewer`]) and something that tells ([`notifications`]),
//! WebDriver to press buttons with ([`driver`]), and back offices of a few car parks and a small council
//! ([`city`], [`oparl`]), since the city's own are neither always there nor always the same. What the
//! app says to the gateway can be listened to ([`wire`]).
//!
//! # Alone
//!
//! Each stage has its own display, bus, ports and folders, so that tests run in any order and beside
//! each other. Ports are asked for, never fixed. Everything that was started ends with the stage: a
//! process is the head of its group, and the group is ended ([`process`]).
//!
//! # Waiting
//!
//! For a condition, with a bound ([`wait`]): never for a time. A journey that fails leaves a picture
//! of the screen and the end of each log behind.

pub mod app;
pub mod axe;
pub mod binaries;
pub mod city;
pub mod desktop;
pub mod driver;
pub mod fault_proxy;
pub mod faults;
pub mod keys;
pub mod notifications;
pub mod oparl;
pub mod open311;
pub mod process;
pub mod report;
pub mod searching;
pub mod stage;
pub mod tour;
pub mod viewer;
pub mod wait;
pub mod wire;

pub use app::App;
pub use stage::{Scenery, Stage, play};
