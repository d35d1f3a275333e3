//! Icons, drawn for this app on a grid of 24: lines only, in the colour of the text beside them.

use ka_domain::LifeSituation;
use leptos::prelude::*;

/// A sign. It never stands alone: the words beside it say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum Icon {
    Home,
    Services,
    Parking,
    Settings,
    Bicycle,
    Office,
    Clock,
    Forward,
    Back,
    Search,
    Check,
    Warning,
    Info,
    Error,
    Offline,
    Sync,
    Delete,
    Copy,
    Lock,
    Council,
    Meeting,
    Paper,
    Committee,
    Calendar,
    District,
    Bell,
    BellOff,
    File,
    External,
    Follow,
    Followed,
    History,
    Close,
    Camera,
    Report,
    Outbox,
    Edit,
    Situation(LifeSituation),
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Home => "M4 11.5 12 4l8 7.5M6.5 9.5V20h11V9.5M10 20v-5.5h4V20",
            Icon::Services => "M6 3.5h8.5L18.5 8v12.5H6zM14 3.5V8.5h4.5M9 12.5h6.5M9 16.5h6.5",
            Icon::Parking => "M4 4h16v16H4zM9.5 17V7.5h3.75a3 3 0 0 1 0 6H9.5",
            Icon::Settings => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.75a2.25 2.25 0 1 1 0 4.5 2.25 2.25 0 0 1 0-4.5M9 14.75a2.25 2.25 0 1 1 0 4.5 2.25 2.25 0 0 1 0-4.5"
            }
            Icon::Bicycle => {
                "M6 12.5a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5M18 12.5a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5M6 16.25 9.5 9h6L12 16.25zM8 6h3M15.5 9 14.25 5H17M18 16.25 15.5 9"
            }
            Icon::Office => {
                "M4 20.5h16M5.5 20.5V9.5M18.5 20.5V9.5M3.5 9.5 12 4l8.5 5.5zM9.5 20.5v-7h5v7"
            }
            Icon::Clock => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M12 7.5V12l3 2.5",
            Icon::Forward => "m9 5 7 7-7 7",
            Icon::Back => "m15 5-7 7 7 7",
            Icon::Search => "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20.5 20.5",
            Icon::Check => "m5 12.5 4.5 4.5L19 7.5",
            Icon::Warning => "M12 4 2.75 20h18.5zM12 10v4.5M12 17.25v.25",
            Icon::Info => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M12 11v5.5M12 7.75V8",
            Icon::Error => {
                "M8.25 3.5h7.5l4.75 4.75v7.5l-4.75 4.75h-7.5L3.5 15.75v-7.5zM12 8v5M12 16v.25"
            }
            Icon::Offline => {
                "M4 4l16 16M8.5 8A5.5 5.5 0 0 0 7 18h10.5M19.8 16.9A4 4 0 0 0 17 10.5 5.5 5.5 0 0 0 11.3 6.6"
            }
            Icon::Sync => {
                "M19.5 9A8 8 0 0 0 5.25 7.75M4.5 4v4h4M4.5 15a8 8 0 0 0 14.25 1.25M19.5 20v-4h-4"
            }
            Icon::Delete => {
                "M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5 7.5 20h9l1-13.5M10.25 10v6.5M13.75 10v6.5"
            }
            Icon::Copy => "M8.5 8.5h11v11h-11zM5 15.5H4.5v-11h11V5",
            Icon::Lock => "M5.5 10.5h13v9.5h-13zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5",
            Icon::Council => {
                "M3.5 20.5h17M12 3.5l8.5 5h-17zM5.5 8.5v9M18.5 8.5v9M9.75 11.5v6M14.25 11.5v6M4.5 17.5h15"
            }
            Icon::Meeting => {
                "M12 4.25a2 2 0 1 1 0 4 2 2 0 0 1 0-4M8.5 12a3.5 3.5 0 0 1 7 0M5 14.5h14M6.5 14.5V20M17.5 14.5V20M3.5 12V9M20.5 12V9"
            }
            Icon::Paper => {
                "M6.5 3.5h7.5l4.5 4.5v12.5h-12zM13.5 3.5v5h5M10 16.5l1.75-.5 3.5-3.5-1.25-1.25-3.5 3.5z"
            }
            Icon::Committee => {
                "M9 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M3.5 18.5a5.5 5.5 0 0 1 11 0M16 6.25a2.25 2.25 0 1 1 0 4.5M17 13.5a4.75 4.75 0 0 1 3.5 5"
            }
            Icon::Calendar => {
                "M4 6h16v14.5H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8M8 14.25h2M14 14.25h2M8 17.25h2"
            }
            Icon::District => {
                "M12 21c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11M12 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5"
            }
            Icon::Bell => "M5 17.5h14l-1.75-2.75V10a5.25 5.25 0 0 0-10.5 0v4.75zM10 20.5h4",
            Icon::BellOff => {
                "M4 4l16 16M8 6.5A5.25 5.25 0 0 1 17.25 10v4M6.75 9.75v5L5 17.5h12M10 20.5h4"
            }
            Icon::File => {
                "M6 3.5h8.5L18.5 8v12.5H6zM14 3.5V8.5h4.5M12.25 11.5v6M9.5 14.75l2.75 2.75L15 14.75"
            }
            Icon::External => "M10.5 5H5v14h14v-5.5M14 4.5h5.5V10M19.5 4.5 11 13",
            Icon::Follow => "M12 5v14M5 12h14",
            Icon::Followed => {
                "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1.05 5.9L12 16.85 6.75 19.7l1.05-5.9-4.3-4.1 5.9-.8z"
            }
            Icon::History => "M4.5 8.5A8.25 8.25 0 1 1 3.75 12M4 4.5v4h4M12 7.75V12l3 2",
            Icon::Close => "M6 6l12 12M18 6 6 18",
            Icon::Camera => {
                "M3.5 7.5h4L9 5h6l1.5 2.5h4v11.5h-17zM12 9.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7"
            }
            Icon::Report => "M4 4.5h16V16h-8.5L7 20v-4H4zM12 7.5v4M12 13.25v.25",
            Icon::Outbox => "M4 13.5V20h16v-6.5M12 15.5v-11M7.75 8.5 12 4.25l4.25 4.25",
            Icon::Edit => "M4.5 19.5l1-4.25L16 4.75l3.25 3.25L8.75 18.5zM13.75 7 17 10.25",
            Icon::Situation(situation) => situation_path(situation),
        }
    }
}

