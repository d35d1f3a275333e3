//! Following: the button that stands on the page of what can be followed, and the way to the shell
//! that it shares with the list of everything followed. All of it stays on the device.
//!
//! Changes go one after the other: the shell answers each question on a thread of its own, and "on"
//! and "off" in quick succession could arrive in the other order.

use super::alert::FailureAlert;
use super::icon::{Glyph, Icon};
use crate::ipc::Question;
use crate::state::reactive::memo;
use crate::state::{Query, Stale, Topic};
use ka_domain::Subject;
use ka_domain::views::FollowRow;
use ka_ipc::{Command, Failure, Follow, Follows};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::tr;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// Where everything followed is listed.
pub const LIST: &str = "/council/following";

/// Asks for what is followed.
pub fn follows() -> Query<Vec<FollowRow>> {
    Query::new(|| Follows {}, &[Topic::News])
}

/// A change, and what is to be done once it is kept.
type Change = (Question, Box<dyn FnOnce()>);

/// Changes that wait for their turn.
#[derive(Default)]
struct Queue {
    waiting: RefCell<VecDeque<Change>>,
    /// Somebody sends them already.
    sending: Cell<bool>,
}

/// Changes of what is followed or read, one after the other.
#[derive(Clone, Copy)]
pub struct FollowChanges {
    queue: StoredValue<Rc<Queue>, LocalStorage>,
    trouble: RwSignal<Option<Failure>>,
    stale: Stale,
}

impl FollowChanges {
    /// None yet.
    pub fn new() -> Self {
        Self {
            queue: StoredValue::new_local(Rc::default()),
            trouble: RwSignal::new(None),
            stale: Stale::of_app(),
        }
    }

    /// Asks for a change and, once it is kept, goes on with `then`. Whoever shows what it is about
    /// asks again.
    pub fn ask(&self, change: &impl Command, then: impl FnOnce() + 'static) {
        self.put(Question::of(change), Box::new(then));
    }

    fn put(&self, question: Question, then: Box<dyn FnOnce()>) {
        if let Some(queue) = self.queue.try_get_value() {
            queue.waiting.borrow_mut().push_back((question, then));
            if !queue.sending.replace(true) {
                spawn_local(self.send(queue));
            }
        }
    }

    /// Sends what waits, until nothing does. The screen may be gone by then.
    fn send(&self, queue: Rc<Queue>) -> impl Future<Output = ()> + use<> {
        let (trouble, stale) = (self.trouble, self.stale);
        async move {
            loop {
                let next = queue.waiting.borrow_mut().pop_front();
                let Some((question, then)) = next else { break };
                match question.ask().await {
                    Ok(_) => {
                        trouble.try_set(None);
                        stale.raise(Topic::News);
                        then();
                    }
                    Err(failure) => {
                        trouble.try_set(Some(failure));
                    }
                }
            }
            queue.sending.set(false);
        }
    }

    /// Why the last change was refused, if it was.
    pub fn trouble(&self) -> Option<Failure> {
        self.trouble.get()
    }
}

/// Follows it or follows it no more.
#[component]
pub fn FollowButton(
    /// What.
    subject: Subject,
) -> impl IntoView {
    let follows = follows();
    let changes = FollowChanges::new();
    let said = RwSignal::new(None::<bool>);
    let wanted = subject.clone();
    let followed = memo(move || {
        follows
            .get()
            .map(|rows| rows.iter().any(|row| row.subject == wanted))
    });
    let press = move |_| {
        // What is not known yet cannot be turned around.
        let Some(followed) = followed.get_untracked() else {
            return;
        };
        let change = Follow {
            subject: subject.clone(),
            on: !followed,
        };
        changes.ask(&change, move || {
            said.try_set(Some(!followed));
        });
    };
    view! {
        <div class="ka-follow" data-followed=move || followed.get().map(|on| on.to_string())>
            <button
                class="kern-btn kern-btn--secondary"
                id="follow"
                type="button"
                aria-disabled=move || followed.get().is_none().then_some("true")
                on:click=press
            >
                {move || {
                    let icon = if followed.get() == Some(true) { Icon::Followed } else { Icon::Follow };
                    view! { <Glyph icon /> }
                }}
                <span class="kern-label">
                    {move || if followed.get() == Some(true) { tr!("follow-off") } else { tr!("follow-on") }}
                </span>
            </button>
            {move || {
                (followed.get() == Some(true))
                    .then(|| {
                        view! {
                            <a class="ka-chip" id="follow-to-list" href=LIST>
                                <Glyph icon=Icon::Bell />
                                <span>{move || tr!("follow-to-list")}</span>
                            </a>
                        }
                    })
            }}
            <p class="ka-said" id="follow-said" role="status">
                {move || {
                    said.get().map(|on| if on { tr!("follow-is-on") } else { tr!("follow-is-off") })
                }}
            </p>
            {move || changes.trouble().map(|failure| view! { <FailureAlert failure /> })}
        </div>
    }
}
