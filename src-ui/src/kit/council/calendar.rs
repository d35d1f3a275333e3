//! Meetings for the calendar of the system: the shell writes a file and hands it over.

use crate::ipc::{Question, read};
use crate::kit::alert::FailureAlert;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use ka_domain::views::CalendarChoice;
use ka_ipc::{ExportCalendar, Failure};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::tr;

/// The button, and what became of it. One a screen.
#[component]
pub fn CalendarButton(
    /// Which meetings.
    choice: CalendarChoice,
) -> impl IntoView {
    let is_one = matches!(choice, CalendarChoice::Meeting(_));
    let busy = RwSignal::new(false);
    let path = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<Failure>);
    let export = move || {
        busy.set(true);
        path.set(None);
        trouble.set(None);
        let question = Question::of(&ExportCalendar {
            choice: choice.clone(),
        });
        spawn_local(async move {
            let answer = question.ask().await;
            // The screen may be gone in the meantime.
            busy.try_set(false);
            match answer.and_then(|words| read(&words)) {
                Ok(file) => path.try_set(Some(file)).is_some(),
                Err(failure) => trouble.try_set(Some(failure)).is_some(),
            };
        });
    };
    view! {
        <div class="ka-calendar">
            <Button id="calendar-export" icon=Icon::Calendar off=busy on_press=export>
                {move || if is_one { tr!("calendar-one") } else { tr!("calendar-all") }}
            </Button>
            <p class="ka-said" id="calendar-said" role="status">
                {move || path.get().map(|path| tr!("calendar-done", { "path" => path }))}
            </p>
            {move || trouble.get().map(|failure| view! { <FailureAlert failure /> })}
        </div>
    }
}
