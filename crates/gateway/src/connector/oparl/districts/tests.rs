use super::*;
use proptest::prelude::*;
use serde::Deserialize;

/// The districts as the city publishes them.
pub(super) fn of_the_city() -> Vec<District> {
    #[derive(Deserialize)]
    struct Facts {
        district: Vec<District>,
    }
    let facts = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../assets/city/districts.toml"
    ));
    toml::from_str::<Facts>(facts).unwrap().district
}

fn slugs(districts: &BTreeSet<DistrictId>) -> Vec<&str> {
    districts.iter().map(DistrictId::as_str).collect()
}

/// Each text names these districts and no other.
fn name(cases: &[(&str, &[&str])]) {
    let districts = Districts::new(&of_the_city());
    for (text, expected) in cases {
        assert_eq!(slugs(&districts.named_in(text)), *expected, "{text}");
    }
}

/// None of the texts names a district.
fn name_none(texts: &[&str]) {
    name(
        &texts
            .iter()
            .map(|text| (*text, &[][..]))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_district_is_found_by_its_own_name_and_alone() {
    let city = of_the_city();
    let districts = Districts::new(&city);
    for District { id, name, .. } in &city {
        for text in [
            format!("Neue Bänke in {name}"),
            format!("Bebauungsplan \"Am Rain\", Karlsruhe-{name}: Beschluss"),
            format!("Spielplatz KARLSRUHE-{}", name.to_uppercase()),
        ] {
            assert_eq!(slugs(&districts.named_in(&text)), [id.as_str()], "{text}");
        }
    }
}

#[test]
fn inflections_and_adjectives_name_their_district() {
    name(&[
        ("Die Zukunft Durlachs", &["durlach"]),
        ("Zuschuss für Grötzinger Vereine", &["groetzingen"]),
        (
            "Fest der Daxlander und Knielinger Chöre",
            &["daxlanden", "knielingen"],
        ),
        ("Grünwinkler Bolzplatz", &["gruenwinkel"]),
        ("Ein Treffpunkt für Südstädter Familien", &["suedstadt"]),
        ("Fragen der Nordweststädterinnen", &["nordweststadt"]),
        ("Wolfartsweierer Freibad", &["wolfartsweier"]),
        ("Umfrage unter den Durlachern", &["durlach"]),
    ]);
}

#[test]
fn a_compound_names_its_district_whether_with_a_hyphen_or_not() {
    name(&[
        ("Bänke in Alt-Knielingen", &["knielingen"]),
        ("Ein Rundweg durch Altneureut", &["neureut"]),
        ("Markt am Waldstadtzentrum", &["waldstadt"]),
        ("Haltestelle Neureut-Heide", &["neureut"]),
        ("KA-Hagsfeld: Lärmschutz", &["hagsfeld"]),
        ("Wasserturm in der Südstadt-Ost", &["suedstadt"]),
        ("Durlacher-Solar-Programm", &["durlach"]),
        (
            "Weg Grünwettersbach–Wolfartsweier",
            &["gruenwettersbach", "wolfartsweier"],
        ),
    ]);
}

#[test]
fn half_of_a_double_name_is_enough() {
    name(&[
        ("Turnhalle in Bulach", &["beiertheim-bulach"]),
        ("Ortskern Beiertheim", &["beiertheim-bulach"]),
        ("Dammerstocker Gärten", &["weiherfeld-dammerstock"]),
        ("Brücke ins Weiherfeld", &["weiherfeld-dammerstock"]),
    ]);
}

#[test]
fn wettersbach_is_two_districts_and_hohenwettersbach_is_another() {
    name(&[
        ("Bad in Wettersbach", &["gruenwettersbach", "palmbach"]),
        ("Wettersbacher Streuobst", &["gruenwettersbach", "palmbach"]),
        ("Ortsschild Hohenwettersbach", &["hohenwettersbach"]),
        ("Wald bei Grünwettersbach", &["gruenwettersbach"]),
        ("Schafe am Wetterbach", &[]),
    ]);
}

#[test]
fn a_list_names_each_of_its_districts() {
    name(&[
        (
            "Glasfaser in Stupferich, Palmbach und Grünwettersbach",
            &["gruenwettersbach", "palmbach", "stupferich"],
        ),
        ("Karlsruhe-Weststadt/Mühlburg", &["muehlburg", "weststadt"]),
        (
            "Tempo 30 in Süd- und Südweststadt",
            &["suedstadt", "suedweststadt"],
        ),
        (
            "Ost-, West- und Nordstadt: mehr Bäume",
            &["nordstadt", "oststadt", "weststadt"],
        ),
        (
            "Radweg zwischen Hohen- und Grünwettersbach",
            &["gruenwettersbach", "hohenwettersbach"],
        ),
        ("Pflege der Grün- und Waldflächen", &[]),
    ]);
}

#[test]
fn the_innenstadt_is_a_district_only_with_its_side() {
    name(&[
        ("Bänke in der Innenstadt", &[]),
        ("Die Durlacher Innenstadt", &["durlach"]),
        ("Sanierung Innenstadt Ost", &["innenstadt-ost"]),
        ("Plan für Karlsruhe-Innenstadt/West", &["innenstadt-west"]),
        ("Grün, Karlsruhe-Innenstadt-West", &["innenstadt-west"]),
        (
            "Grün in der Innenstadt West und Ost",
            &["innenstadt-ost", "innenstadt-west"],
        ),
        (
            "Grün in der Innenstadt-Ost/-West und der Oststadt",
            &["innenstadt-ost", "innenstadt-west", "oststadt"],
        ),
        ("Karlsruhe - Innenstadt, Ostring", &[]),
    ]);
}

#[test]
fn a_name_within_another_word_is_no_name() {
    name_none(&[
        "Jugendhaus Südwest",
        "Radweg im Nordwesten der Stadt",
        "Rede von Herrn Neureuther",
        "Die Altstadt und die Gesamtstadt",
        "Schloss Gottesaue",
        "Die Dorfaue und neue Auen",
    ]);
    name(&[
        ("Schule in der Südweststadt", &["suedweststadt"]),
        ("Platz in der Nordweststadt", &["nordweststadt"]),
    ]);
}

#[test]
fn a_street_is_no_district() {
    name_none(&[
        "Gleise in der Durlacher Allee",
        "Kein Halt am Durlacher Tor",
        "Umbau am Durlacher-Tor-Platz",
        "Denkmal am Mühlburger Tor",
        "Räume in der Rüppurrer Str. 1",
        "Radweg an der Neureuter Straße",
        "Zaun am Hagsfelder Weg",
        "Campus an der Rintheimer Querallee",
        "Laden in der Welschneureuterstraße",
        "Tankstelle Killisfeldstraße 9",
        "Umbau von Killisfeld- und Schmiedstraße",
        "Kanal in der Kirchfeldstr. 3",
        "Asphalt für Wolfartsweierer und Ottostraße",
        "Ampel Philipp-Reis-/Rüppurrer Straße",
        "Ausfahrt Wolfartsweier Straße",
        "Baublock Wiesen-, Teutschneureuter und Pfarrer-Müller-Straße",
    ]);
}

#[test]
fn a_street_named_with_its_district_counts_by_the_district() {
    name(&[
        ("\"Rintheimer Straße\", Karlsruhe-Oststadt", &["oststadt"]),
        ("Killisfeldstraße in Durlach", &["durlach"]),
        ("Laterne in der Durlacher Rittnertstraße", &["durlach"]),
        ("Neureuter Hauptstraße", &["neureut"]),
        ("Mülltonnen auf Durlacher Straßen", &["durlach"]),
        ("Durlacher und Auer Wappen", &["durlach"]),
        ("Bänke auf dem Neureuter Platz", &["neureut"]),
        ("Busse Durlach, Weg zum Turm", &["durlach"]),
    ]);
}

#[test]
fn known_parts_stand_for_their_district() {
    name(&[
        ("Festplatz Aue", &["durlach"]),
        ("Sanierung Durlach-Aue", &["durlach"]),
        ("Bänke im Bergwald", &["durlach"]),
        ("Lastwagen im Killisfeld", &["durlach"]),
        ("Turmbergbahn: Verlängerung", &["durlach"]),
        ("Rampen zur Dornwald- und Untermühlsiedlung", &["durlach"]),
        ("Hinweise im Lohn-Lissen-Gebiet", &["durlach"]),
        ("Busse bis Kirchfeld-Nord", &["neureut"]),
        ("Wall Heidenstücker", &["gruenwinkel"]),
        ("Auenwald Rappenwört", &["daxlanden"]),
        ("Rheinbrücke Maxau", &["knielingen"]),
    ]);
}

#[test]
fn what_only_sounds_like_a_part_is_none() {
    name(&[
        ("Frösche in der Aue", &[]),
        ("Wiesen der Alb-Aue", &[]),
        ("Laufstrecke im Grötzinger Bergwald", &["groetzingen"]),
        ("Parken am Durlacher Turmberg", &["durlach"]),
        ("Ein Denkmal für die Markgrafen von Baden-Durlach", &[]),
        ("Gärten im Beiertheimer Feld", &["suedweststadt"]),
        ("Wohnen im Rintheimer Feld", &["rintheim"]),
    ]);
}

#[test]
fn umlauts_are_found_however_they_are_written() {
    name(&[
        ("Muehlburg und Groetzingen", &["groetzingen", "muehlburg"]),
        ("Gru\u{308}nwinkel", &["gruenwinkel"]),
        ("Rüp\u{ad}purr", &["rueppurr"]),
    ]);
}

#[test]
fn slips_of_the_pen_are_forgiven() {
    name(&[
        ("Laden in Stuperich", &["stupferich"]),
        ("Karlsruhe-Südweststdt", &["suedweststadt"]),
    ]);
}

#[test]
fn a_local_body_is_there_for_its_district() {
    let districts = Districts::new(&of_the_city());
    for (body, expected) in [
        ("Ortschaftsrat Durlach", &["durlach"][..]),
        (
            "Ortschaftsrat Wettersbach",
            &["gruenwettersbach", "palmbach"],
        ),
        ("Stadtamt Durlach", &["durlach"]),
        ("Ortsverwaltung Neureut", &["neureut"]),
        ("Sanierungsbeirat Innenstadt-Ost", &["innenstadt-ost"]),
        ("Gemeinderat", &[]),
        ("Betriebsausschuss Turmbergbahn", &[]),
    ] {
        assert_eq!(slugs(&districts.of_organization(body)), expected, "{body}");
    }
}

#[test]
fn only_districts_of_the_list_are_named() {
    let mut city = of_the_city();
    city.retain(|district| district.id.as_str() == "palmbach");
    let districts = Districts::new(&city);
    assert_eq!(
        slugs(&districts.named_in("Durlach, Wettersbach, Aue")),
        ["palmbach"]
    );
    assert!(Districts::new(&[]).named_in("Durlach").is_empty());
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        Districts::new(&of_the_city()).named_in(&text);
    }

    #[test]
    fn a_district_is_found_in_any_company(
        before in "[ !-,./:-@„“…]{1,9}",
        after in "[ !-,./:-@„“…]{1,9}",
    ) {
        let named = Districts::new(&of_the_city()).named_in(&format!("{before}Hagsfeld{after}"));
        prop_assert_eq!(slugs(&named), ["hagsfeld"]);
    }
}
