//! Places for bicycles, from the city's WFS (`TBA:fahrradanlagen`), CC BY 4.0 Stadt Karlsruhe.

use super::city_facts::FactsOrigin;
use super::{Connector, ConnectorError, Fetch, Harvest, Harvested, Origin, geojson};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ka_domain::{
    BicycleParking, BicycleParkingKind, Content, District, DistrictId, ItemId, Kind, Licence,
    Position, Provenance, SourceId,
};
use serde::Deserialize;

/// The source's id in the collection `sources`.
pub const SOURCE: &str = "bicycle-parking-karlsruhe";

/// Where the city answers.
pub const URL: &str = "https://mobil.trk.de/geoserver/TBA/ows?service=WFS&version=1.0.0&request=GetFeature&typeName=TBA%3Afahrradanlagen&outputFormat=application%2Fjson&srsName=EPSG:4326";

/// The connector of the bicycle places.
#[derive(Debug, Clone)]
pub struct BicyclePlaces {
    source: SourceId,
    origin: Origin,
    city: FactsOrigin,
}

impl BicyclePlaces {
    /// Reads them at `origin`, and the districts' names among the facts of the city.
    pub fn new(origin: Origin, city: FactsOrigin) -> Result<Self, ConnectorError> {
        Ok(BicyclePlaces {
            source: SourceId::new(SOURCE)?,
            origin,
            city,
        })
    }
}

#[async_trait]
impl Connector for BicyclePlaces {
    fn source(&self) -> &SourceId {
        &self.source
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::BicycleParking]
    }

    async fn harvest(
        &self,
        fetch: &Fetch,
        _: DateTime<Utc>,
        _: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        let districts: Vec<District> = super::city_facts::read(&self.city.texts()?)?
            .items
            .into_iter()
            .filter_map(|item| match item.content {
                Content::District(district) => Some(district),
                _ => None,
            })
            .collect();
        read(&fetch.get(&self.origin).await?, &districts)?.credible()
    }
}

#[derive(Deserialize)]
struct Properties {
    id: u64,
    gemeinde: String,
    #[serde(default, deserialize_with = "geojson::text")]
    stadtteil: Option<String>,
    standort: String,
    #[serde(default, deserialize_with = "geojson::text")]
    art: Option<String>,
    stellplaetze: Option<u32>,
    #[serde(default, deserialize_with = "geojson::flag")]
    e_ladestation: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    lastenrad: Option<bool>,
    #[serde(default, deserialize_with = "geojson::flag")]
    mit_anhaenger: Option<bool>,
    #[serde(default, deserialize_with = "geojson::text")]
    bemerkung: Option<String>,
    stand: DateTime<Utc>,
}

/// Reads an answer of the WFS. A place is in a district only where the source names one of
/// `districts` exactly: it also knows names such as "Innenstadt" that could be two of them.
pub fn read(bytes: &[u8], districts: &[District]) -> Result<Harvest, ConnectorError> {
    let (features, rejected) = geojson::read::<Properties>(bytes)?;
    let source = SourceId::new(SOURCE)?;
    let items = features
        .into_iter()
        .map(|(position, properties)| {
            let id = ItemId::new(format!("bicycle-parking-{}", properties.id))?;
            let as_of = properties.stand;
            let content =
                Content::BicycleParking(place(id.clone(), position, properties, districts));
            let licence = Some(Licence("CC-BY-4.0".to_owned()));
            let provenance = Provenance {
                source: source.clone(),
                licence,
                as_of,
            };
            Ok(Harvested {
                id,
                provenance,
                content,
            })
        })
        .collect::<Result<_, ConnectorError>>()?;
    Ok(Harvest {
        items,
        rejected,
        ..Harvest::default()
    })
}

fn place(
    id: ItemId,
    position: Position,
    properties: Properties,
    districts: &[District],
) -> BicycleParking {
    BicycleParking {
        id,
        district: district(&properties, districts),
        municipality: properties.gemeinde.trim().to_owned(),
        street: properties.standort.trim().to_owned(),
        position,
        form: form(properties.art.as_deref()),
        spaces: properties.stellplaetze,
        cargo: properties.lastenrad == Some(true),
        trailer: properties.mit_anhaenger == Some(true),
        charging: properties.e_ladestation == Some(true),
        note: properties.bemerkung,
        surveyed_at: Some(properties.stand),
    }
}

fn district(properties: &Properties, districts: &[District]) -> Option<DistrictId> {
    let name = properties
        .stadtteil
        .as_deref()
        .filter(|_| properties.gemeinde == "Karlsruhe")?;
    districts
        .iter()
        .find(|district| district.name == name)
        .map(|district| district.id.clone())
}

fn form(art: Option<&str>) -> BicycleParkingKind {
    match art {
        Some("Fahrradabstellanlage") => BicycleParkingKind::Stands,
        Some("Fahrradabstellanlage überdacht") => BicycleParkingKind::Covered,
        // The second is how the source misspells one of them.
        Some("Fahrradbox" | "Fahhradbox") => BicycleParkingKind::Box,
        Some("Fahrradstation") => BicycleParkingKind::Station,
        _ => BicycleParkingKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn durlach() -> District {
        District {
            id: DistrictId::new("durlach").unwrap(),
            name: "Durlach".into(),
            postcodes: vec![],
        }
    }

    fn answer(town: &str, district: &str) -> BicycleParking {
        let text = format!(
            r#"{{"features":[{{"geometry":{{"coordinates":[8.4,49.0]}},"properties":{{"id":1,"gemeinde":"{town}","stadtteil":{district},"standort":"Marktplatz","art":"Fahhradbox","stellplaetze":null,"stand":"2024-02-25T23:00:00Z"}}}}]}}"#
        );
        match read(text.as_bytes(), &[durlach()])
            .unwrap()
            .items
            .remove(0)
            .content
        {
            Content::BicycleParking(place) => place,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_place_is_in_a_district_only_where_the_source_says_so() {
        assert_eq!(
            answer("Karlsruhe", "\"Durlach\"").district,
            Some(durlach().id)
        );
        assert_eq!(answer("Karlsruhe", "\"Innenstadt\"").district, None);
        assert_eq!(answer("Karlsruhe", "null").district, None);
        assert_eq!(answer("Rastatt", "\"Durlach\"").district, None);
    }

    #[test]
    fn a_misspelt_box_is_a_box() {
        assert_eq!(answer("Karlsruhe", "null").form, BicycleParkingKind::Box);
    }

    #[test]
    fn the_citys_real_file() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/parking/karlsruhe_bike.json"
        );
        let Ok(bytes) = std::fs::read(path) else {
            println!("skipped: {path} is not there");
            return;
        };
        let harvest = read(&bytes, &[durlach()]).unwrap();
        assert_eq!((harvest.items.len(), harvest.rejected), (809, 0));
    }
}
