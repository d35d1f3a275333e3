//! What a screen is given to read, made of what is in the store. Nothing here waits for the network, and
//! nothing that somebody reads, follows or looks for can leave the device from here.
//!
//! What there is a lot of, meetings and papers, is read as ranges of places (`store::entries`): the
//! beginning of one, or all of it in one question.

mod council;
mod district;
mod home;
mod news;
mod parking;
mod services;
mod storage;

pub use council::{agenda, committee, committees, export, file, meeting, paper, past_meetings};
pub use district::district;
pub use home::home;
pub use news::{follows, news, to_tell};
pub use parking::{bicycle_parking, parking};
pub use services::{office, service, services};
pub use storage::{collections, sources};

use crate::store::entries::{self, Order, Range};
use crate::store::{Store, StoreError, items};
use ka_domain::views::Sourced;
use ka_domain::{
    BicycleParking, CarPark, CollectionName, Content, District, DistrictId, ItemId, Kind, Meeting,
    Office, Organization, Paper, Service, Source,
};
use rusqlite::Connection;
use serde::de::DeserializeOwned;

/// A kind of content as its own type.
trait OfKind: Sized {
    const KIND: Kind;
    fn of(content: Content) -> Option<Self>;
}

macro_rules! of_kind {
    ($($kind:ident),*) => {$(
        impl OfKind for $kind {
            const KIND: Kind = Kind::$kind;
            fn of(content: Content) -> Option<Self> {
                match content {
                    Content::$kind(item) => Some(item),
                    _ => None,
                }
            }
        }
    )*};
}

of_kind!(
    District,
    Office,
    Service,
    CarPark,
    BicycleParking,
    Source,
    Organization,
    Meeting,
    Paper
);

fn collection(kind: Kind) -> Result<CollectionName, StoreError> {
    CollectionName::new(kind.collection()).map_err(|_| StoreError::Damaged)
}

fn typed<T: OfKind>(sourced: Sourced<Content>) -> Option<Sourced<T>> {
    let provenance = sourced.provenance;
    T::of(sourced.item).map(|item| Sourced { item, provenance })
}

fn all<T: OfKind>(reader: &Connection) -> Result<Vec<Sourced<T>>, StoreError> {
    let found = items::all(reader, &collection(T::KIND)?)?;
    Ok(found.into_iter().filter_map(typed).collect())
}

fn one<T: OfKind>(reader: &Connection, id: &ItemId) -> Result<Option<Sourced<T>>, StoreError> {
    Ok(items::get(reader, &collection(T::KIND)?, id)?.and_then(typed))
}

/// Every district, by name.
pub fn districts(store: &Store) -> Result<Vec<District>, StoreError> {
    let mut districts: Vec<District> = store
        .read(all::<District>)?
        .into_iter()
        .map(|sourced| sourced.item)
        .collect();
    districts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(districts)
}

/// The districts of `ids` that are on the device.
fn named(reader: &Connection, ids: &[DistrictId]) -> Result<Vec<District>, StoreError> {
    ids.iter()
        .filter_map(|id| by_id(reader, id).transpose())
        .collect()
}

/// The district, if it is on the device.
fn by_id(reader: &Connection, id: &DistrictId) -> Result<Option<District>, StoreError> {
    let id = ItemId::new(id.as_str()).map_err(|_| StoreError::Damaged)?;
    Ok(one::<District>(reader, &id)?.map(|sourced| sourced.item))
}

/// What a list shows of one item, if it is on the device. `T` is the row type of `kind`.
fn row<T: DeserializeOwned>(
    reader: &Connection,
    kind: Kind,
    id: &ItemId,
) -> Result<Option<T>, StoreError> {
    let Some(place) = items::place(reader, &collection(kind)?, id)? else {
        return Ok(None);
    };
    let there = Range {
        first: place,
        last: place,
    };
    let found = entries::rows(reader, there, None, Order::NewestFirst, 1)?;
    Ok(found.into_iter().next().map(|sourced| sourced.item))
}

#[cfg(test)]
mod tests;
