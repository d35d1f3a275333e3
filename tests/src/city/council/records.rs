//! What the small city's council is: who meets when, and treats what.

use super::{
    CANCELLED, LIGHTS_TITLE, LONG_PAST, MARKUP_TITLE, NEXT, NO_AGENDA, PAST, PLAYGROUNDS_FILES,
    PLAYGROUNDS_REFERENCE, PLAYGROUNDS_TITLE, TO_COME,
};

/// When something is.
#[derive(Clone, Copy)]
pub enum When {
    /// Days from now on.
    In(i64),
    /// A day of the calendar.
    On(i32, u32, u32),
}

/// Who takes part, before it is an object.
pub struct Party {
    /// As its address ends.
    pub id: &'static str,
    pub name: &'static str,
    pub short: &'static str,
    pub classification: Option<&'static str>,
    pub end: Option<When>,
}

/// A paper, before it is an object.
pub struct Draft {
    pub id: &'static str,
    pub name: &'static str,
    pub kind: &'static str,
    pub reference: &'static str,
    pub date: When,
    /// The offices that answer for it.
    pub offices: &'static [&'static str],
    pub belongs_to: Option<&'static str>,
    pub owns: Option<&'static str>,
    /// Its files, by id, name and size.
    pub files: &'static [(&'static str, &'static str, Option<u64>)],
}

/// A meeting, before it is an object.
pub struct Sitting {
    pub id: &'static str,
    pub name: &'static str,
    pub of: &'static str,
    pub when: When,
    pub place: &'static str,
    pub cancelled: bool,
    pub agenda: &'static [Item],
}

/// An item of an agenda. One with a role treats a paper.
pub struct Item {
    pub name: &'static str,
    pub paper: Option<(&'static str, &'static str)>,
    pub public: bool,
    pub result: Option<&'static str>,
}

const fn item(name: &'static str) -> Item {
    Item {
        name,
        paper: None,
        public: true,
        result: None,
    }
}

/// Treats `paper` in the role `role`.
const fn treats(
    name: &'static str,
    paper: &'static str,
    role: &'static str,
    result: Option<&'static str>,
) -> Item {
    Item {
        name,
        paper: Some((paper, role)),
        public: true,
        result,
    }
}

const HEARING: &str = "Anhörung";
const PREPARATION: &str = "Vorberatung";
/// The role in which a paper is decided.
pub const DECISION: &str = "Entscheidung";
const TOWN_HALL: &str = "Rathaus, Großer Saal";

/// The meetings, past and to come.
pub const MEETINGS: [Sitting; 8] = [
    Sitting {
        id: "301",
        name: "Sitzung des Ortschaftsrats Durlach",
        of: "gr/2",
        when: When::In(-50),
        place: "Karlsburg, Festsaal",
        cancelled: false,
        agenda: &[
            treats(
                PLAYGROUNDS_TITLE,
                "vo/101",
                HEARING,
                Some("einstimmig zugestimmt"),
            ),
            item("Was die Leute in Durlach wissen wollen"),
        ],
    },
    Sitting {
        id: "302",
        name: "Sitzung des Planungsausschusses",
        of: "gr/3",
        when: When::In(-22),
        place: TOWN_HALL,
        cancelled: false,
        agenda: &[treats(
            PLAYGROUNDS_TITLE,
            "vo/101",
            PREPARATION,
            Some("vorberaten"),
        )],
    },
    Sitting {
        id: PAST,
        name: "Sitzung des Gemeinderats",
        of: "gr/1",
        when: When::In(-8),
        place: TOWN_HALL,
        cancelled: false,
        agenda: &[
            treats(
                LIGHTS_TITLE,
                "vo/102",
                DECISION,
                Some("einstimmig beschlossen"),
            ),
            treats(
                "Trinkwasserbrunnen auf allen Wochenmärkten",
                "ag/103",
                DECISION,
                Some("mehrheitlich abgelehnt"),
            ),
            Item {
                public: false,
                ..item("Verkauf eines Grundstücks")
            },
        ],
    },
    Sitting {
        id: LONG_PAST,
        name: "Sitzung des Gemeinderats",
        of: "gr/1",
        when: When::On(2019, 3, 26),
        place: TOWN_HALL,
        cancelled: false,
        agenda: &[treats(
            "Lärmschutzwand an der Bahn in Hagsfeld",
            "vo/106",
            DECISION,
            Some("einstimmig beschlossen"),
        )],
    },
    Sitting {
        id: NEXT,
        name: "Sitzung des Planungsausschusses",
        of: "gr/3",
        when: When::In(1),
        place: TOWN_HALL,
        cancelled: false,
        agenda: &[treats(MARKUP_TITLE, "vo/105", PREPARATION, None)],
    },
    Sitting {
        id: TO_COME,
        name: "Sitzung des Gemeinderats",
        of: "gr/1",
        when: When::In(6),
        place: TOWN_HALL,
        cancelled: false,
        agenda: &[
            treats(PLAYGROUNDS_TITLE, "vo/101", DECISION, None),
            treats("Gebühren für Grünabfälle", "vo/104", DECISION, None),
        ],
    },
    Sitting {
        id: NO_AGENDA,
        name: "Sitzung des Ortschaftsrats Durlach",
        of: "gr/2",
        when: When::In(13),
        place: "Karlsburg, Festsaal",
        cancelled: false,
        agenda: &[],
    },
    Sitting {
        id: CANCELLED,
        name: "Sitzung des Planungsausschusses",
        of: "gr/3",
        when: When::In(20),
        place: TOWN_HALL,
        cancelled: true,
        agenda: &[],
    },
];

