//! Free spaces of a car park: the number, a bar, and words. The bar's colour repeats what the words
//! and its length say.

use crate::text::format::{number, percent};
use leptos::prelude::*;
use leptos_fluent::tr;

/// Below this share of free spaces a car park is called nearly full.
const NEARLY_FULL: f64 = 0.1;

/// The bar.
#[component]
pub fn SpacesMeter(
    /// The car park's name, for screen readers.
    name: String,
    /// Free spaces.
    free: u32,
    /// All spaces.
    capacity: u32,
) -> impl IntoView {
    let free = free.min(capacity);
    let share = f64::from(free) / f64::from(capacity.max(1));
    let level = if free == 0 {
        "full"
    } else if share < NEARLY_FULL {
        "nearly-full"
    } else {
        "free"
    };
    view! {
        <div
            class="ka-meter"
            role="meter"
            data-level=level
            aria-label=move || tr!("spaces-meter", { "name" => name.clone() })
            aria-valuemin="0"
            aria-valuemax=capacity
            aria-valuenow=free
            aria-valuetext=move || {
                tr!("spaces-meter-value", {
                    "free" => number(free),
                    "capacity" => number(capacity),
                    "share" => percent(share),
                })
            }
        >
            <div class="ka-meter__bar" style:width=format!("{:.1}%", share * 100.0)></div>
        </div>
    }
}
