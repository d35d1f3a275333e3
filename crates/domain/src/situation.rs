//! The situations in life in which people look for a service.

use serde::{Deserialize, Serialize};

/// A situation in life. Order is the order on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // The names say it; the words for people are in locales/*/situations.ftl.
pub enum LifeSituation {
    Moving,
    Identity,
    Arriving,
    Family,
    Partnership,
    Education,
    WorkAndBusiness,
    HousingAndBuilding,
    Mobility,
    EnvironmentAndWaste,
    HealthAndCare,
    SocialSupport,
    TaxesAndFees,
    Animals,
    LeisureAndCulture,
    SafetyAndOrder,
    Participation,
    Bereavement,
}

impl LifeSituation {
    /// Every situation, in the order of the screen.
    pub const ALL: [LifeSituation; 18] = [
        Self::Moving,
        Self::Identity,
        Self::Arriving,
        Self::Family,
        Self::Partnership,
        Self::Education,
        Self::WorkAndBusiness,
        Self::HousingAndBuilding,
        Self::Mobility,
        Self::EnvironmentAndWaste,
        Self::HealthAndCare,
        Self::SocialSupport,
        Self::TaxesAndFees,
        Self::Animals,
        Self::LeisureAndCulture,
        Self::SafetyAndOrder,
        Self::Participation,
        Self::Bereavement,
    ];

    /// The name as it is written in addresses and files, such as `work-and-business`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Moving => "moving",
            Self::Identity => "identity",
            Self::Arriving => "arriving",
            Self::Family => "family",
            Self::Partnership => "partnership",
            Self::Education => "education",
            Self::WorkAndBusiness => "work-and-business",
            Self::HousingAndBuilding => "housing-and-building",
            Self::Mobility => "mobility",
            Self::EnvironmentAndWaste => "environment-and-waste",
            Self::HealthAndCare => "health-and-care",
            Self::SocialSupport => "social-support",
            Self::TaxesAndFees => "taxes-and-fees",
            Self::Animals => "animals",
            Self::LeisureAndCulture => "leisure-and-culture",
            Self::SafetyAndOrder => "safety-and-order",
            Self::Participation => "participation",
            Self::Bereavement => "bereavement",
        }
    }

    /// The situation that `slug` names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slug_is_the_name_in_json() {
        for situation in LifeSituation::ALL {
            let json = serde_json::to_string(&situation).unwrap();
            assert_eq!(json, format!("\"{}\"", situation.slug()));
            assert_eq!(LifeSituation::from_slug(situation.slug()), Some(situation));
        }
    }
}
