//! Words that were made up as German makes them up, of parts: some thousand different ones, most of them
//! rare, and between them those that are everywhere.

use crate::synthetic::Random;

/// Beginnings of words; with an end each is another word.
const BEGINNINGS: &[&str] = &[
    "Abfall",
    "Bau",
    "Berg",
    "Bildungs",
    "Brücken",
    "Bürger",
    "Denkmal",
    "Energie",
    "Fahrrad",
    "Feuerwehr",
    "Freizeit",
    "Fried",
    "Fußgänger",
    "Garten",
    "Gemeinde",
    "Gewerbe",
    "Grün",
    "Hafen",
    "Haupt",
    "Haus",
    "Hoch",
    "Innenstadt",
    "Jugend",
    "Kinder",
    "Klima",
    "Kultur",
    "Kunst",
    "Lärm",
    "Markt",
    "Miet",
    "Musik",
    "Nacht",
    "Natur",
    "Ost",
    "Park",
    "Personal",
    "Pflege",
    "Platz",
    "Rad",
    "Rathaus",
    "Rhein",
    "Schul",
    "Senioren",
    "Sozial",
    "Spiel",
    "Sport",
    "Stadt",
    "Straßen",
    "Süd",
    "Tal",
    "Theater",
    "Tief",
    "Umwelt",
    "Verkehrs",
    "Wald",
    "Wasser",
    "West",
    "Wirtschafts",
    "Wohn",
    "Zoo",
];
/// Ends of words.
const ENDS: &[&str] = &[
    "anlage",
    "antrag",
    "aufsicht",
    "ausbau",
    "bahn",
    "bedarf",
    "bericht",
    "betrieb",
    "brücke",
    "bücherei",
    "fläche",
    "förderung",
    "garten",
    "gebäude",
    "gebiet",
    "gesetz",
    "grundstück",
    "haus",
    "hof",
    "kosten",
    "konzept",
    "kreuzung",
    "leitung",
    "netz",
    "ordnung",
    "plan",
    "platz",
    "plätze",
    "programm",
    "projekt",
    "raum",
    "sanierung",
    "satzung",
    "schule",
    "schutz",
    "steuer",
    "straße",
    "straßen",
    "tausch",
    "turm",
    "verein",
    "verfahren",
    "vergabe",
    "verkehr",
    "vertrag",
    "viertel",
    "weg",
    "wege",
    "werk",
    "wiese",
    "zentrum",
    "zone",
];
/// What stands between them, and what half of all titles have.
const COMMON: &[&str] = &[
    "der",
    "die",
    "des",
    "und",
    "für",
    "in",
    "im",
    "am",
    "zur",
    "auf",
    "von",
    "mit",
    "hier:",
    "Karlsruhe",
    "Durlach",
    "Neureut",
    "Grötzingen",
    "Knielingen",
    "Mühlburg",
    "Rüppurr",
    "Waldstadt",
    "Bebauungsplan",
    "Änderung",
    "Neubau",
    "Beschluss",
    "Stellungnahme",
    "Haushalt",
    "2024",
];

/// The randomness of the thing with this number.
pub fn random_of(n: usize) -> Random {
    Random(n as u64 * 7_919 + 11)
}

/// Some words, of which every other one is rare.
pub fn words(random: &mut Random, count: usize) -> String {
    let mut text = String::new();
    for n in 0..count {
        if n > 0 {
            text.push(' ');
        }
        match random.next() % 2 {
            0 if count > 1 => text.push_str(random.pick(COMMON).unwrap_or(&"")),
            _ => {
                text.push_str(random.pick(BEGINNINGS).unwrap_or(&""));
                if random.next().is_multiple_of(3) {
                    let beginning = random.pick(BEGINNINGS).unwrap_or(&"");
                    text.push_str(&beginning.to_lowercase());
                }
                text.push_str(random.pick(ENDS).unwrap_or(&""));
            }
        }
    }
    text
}
