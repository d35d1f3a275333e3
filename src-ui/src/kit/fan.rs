//! Karlsruhe's sign in this app: the fan of streets that opens from the palace tower. Drawn, not
//! shown to screen readers: it says nothing that the words do not.

use leptos::prelude::*;

/// How many streets the fan has, at most: the city was laid out with 32 of them, nine into the town.
const RAYS: i32 = 17;

/// The fan as lines from one point, with arcs across like the old town's ring streets.
#[component]
pub fn Fan() -> impl IntoView {
    let rays = (0..RAYS)
        .map(|ray| {
            let angle = f64::from(ray - (RAYS - 1) / 2) * 9.0;
            let transform = format!("rotate({angle} 200 20)");
            let class = if ray % 4 == 0 {
                "ka-fan__street ka-fan__street--main"
            } else {
                "ka-fan__street"
            };
            view! { <path class=class d="M200 46V400" transform=transform></path> }
        })
        .collect_view();
    let rings = [90, 160, 240, 330]
        .into_iter()
        .map(|radius| view! { <circle class="ka-fan__ring" cx="200" cy="20" r=radius></circle> })
        .collect_view();
    view! {
        <svg class="ka-fan" viewBox="0 0 400 400" preserveAspectRatio="xMidYMin slice" aria-hidden="true" focusable="false">
            {rings}
            {rays}
            <path class="ka-fan__tower" d="M200 8 212 20 200 32 188 20z"></path>
        </svg>
    }
}
