//! The region's car parks, from the city's WFS (`TBA:parkhaeuser`), CC BY 4.0 Stadt Karlsruhe.

use super::{Connector, ConnectorError, Fetch, Harvest, Harvested, Origin, geojson};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ka_domain::{
    CarPark, CarParkFeature, CarParkState, Content, ItemId, Kind, Licence, LiveCarPark,
    LiveParking, Position, Provenance, SourceId,
};
use serde::Deserialize;

/// The source's id in the collection `sources`.
pub const SOURCE: &str = "parking-karlsruhe";

/// Where the city answers.
pub const URL: &str = "https://mobil.trk.de/geoserver/TBA/ows?service=WFS&version=1.0.0&request=GetFeature&typeName=TBA%3Aparkhaeuser&outputFormat=application%2Fjson&srsName=EPSG:4326";

/// The connector of the car parks.
#[derive(Debug, Clone)]
pub struct CarParks {
    source: SourceId,
    origin: Origin,
}

impl CarParks {
    /// Reads them at `origin`.
    pub fn new(origin: Origin) -> Result<Self, ConnectorError> {
        Ok(CarParks {
            source: SourceId::new(SOURCE)?,
            origin,
        })
    }
}

#[async_trait]
impl Connector for CarParks {
    fn source(&self) -> &SourceId {
        &self.source
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::CarPark]
    }

    async fn harvest(
        &self,
        fetch: &Fetch,
        now: DateTime<Utc>,
        _: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        read(&fetch.get(&self.origin).await?, now)?.credible()
    }
}

#[derive(Deserialize)]
struct Properties {
    id: u64,
    gemeinde: String,
    parkhaus_name: String,
    gesamte_parkplaetze: Option<u32>,
    freie_parkplaetze: Option<u32>,
    #[serde(default, deserialize_with = "geojson::flag")]
    echtzeit_belegung: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    geschlossen: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    dauerparker: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    frauenparkplaetze: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    barrierefrei: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    familienparkplaetze: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    e_parken: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    aufzug: Option<bool>,
    max_durchfahrtshoehe: Option<f64>,
    #[serde(default, deserialize_with = "geojson::text")]
    parkhaus_strasse: Option<String>,
    #[serde(default, deserialize_with = "geojson::text")]
    betreiber_name: Option<String>,
    #[serde(default, deserialize_with = "geojson::text")]
    bemerkung: Option<String>,
    stand_stammdaten: DateTime<Utc>,
    stand_freieparkplaetze: Option<DateTime<Utc>>,
}

/// Reads an answer of the WFS that was fetched at `read_at`.
pub fn read(bytes: &[u8], read_at: DateTime<Utc>) -> Result<Harvest, ConnectorError> {
    let (features, rejected) = geojson::read::<Properties>(bytes)?;
    let source = SourceId::new(SOURCE)?;
    let mut harvest = Harvest {
        rejected,
        ..Harvest::default()
    };
    let mut live = Vec::new();
    for (position, properties) in features {
        let id = ItemId::new(format!("car-park-{}", properties.id))?;
        if properties.echtzeit_belegung == Some(true) {
            live.push(numbers(id.clone(), &properties));
        }
        harvest.items.push(Harvested {
            id: id.clone(),
            provenance: Provenance {
                source: source.clone(),
                licence: Some(Licence("CC-BY-4.0".to_owned())),
                as_of: properties.stand_stammdaten,
            },
            content: Content::CarPark(car_park(id, position, properties)),
        });
    }
    harvest.live = Some(LiveParking {
        read_at,
        car_parks: live,
    });
    Ok(harvest)
}

fn numbers(id: ItemId, properties: &Properties) -> LiveCarPark {
    // Counters drift: more free spaces than there are spaces means that all are free.
    let most = properties.gesamte_parkplaetze.unwrap_or(u32::MAX);
    LiveCarPark {
        id,
        free: properties.freie_parkplaetze.map(|free| free.min(most)),
        state: match properties.geschlossen {
            Some(true) => CarParkState::Closed,
            Some(false) => CarParkState::Open,
            None => CarParkState::Unknown,
        },
        counted_at: properties.stand_freieparkplaetze,
    }
}

