//! Concerns, from the gateway to the city's server and back, over Open311 GeoReport v2.

mod answers;
mod doubt;
mod hand_in;
mod manners;
mod public;
mod town;
mod trouble;
mod whole;
