//! What concerns the owner of the device. It is the first thing that the app shows, so of all that there
//! is a lot of it asks for beginnings of ranges only: however much is in the store, it costs the same.

use super::council::next_meetings;
use super::parking::{bicycle_positions, parking_from, with_room};
use super::{all, by_id, news};
use crate::store::entries::Facet;
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::relevance::{home_offices, home_services};
use ka_domain::views::{HomeView, MeetingRow, Sourced};
use ka_domain::{DistrictId, Office, Position, Preferences, Service};
use rusqlite::Connection;

/// How many offices Home shows.
const OFFICES: usize = 4;
/// How many meetings Home shows.
const MEETINGS: usize = 3;
/// How many news Home shows.
const NEWS: u32 = 4;
/// How near a meeting of the owner's district has to be to come before all others.
const SOON: TimeDelta = TimeDelta::weeks(4);

/// What concerns the owner of the device.
pub fn home(
    store: &Store,
    preferences: &Preferences,
    now: DateTime<Utc>,
) -> Result<HomeView, StoreError> {
    let (services, offices) = store
        .read(|reader| Ok::<_, StoreError>((all::<Service>(reader)?, all::<Office>(reader)?)))?;
    let service_items: Vec<Service> = services.iter().map(|s| s.item.clone()).collect();
    let office_items: Vec<Office> = offices.iter().map(|o| o.item.clone()).collect();
    let chosen_services = home_services(&service_items, preferences)
        .into_iter()
        .filter_map(|chosen| services.iter().find(|s| s.item.id == chosen.id).cloned())
        .collect();
    let chosen_offices = home_offices(&office_items, &service_items, preferences, OFFICES)
        .into_iter()
        .filter_map(|chosen| offices.iter().find(|o| o.item.id == chosen.id).cloned())
        .collect();

    let mine = preferences.district.as_ref();
    let bicycles = match mine {
        Some(mine) => bicycle_positions(store, mine)?,
        None => Vec::new(),
    };
    let middle = Position::middle(bicycles.iter().copied());
    let parking = parking_from(store, middle)?;
    let read_at = parking.read_at;

    store.read(|reader| {
        let news = news::unread(reader, NEWS)?;
        Ok(HomeView {
            district: match mine {
                Some(mine) => by_id(reader, mine)?,
                None => None,
            },
            services: chosen_services,
            parking: with_room(parking.car_parks, middle),
            parking_read_at: read_at,
            bicycle_places: u32::try_from(bicycles.len()).unwrap_or(u32::MAX),
            offices: chosen_offices,
            news: news.news,
            unread: news.unread,
            meetings: meetings(reader, mine, now)?,
        })
    })
}

/// The next meetings that concern the owner's district and are soon, then the next of all.
fn meetings(
    reader: &Connection,
    mine: Option<&DistrictId>,
    now: DateTime<Utc>,
) -> Result<Vec<Sourced<MeetingRow>>, StoreError> {
    let mut meetings = match mine.cloned().map(Facet::District) {
        Some(mine) => next_meetings(reader, Some(&mine), now, MEETINGS)?,
        None => Vec::new(),
    };
    meetings.retain(|meeting| meeting.item.start.is_some_and(|start| start - SOON < now));
    for next in next_meetings(reader, None, now, MEETINGS)? {
        let is_there = meetings.iter().any(|there| there.item.id == next.item.id);
        if meetings.len() < MEETINGS && !is_there {
            meetings.push(next);
        }
    }
    Ok(meetings)
}