const PROPOSAL: &str = "Beschlussvorlage";

const fn draft(
    id: &'static str,
    name: &'static str,
    (kind, reference): (&'static str, &'static str),
    date: When,
) -> Draft {
    Draft {
        id,
        name,
        kind,
        reference,
        date,
        offices: &[],
        belongs_to: None,
        owns: None,
        files: &[],
    }
}

/// The papers.
pub const PAPERS: [Draft; 7] = [
    draft(
        "vo/106",
        "Lärmschutzwand an der Bahn in Hagsfeld",
        (PROPOSAL, "2019/0106"),
        When::On(2019, 2, 12),
    ),
    Draft {
        owns: Some("vo/101"),
        ..draft(
            "vo/107",
            "Leitlinien für das Spielen im Freien",
            ("Informationsvorlage", "2026/0107"),
            When::In(-200),
        )
    },
    Draft {
        offices: &["at/11"],
        belongs_to: Some("vo/107"),
        files: &[
            (PLAYGROUNDS_FILES[0], "Beschlussvorlage", Some(245_760)),
            (PLAYGROUNDS_FILES[1], "Lageplan", None),
        ],
        ..draft(
            "vo/101",
            PLAYGROUNDS_TITLE,
            (PROPOSAL, PLAYGROUNDS_REFERENCE),
            When::In(-60),
        )
    },
    Draft {
        offices: &["at/12"],
        ..draft(
            "vo/102",
            LIGHTS_TITLE,
            (PROPOSAL, "2026/0102"),
            When::In(-30),
        )
    },
    draft(
        "ag/103",
        "Trinkwasserbrunnen auf allen Wochenmärkten",
        ("Antrag", "2026/0103"),
        When::In(-28),
    ),
    draft(
        "vo/104",
        "Siebte Satzung zur Änderung der Satzung über die Benutzung der städtischen \
         Grünabfallsammelstellen und Wertstoffstationen sowie über die Erhebung von \
         Benutzungsgebühren für Gewerbetreibende, Kleingartenvereine und Hausverwaltungen",
        (PROPOSAL, "2026/0104"),
        When::In(-12),
    ),
    draft(
        "vo/105",
        MARKUP_TITLE,
        (PROPOSAL, "2026/0105"),
        When::In(-10),
    ),
];

const fn party(id: &'static str, name: &'static str, short: &'static str) -> Party {
    Party {
        id,
        name,
        short,
        classification: None,
        end: None,
    }
}

/// Who takes part.
pub const ORGANIZATIONS: [Party; 6] = [
    party("gr/1", "Gemeinderat", "GR"),
    party("gr/2", "Ortschaftsrat Durlach", "OR-D"),
    Party {
        classification: Some("Beschließender Ausschuss"),
        ..party("gr/3", "Planungsausschuss", "PlanA")
    },
    Party {
        classification: Some("Beirat und Stiftung"),
        end: Some(When::In(-400)),
        ..party("gr/4", "Beirat für Stadtgrün", "BfS")
    },
    party("at/11", "Gartenbauamt", "GBA"),
    party("at/12", "Tiefbauamt", "TBA"),
];
