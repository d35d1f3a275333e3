//! The council, from an OParl server through a whole gateway into the feed.

mod changes;
mod first_walk;
mod rebuilt;
mod town;
mod trouble;
mod vanished;
