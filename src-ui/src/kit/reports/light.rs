//! How far a report is, as a traffic light: by the place of the lamp, by its sign and by words, so that
//! nobody needs the colour.

use ka_domain::Progress;
use leptos::prelude::*;
use leptos_fluent::tr;

/// How far a report is, in words.
pub fn progress(progress: Progress) -> String {
    match progress {
        Progress::Received => tr!("reports-received"),
        Progress::Open => tr!("reports-open"),
        Progress::Closed => tr!("reports-closed"),
        Progress::Refused => tr!("reports-refused"),
    }
}

/// The word for tests and styles.
pub fn slug(progress: Progress) -> &'static str {
    match progress {
        Progress::Received => "received",
        Progress::Open => "open",
        Progress::Closed => "closed",
        Progress::Refused => "refused",
    }
}

/// The lamp that is lit, counted from the left, and the sign in it.
fn lamp(progress: Progress) -> (usize, &'static str) {
    match progress {
        Progress::Received => (0, "M8 5v3.25M8 10.75v.25"),
        Progress::Refused => (0, "m6 6 4 4M10 6l-4 4"),
        Progress::Open => (1, "M22 5.5V8l1.75 1.5"),
        Progress::Closed => (2, "m33.5 8.25 2 2 3.25-4"),
    }
}

/// The light with its words.
#[component]
pub fn Light(
    /// How far it is.
    progress: Progress,
) -> impl IntoView {
    let (lit, sign) = lamp(progress);
    let lamps = [8, 22, 36]
        .into_iter()
        .enumerate()
        .map(|(at, x)| {
            let class = if at == lit {
                "ka-light__lamp ka-light__lamp--lit"
            } else {
                "ka-light__lamp"
            };
            view! { <circle class=class cx=x cy="8" r="5.25"></circle> }
        })
        .collect_view();
    view! {
        <span class="ka-light" data-progress=slug(progress)>
            <svg class="ka-light__lamps" viewBox="0 0 44 16" aria-hidden="true" focusable="false">
                <rect class="ka-light__box" x="0.5" y="0.5" width="43" height="15" rx="7.5"></rect>
                {lamps}
                <path class="ka-light__sign" d=sign></path>
            </svg>
            <span>{move || self::progress(progress)}</span>
        </span>
    }
}
