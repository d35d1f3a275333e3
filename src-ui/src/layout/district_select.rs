//! The person's district, one of 27, or none. The districts come with the first sync, so they may not
//! be there yet: then this says so instead of showing an empty list.

use crate::kit::{Glyph, Icon, Select};
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use ka_domain::{DistrictId, Kind};
use ka_ipc::Districts;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};

/// The field.
#[component]
pub fn DistrictSelect(
    /// Its stable id.
    id: &'static str,
    /// The chosen district.
    #[prop(into)]
    chosen: Signal<Option<DistrictId>>,
    /// One was chosen, or none.
    on_choose: impl Fn(Option<DistrictId>) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let query = Query::new(|| Districts {}, &[Topic::Content(Kind::District)]);
    let known = memo(move || query.get().is_some_and(|districts| !districts.is_empty()));
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), tr!("district-none"))];
        if let Some(districts) = query.get() {
            options.extend(
                districts
                    .iter()
                    .map(|district| (district.id.as_str().to_owned(), district.name.clone())),
            );
        }
        options
    });
    let chosen = Signal::derive(move || {
        chosen
            .get()
            .map(|district| district.as_str().to_owned())
            .unwrap_or_default()
    });
    move || {
        if known.get() {
            let on_choose = on_choose.clone();
            view! {
                <Select
                    id=id
                    label=move_tr!("district-label")
                    options
                    chosen
                    on_choose=move |key| on_choose(DistrictId::new(key).ok())
                />
            }
            .into_any()
        } else {
            view! {
                <p class="ka-remark" id=id role="status">
                    <Glyph icon=Icon::Sync />
                    <span>{move || tr!("district-loading")}</span>
                </p>
            }
            .into_any()
        }
    }
}
