//! Which content concerns whom. Pure, and run on the device only: nobody learns the answer.

use crate::content::{Office, Service};
use crate::person::{Preferences, Role};
use crate::situation::LifeSituation;

/// How many services Home shows.
pub const HOME_SERVICES: usize = 6;

/// The situations that matter first to somebody in this role, best first.
fn situations_of(role: Role) -> &'static [LifeSituation] {
    use LifeSituation::{
        Arriving, EnvironmentAndWaste, Family, HousingAndBuilding, Identity, LeisureAndCulture,
        Mobility, Moving, Participation, SafetyAndOrder, WorkAndBusiness,
    };
    match role {
        Role::Citizen => &[
            Identity,
            Moving,
            EnvironmentAndWaste,
            Family,
            HousingAndBuilding,
            Participation,
        ],
        Role::Commuter => &[Mobility, WorkAndBusiness, SafetyAndOrder, LeisureAndCulture],
        Role::Visitor => &[LeisureAndCulture, Mobility, SafetyAndOrder, Arriving],
    }
}

/// The services for Home: for this role, taking turns between the situations that matter most to
/// it, so that no single situation fills the screen. A person without a role is shown a citizen's.
pub fn home_services<'a>(services: &'a [Service], preferences: &Preferences) -> Vec<&'a Service> {
    let role = preferences.role.unwrap_or(Role::Citizen);
    let mut queues: Vec<Vec<&Service>> = situations_of(role)
        .iter()
        .map(|situation| {
            let mut queue: Vec<&Service> = services
                .iter()
                .filter(|s| s.audience.contains(&role) && s.situations.first() == Some(situation))
                .collect();
            // Those known to the national catalogue first: they are what most people come for.
            queue.sort_by_key(|s| (s.leika.is_none(), s.audience.len(), s.id.clone()));
            queue.reverse();
            queue
        })
        .collect();
    let mut chosen = Vec::with_capacity(HOME_SERVICES);
    while chosen.len() < HOME_SERVICES && queues.iter().any(|queue| !queue.is_empty()) {
        for queue in &mut queues {
            if chosen.len() == HOME_SERVICES {
                break;
            }
            chosen.extend(queue.pop());
        }
    }
    chosen
}

/// The offices for Home: the local ones of the person's district first, then those that answer for
/// most of the services in `services`.
pub fn home_offices<'a>(
    offices: &'a [Office],
    services: &[Service],
    preferences: &Preferences,
    most: usize,
) -> Vec<&'a Office> {
    let role = preferences.role.unwrap_or(Role::Citizen);
    let weight = |office: &Office| {
        services
            .iter()
            .filter(|s| s.office == office.id && s.audience.contains(&role))
            .count()
    };
    let is_mine = |office: &Office| {
        preferences
            .district
            .as_ref()
            .is_some_and(|d| office.districts.contains(d))
    };
    let mut ranked: Vec<&Office> = offices
        .iter()
        .filter(|o| o.districts.is_empty() || is_mine(o))
        .collect();
    ranked.sort_by_key(|o| (!is_mine(o), std::cmp::Reverse(weight(o)), o.id.clone()));
    ranked.truncate(most);
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{DistrictId, ItemId};
    use crate::lang::Localized;

    fn text(t: &str) -> Localized {
        Localized {
            de: t.into(),
            en: t.into(),
        }
    }

    fn service(id: &str, role: Role, situation: LifeSituation) -> Service {
        Service {
            id: ItemId::new(id).unwrap(),
            name: text(id),
            summary: text(id),
            leika: None,
            office: ItemId::new("an-office").unwrap(),
            audience: vec![role],
            situations: vec![situation],
            keywords: vec![],
        }
    }

    #[test]
    fn a_visitor_is_not_told_to_register_a_dog() {
        let services = [
            service("dog", Role::Citizen, LifeSituation::Animals),
            service("museum", Role::Visitor, LifeSituation::LeisureAndCulture),
        ];
        let visitor = Preferences {
            role: Some(Role::Visitor),
            ..Preferences::default()
        };
        let ids: Vec<_> = home_services(&services, &visitor)
            .iter()
            .map(|s| s.id.to_string())
            .collect();
        assert_eq!(ids, ["museum"]);
    }

    #[test]
    fn no_situation_fills_the_screen_alone() {
        let mut services: Vec<_> = (0..20)
            .map(|n| {
                service(
                    &format!("move-{n:02}"),
                    Role::Citizen,
                    LifeSituation::Moving,
                )
            })
            .collect();
        services.push(service("birth", Role::Citizen, LifeSituation::Family));
        let chosen = home_services(&services, &Preferences::default());
        assert_eq!(chosen.len(), HOME_SERVICES);
        assert!(chosen.iter().any(|s| s.id.as_str() == "birth"));
    }

    #[test]
    fn the_office_of_my_district_comes_first_and_another_districts_not_at_all() {
        let office = |id: &str, districts: &[&str]| Office {
            id: ItemId::new(id).unwrap(),
            name: text(id),
            summary: text(id),
            districts: districts
                .iter()
                .map(|d| DistrictId::new(*d).unwrap())
                .collect(),
        };
        let offices = [
            office("city", &[]),
            office("durlach", &["durlach"]),
            office("neureut", &["neureut"]),
        ];
        let mine = Preferences {
            district: Some(DistrictId::new("durlach").unwrap()),
            ..Preferences::default()
        };
        let ids: Vec<_> = home_offices(&offices, &[], &mine, 4)
            .iter()
            .map(|o| o.id.to_string())
            .collect();
        assert_eq!(ids, ["durlach", "city"]);
    }
}
