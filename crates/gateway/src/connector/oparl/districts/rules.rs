//! What one must know of the city to read its districts in a text. All words as [`super::words`] folds
//! them; districts by their slugs.

/// The second words of names that mean nothing without them.
pub(super) const SIDES: &[&str] = &["ost", "west", "nord", "sued"];

/// Names that are not on the city's list. Wettersbach is the locality of two districts; Teutschneureut
/// and Welschneureut are the villages that became Neureut.
pub(super) const NAMES: &[(&str, &[&str])] = &[
    ("teutschneureut", &["neureut"]),
    ("welschneureut", &["neureut"]),
    ("wettersbach", &["gruenwettersbach", "palmbach"]),
];

/// Slips of the pen that occur in the council's texts.
pub(super) const SPELLINGS: &[(&str, &[&str])] = &[
    ("dammenstock", &["weiherfeld-dammerstock"]),
    ("gruenwettersbch", &["gruenwettersbach"]),
    ("gruenwettesbach", &["gruenwettersbach"]),
    ("guenwinkel", &["gruenwinkel"]),
    ("neuruet", &["neureut"]),
    ("oststadst", &["oststadt"]),
    ("plambach", &["palmbach"]),
    ("stuperich", &["stupferich"]),
    ("stupfereich", &["stupferich"]),
    ("suedweststdt", &["suedweststadt"]),
    ("walstadt", &["waldstadt"]),
    ("wetersbach", &["gruenwettersbach", "palmbach"]),
    ("wolfartweier", &["wolfartsweier"]),
];

/// Quarters, hamlets and hills that everybody knows to be part of a district; and whether the word must
/// end there.
pub(super) const PARTS: &[(&str, &str, bool)] = &[
    ("albsiedlung", "gruenwinkel", false),
    ("aue", "durlach", true),
    ("batzenhof", "hohenwettersbach", false),
    ("bergwald", "durlach", false),
    ("dornwald", "durlach", false),
    ("geigersberg", "durlach", false),
    ("hardecksiedlung", "gruenwinkel", false),
    ("heidenstuecker", "gruenwinkel", false),
    ("killisfeld", "durlach", false),
    ("kirchfeld", "neureut", false),
    ("lissen", "durlach", true),
    ("maxau", "knielingen", true),
    ("rappenwoert", "daxlanden", false),
    ("saeuterich", "durlach", false),
    ("turmberg", "durlach", false),
    ("untermuehl", "durlach", false),
];

/// Words that mean something else after these: a meadow by a river, the margraves of Baden-Durlach.
pub(super) const NOT_AFTER: &[(&str, &[&str])] = &[
    (
        "aue",
        &["alb", "der", "die", "dieser", "einer", "pfinz", "rhein"],
    ),
    ("durlach", &["baden"]),
];

/// Places that have their name from one district and lie in another: adjective, noun, district. The
/// fields of Beiertheim were built over long ago.
pub(super) const ELSEWHERE: &[(&str, &str, &str)] = &[("beiertheimer", "feld", "suedweststadt")];

/// What a street is. After an adjective it makes a name: the Durlacher Allee, the Mühlburger Tor. No
/// squares: the only one so named, the Neureuter Platz, is where its name says.
pub(super) const STREETS: &[&str] = &[
    "alee",
    "allee",
    "landstrasse",
    "querallee",
    "str",
    "strasse",
    "tor",
    "tores",
    "tors",
    "weg",
    "weges",
    "wegs",
];

/// Words that join the parts of a list.
pub(super) const JOINERS: &[&str] = &["bis", "bzw", "ecke", "oder", "sowie", "und"];

/// What districts' names have in common at their end, so that a list may say it once.
pub(super) const SHARED_ENDINGS: &[&str] = &["stadt", "wettersbach"];

/// How the bodies begin that exist for a part of the city.
pub(super) const LOCAL_BODIES: &[&str] = &[
    "buergerverein",
    "ortschaftsrat",
    "ortschaftsraet",
    "ortsverwaltung",
    "ortsvorsteh",
    "sanierungsbeirat",
    "stadtamt",
];
