//! What became of a report, step by step, with the city's own words.

use crate::kit::reports::Light;
use crate::text::format::day_and_time;
use ka_domain::ReportStep;
use leptos::prelude::*;
use leptos_fluent::tr;

/// The steps, the latest first: that is what somebody comes for.
pub fn way(steps: &[ReportStep]) -> AnyView {
    if steps.is_empty() {
        return view! { <p class="kern-body">{move || tr!("my-report-no-steps")}</p> }.into_any();
    }
    let steps = steps
        .iter()
        .rev()
        .map(|step| {
            let (at, progress) = (step.at, step.progress);
            let words = step.words.clone().map(|words| {
                view! { <blockquote class="ka-step__words" lang="de">{words}</blockquote> }
            });
            view! {
                <li class="ka-step">
                    <time class="ka-card__small" datetime=at.to_rfc3339()>
                        {move || day_and_time(at)}
                    </time>
                    <p><Light progress /></p>
                    {words}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="ka-report-way" id="my-report-steps">{steps}</ol> }.into_any()
}
