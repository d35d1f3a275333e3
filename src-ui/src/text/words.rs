//! The words for what the contracts only name. Each runs again when the language changes.

use ka_domain::{Appearance, BicycleParkingKind, CarParkFeature, Lang, Role};
use leptos_fluent::tr;

/// As whom somebody is here.
pub fn role(role: Role) -> String {
    match role {
        Role::Citizen => tr!("role-citizen"),
        Role::Commuter => tr!("role-commuter"),
        Role::Visitor => tr!("role-visitor"),
    }
}

/// What that means.
pub fn role_hint(role: Role) -> String {
    match role {
        Role::Citizen => tr!("role-citizen-hint"),
        Role::Commuter => tr!("role-commuter-hint"),
        Role::Visitor => tr!("role-visitor-hint"),
    }
}

/// The word for tests and ids.
pub fn role_slug(role: Role) -> &'static str {
    match role {
        Role::Citizen => "citizen",
        Role::Commuter => "commuter",
        Role::Visitor => "visitor",
    }
}

/// A language in its own words, whatever the screen speaks.
pub fn language(lang: Lang) -> String {
    match lang {
        Lang::De => tr!("language-de"),
        Lang::En => tr!("language-en"),
    }
}

/// Light or dark.
pub fn appearance(appearance: Appearance) -> String {
    match appearance {
        Appearance::System => tr!("appearance-system"),
        Appearance::Light => tr!("appearance-light"),
        Appearance::Dark => tr!("appearance-dark"),
    }
}

/// What a car park offers.
pub fn car_park_feature(feature: CarParkFeature) -> String {
    match feature {
        CarParkFeature::StepFree => tr!("feature-step-free"),
        CarParkFeature::Lift => tr!("feature-lift"),
        CarParkFeature::WomensSpaces => tr!("feature-womens-spaces"),
        CarParkFeature::FamilySpaces => tr!("feature-family-spaces"),
        CarParkFeature::Charging => tr!("feature-charging"),
        CarParkFeature::LongTerm => tr!("feature-long-term"),
    }
}

/// What a place for bicycles is like.
pub fn bicycle_parking_kind(kind: BicycleParkingKind) -> String {
    match kind {
        BicycleParkingKind::Stands => tr!("bicycle-stands"),
        BicycleParkingKind::Covered => tr!("bicycle-covered"),
        BicycleParkingKind::Box => tr!("bicycle-box"),
        BicycleParkingKind::Station => tr!("bicycle-station"),
        BicycleParkingKind::Unknown => tr!("bicycle-unknown"),
    }
}
