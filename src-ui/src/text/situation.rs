//! The situations in life: their names, and what each is about.

use ka_domain::LifeSituation;
use leptos_fluent::tr;

/// What a situation is called.
pub fn name(situation: LifeSituation) -> String {
    match situation {
        LifeSituation::Moving => tr!("situation-moving"),
        LifeSituation::Identity => tr!("situation-identity"),
        LifeSituation::Arriving => tr!("situation-arriving"),
        LifeSituation::Family => tr!("situation-family"),
        LifeSituation::Partnership => tr!("situation-partnership"),
        LifeSituation::Education => tr!("situation-education"),
        LifeSituation::WorkAndBusiness => tr!("situation-work-and-business"),
        LifeSituation::HousingAndBuilding => tr!("situation-housing-and-building"),
        LifeSituation::Mobility => tr!("situation-mobility"),
        LifeSituation::EnvironmentAndWaste => tr!("situation-environment-and-waste"),
        LifeSituation::HealthAndCare => tr!("situation-health-and-care"),
        LifeSituation::SocialSupport => tr!("situation-social-support"),
        LifeSituation::TaxesAndFees => tr!("situation-taxes-and-fees"),
        LifeSituation::Animals => tr!("situation-animals"),
        LifeSituation::LeisureAndCulture => tr!("situation-leisure-and-culture"),
        LifeSituation::SafetyAndOrder => tr!("situation-safety-and-order"),
        LifeSituation::Participation => tr!("situation-participation"),
        LifeSituation::Bereavement => tr!("situation-bereavement"),
    }
}

/// What it is about, in a few words.
pub fn hint(situation: LifeSituation) -> String {
    match situation {
        LifeSituation::Moving => tr!("situation-moving-hint"),
        LifeSituation::Identity => tr!("situation-identity-hint"),
        LifeSituation::Arriving => tr!("situation-arriving-hint"),
        LifeSituation::Family => tr!("situation-family-hint"),
        LifeSituation::Partnership => tr!("situation-partnership-hint"),
        LifeSituation::Education => tr!("situation-education-hint"),
        LifeSituation::WorkAndBusiness => tr!("situation-work-and-business-hint"),
        LifeSituation::HousingAndBuilding => tr!("situation-housing-and-building-hint"),
        LifeSituation::Mobility => tr!("situation-mobility-hint"),
        LifeSituation::EnvironmentAndWaste => tr!("situation-environment-and-waste-hint"),
        LifeSituation::HealthAndCare => tr!("situation-health-and-care-hint"),
        LifeSituation::SocialSupport => tr!("situation-social-support-hint"),
        LifeSituation::TaxesAndFees => tr!("situation-taxes-and-fees-hint"),
        LifeSituation::Animals => tr!("situation-animals-hint"),
        LifeSituation::LeisureAndCulture => tr!("situation-leisure-and-culture-hint"),
        LifeSituation::SafetyAndOrder => tr!("situation-safety-and-order-hint"),
        LifeSituation::Participation => tr!("situation-participation-hint"),
        LifeSituation::Bereavement => tr!("situation-bereavement-hint"),
    }
}