fn car_park(id: ItemId, position: Position, properties: Properties) -> CarPark {
    let features = [
        (properties.barrierefrei, CarParkFeature::StepFree),
        (properties.aufzug, CarParkFeature::Lift),
        (properties.frauenparkplaetze, CarParkFeature::WomensSpaces),
        (properties.familienparkplaetze, CarParkFeature::FamilySpaces),
        (properties.e_parken, CarParkFeature::Charging),
        (properties.dauerparker, CarParkFeature::LongTerm),
    ];
    CarPark {
        id,
        name: properties.parkhaus_name.trim().to_owned(),
        municipality: properties.gemeinde.trim().to_owned(),
        street: properties.parkhaus_strasse,
        position,
        capacity: properties.gesamte_parkplaetze,
        live: properties.echtzeit_belegung == Some(true),
        max_height_cm: properties.max_durchfahrtshoehe.and_then(centimetres),
        features: features
            .into_iter()
            .filter(|(has, _)| *has == Some(true))
            .map(|f| f.1)
            .collect(),
        operator: properties.betreiber_name,
        note: properties.bemerkung,
    }
}

/// The source writes metres, and 0 where it does not know.
fn centimetres(metres: f64) -> Option<u32> {
    // In range, so that the cast is exact.
    (metres > 0.0 && metres < 100.0).then(|| (metres * 100.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZOO: &str = r#"{"features":[{"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":7,"gemeinde":"Karlsruhe","parkhaus_name":" Zoo ","gesamte_parkplaetze":100,"freie_parkplaetze":120,"echtzeit_belegung":"T","geschlossen":"F","aufzug":"T","max_durchfahrtshoehe":0,"parkhaus_strasse":" ","stand_stammdaten":"2023-12-31T23:00:00Z","stand_freieparkplaetze":"2024-11-27T18:39:00Z"}},{"geometry":{"coordinates":[8.4,490.0]},"properties":{}},"garbage"]}"#;

    fn harvest(text: &str) -> Harvest {
        read(text.as_bytes(), DateTime::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn what_the_source_does_not_know_is_not_made_up() {
        let harvest = harvest(ZOO);
        let [item] = harvest.items.as_slice() else {
            panic!("{harvest:?}")
        };
        let Content::CarPark(zoo) = &item.content else {
            panic!("{item:?}")
        };
        assert_eq!(zoo.name, "Zoo");
        assert_eq!((zoo.max_height_cm, &zoo.street), (None, &None));
        assert_eq!(zoo.features, [CarParkFeature::Lift]);
    }

    #[test]
    fn odd_records_are_left_out_and_counted() {
        assert_eq!(harvest(ZOO).rejected, 2);
    }

    #[test]
    fn there_are_never_more_free_spaces_than_spaces() {
        let live = harvest(ZOO).live.unwrap();
        assert_eq!(live.car_parks[0].free, Some(100));
        assert_eq!(live.car_parks[0].state, CarParkState::Open);
    }

    #[test]
    fn an_answer_that_is_no_collection_is_an_error() {
        for garbage in ["", "<html>", "[]", r#"{"features":7}"#] {
            assert!(
                read(garbage.as_bytes(), DateTime::UNIX_EPOCH).is_err(),
                "{garbage}"
            );
        }
    }

    #[test]
    fn the_citys_real_file() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/parking/karlsruhe.json"
        );
        let Ok(bytes) = std::fs::read(path) else {
            println!("skipped: {path} is not there");
            return;
        };
        let harvest = read(&bytes, DateTime::UNIX_EPOCH).unwrap();
        assert_eq!((harvest.items.len(), harvest.rejected), (90, 0));
        assert_eq!(harvest.live.unwrap().car_parks.len(), 39);
    }
}