fn situation_path(situation: LifeSituation) -> &'static str {
    match situation {
        LifeSituation::Moving => {
            "M3.5 6.5h10v9.5h-10zM13.5 10h4l3 3v3h-7M7 15.75a2 2 0 1 1 0 4 2 2 0 0 1 0-4M17 15.75a2 2 0 1 1 0 4 2 2 0 0 1 0-4"
        }
        LifeSituation::Identity => {
            "M3.5 5.5h17v13h-17zM8.25 9a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5M5.75 16a2.6 2.6 0 0 1 5 0M14 10h4M14 13.5h4"
        }
        LifeSituation::Arriving => {
            "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17"
        }
        LifeSituation::Family => {
            "M8 4.5a2.25 2.25 0 1 1 0 4.5 2.25 2.25 0 0 1 0-4.5M4 20v-6a4 4 0 0 1 8 0v6M16.5 10a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5M13.75 20v-1.25a2.75 2.75 0 0 1 5.5 0V20"
        }
        LifeSituation::Partnership => {
            "M9 8a5 5 0 1 1 0 10A5 5 0 0 1 9 8M15 8a5 5 0 1 1 0 10 5 5 0 0 1 0-10M10.5 5.5 12 4l1.5 1.5"
        }
        LifeSituation::Education => {
            "M2.5 9.5 12 5l9.5 4.5L12 14zM6.5 11.75V16c3 2.5 8 2.5 11 0v-4.25M21.5 9.5v5"
        }
        LifeSituation::WorkAndBusiness => {
            "M3.5 8h17v11.5h-17zM8.5 8V5h7v3M3.5 12.5c5 2.5 12 2.5 17 0"
        }
        LifeSituation::HousingAndBuilding => {
            "M4 20.5V8l7-3.5v16M11 9.5l9 2.5v8.5M2.5 20.5h19M7 11v.25M7 15v.25M15 14.5v.25M15 17.5v.25"
        }
        LifeSituation::Mobility => {
            "M6 4h12v12.5H6zM6 11h12M8.5 16.5 6.5 20M15.5 16.5l2 3.5M9 13.75v.25M15 13.75v.25"
        }
        LifeSituation::EnvironmentAndWaste => {
            "M19.5 4.5C10 4 4.5 8.5 5.5 17.5c9 1 14-4 14-13M5 20.5c1-5 4-8.5 9-11"
        }
        LifeSituation::HealthAndCare => {
            "M12 20C5 15.5 3 12 3.75 8.5 4.5 5 9.5 4 12 8c2.5-4 7.5-3 8.25.5C21 12 19 15.5 12 20M8 12h2l1.5-2.5L13.5 14l1-2H16"
        }
        LifeSituation::SocialSupport => {
            "M3.5 14.5 7 12.5h4.5a1.5 1.5 0 0 1 0 3H9M11.5 15.5l6-2.75a1.5 1.5 0 0 1 1.25 2.75L12 19.5H3.5M12 9.5C9 7.5 9 5 10.5 4.5 11.25 4.25 12 5.25 12 5.25s.75-1 1.5-.75C15 5 15 7.5 12 9.5"
        }
        LifeSituation::TaxesAndFees => {
            "M6 3.5h12v17l-3-2-3 2-3-2-3 2zM14.5 8.25a3.25 3.25 0 1 0 0 5.5M8.5 10.25h4M8.5 12h4"
        }
        LifeSituation::Animals => {
            "M12 12.5c3 0 5 2.75 5 5 0 3-3 1.75-5 1.75S7 20.5 7 17.5c0-2.25 2-5 5-5M5.5 10v1.5M9.25 6v2M14.75 6v2M18.5 10v1.5"
        }
        LifeSituation::LeisureAndCulture => {
            "M4 5.5h10v6.5a5 5 0 0 1-10 0zM7 9v.25M11 9v.25M7 12.5c1 1 3 1 4 0M14 9h6v5.5a5 5 0 0 1-7.5 4.25M17 12.5v.25"
        }
        LifeSituation::SafetyAndOrder => {
            "M12 3.5 19.5 6v6c0 4.5-3.5 7-7.5 8.5C8 19 4.5 16.5 4.5 12V6zM9 12l2.25 2.25L15.5 10"
        }
        LifeSituation::Participation => {
            "M4 10v4.5h3.5L16 19V5.5L7.5 10zM7.5 14.5 9 20h2.5l-1-4M19 10a3.5 3.5 0 0 1 0 4.5"
        }
        LifeSituation::Bereavement => {
            "M12 12.5V21M12 7a2.75 2.75 0 1 1 0 5.5A2.75 2.75 0 0 1 12 7M12 7c-2.5-1-2-4 0-4s2.5 3 0 4M14.5 9c1-2.5 4-2 4 0s-3 2.5-4 1.5M9.5 9c-1-2.5-4-2-4 0s3 2.5 4 1.5M12 18c2-.25 3.5-1 4.5-2.5"
        }
    }
}

/// Draws an icon at the size of the text beside it.
#[component]
pub fn Glyph(
    /// Which.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="ka-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
