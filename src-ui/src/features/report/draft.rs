//! A draft while somebody writes in it.
//!
//! What is written stands in [`Draft::text`], and nothing that comes back from the shell changes it. It is
//! kept on the device a moment after a change, and at once where a field or the page is left. Whatever is
//! asked about a draft is asked one after the other: the shell answers each question on a thread of its own,
//! so that an older text could otherwise be kept after a newer one, or a draft be sent before its last word
//! was kept.

use super::step::Step;
use crate::ipc::call;
use crate::kit::reports::draft_href;
use crate::state::reactive::effect;
use crate::state::{Stage, Stale, Topic};
use futures::lock::Mutex;
use ka_domain::views::{DraftText, DraftView};
use ka_domain::{Kind, ReportFault, SubmissionId};
use ka_ipc::{DraftById, Failure, SaveDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// How long a change waits before it is kept.
const WAIT: Duration = Duration::from_millis(300);

/// How what is written stands to what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was written since the draft was opened.
    Untouched,
    /// Something is not kept yet.
    Writing,
    /// All of it is kept.
    All,
    /// It could not be kept. It is still on the screen, and the next change tries again.
    Failed(Failure),
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the outbox.
    Sent,
    /// A report of somebody else was supported instead.
    Supported,
}

/// What outlives the screen: a text that is being kept when it is left.
struct Keeper {
    id: SubmissionId,
    written: RefCell<DraftText>,
    /// Counts the changes.
    version: Cell<u64>,
    /// The count at which all was kept.
    kept: Cell<u64>,
    /// It is about to be kept.
    due: Cell<bool>,
    /// There is no draft any more.
    over: Cell<bool>,
    turn: Mutex<()>,
}

/// A draft.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Which.
    pub id: SubmissionId,
    /// What is written.
    pub text: RwSignal<DraftText>,
    /// How it stands to what is kept.
    pub kept: RwSignal<Kept>,
    /// Whether it could be read.
    pub stage: RwSignal<Stage>,
    /// What became of it.
    pub outcome: RwSignal<Option<Outcome>>,
    /// Somebody has looked over all of it: now what is missing is shown too.
    pub looked_over: RwSignal<bool>,
    view: RwSignal<Option<Arc<DraftView>>>,
    keeper: StoredValue<Rc<Keeper>, LocalStorage>,
}

impl Draft {
    /// Opens the draft.
    pub fn open(id: SubmissionId) -> Self {
        let draft = Self {
            id,
            text: RwSignal::new(DraftText::default()),
            kept: RwSignal::new(Kept::Untouched),
            stage: RwSignal::new(Stage::Loading),
            outcome: RwSignal::new(None),
            looked_over: RwSignal::new(false),
            view: RwSignal::new(None),
            keeper: StoredValue::new_local(Rc::new(Keeper {
                id,
                written: RefCell::default(),
                version: Cell::new(0),
                kept: Cell::new(0),
                due: Cell::new(false),
                over: Cell::new(false),
                turn: Mutex::new(()),
            })),
        };
        draft.read();
        draft.follow_content();
        draft.keep_where_the_page_is_left();
        draft
    }

    /// Reads it, for the first time or after that was refused.
    pub fn read(self) {
        self.stage.set(Stage::Loading);
        spawn_local(async move {
            match call(DraftById { id: self.id }).await {
                Ok(view) => {
                    if let Some(keeper) = self.keeper.try_get_value() {
                        keeper.written.replace(view.text.clone());
                    }
                    self.text.try_set(view.text.clone());
                    self.view.try_set(Some(Arc::new(view)));
                    self.stage.try_set(Stage::Ready);
                }
                Err(failure) => {
                    self.stage.try_set(Stage::Failed(failure));
                }
            }
        });
    }

    /// Asks again for what is said of it where the city changed something: its questions, reports nearby.
    fn follow_content(self) {
        let stale = Stale::of_app();
        let first = Cell::new(true);
        effect(move || {
            stale.track(Topic::Content(Kind::ReportCategory));
            stale.track(Topic::Content(Kind::PublicReport));
            if !first.take() {
                spawn_local(async move {
                    // What is on the screen stays where that is refused.
                    let _ = self.in_turn(call(DraftById { id: self.id })).await;
                });
            }
        });
    }

    fn keep_where_the_page_is_left(self) {
        let hidden = window_event_listener(leptos::ev::visibilitychange, move |_| self.keep());
        let left = window_event_listener_untyped("pagehide", move |_| self.keep());
        on_cleanup(move || {
            hidden.remove();
            left.remove();
            self.keep();
        });
    }

    /// What the shell last said of it.
    pub fn view(self) -> Option<Arc<DraftView>> {
        self.view.get()
    }

    /// The same, without running again when there is something newer.
    pub fn view_untracked(self) -> Option<Arc<DraftView>> {
        self.view.get_untracked()
    }

    /// The same, if the screen is still there.
    pub fn try_view(self) -> Option<Arc<DraftView>> {
        self.view.try_get_untracked().flatten()
    }

    /// Whether its category asks anything.
    pub fn has_questions(self) -> bool {
        self.view.with(|view| {
            let category = view.as_ref().and_then(|view| view.category.as_ref());
            category.is_some_and(|category| !category.questions.is_empty())
        })
    }

    /// What must be mended. Before somebody has looked over all of it, only what is wrong rather than
    /// missing.
    pub fn faults(self, wanted: impl Fn(&ReportFault) -> bool) -> Vec<ReportFault> {
        let all = self.looked_over.get();
        self.view.with(|view| {
            let faults = view.iter().flat_map(|view| &view.faults);
            faults
                .filter(|fault| all || !super::fault::is_missing(fault))
                .filter(|fault| wanted(fault))
                .cloned()
                .collect()
        })
    }

    /// The address of a step.
    pub fn href(self, step: Step) -> String {
        format!("{}?step={}", draft_href(self.id), step.word())
    }

    /// Changes what is written.
    pub fn change(self, change: impl FnOnce(&mut DraftText)) {
        let Some(keeper) = self.keeper.try_get_value() else {
            return;
        };
        let mut text = keeper.written.borrow().clone();
        change(&mut text);
        if *keeper.written.borrow() == text {
            return;
        }
        keeper.written.replace(text.clone());
        keeper.version.set(keeper.version.get() + 1);
        self.text.set(text);
        self.kept.set(Kept::Writing);
        if !keeper.due.replace(true) {
            set_timeout(
                move || {
                    keeper.due.set(false);
                    spawn_local(async move {
                        // What became of it stands in `kept`.
                        let _ = self.keep_with(keeper).await;
                    });
                },
                WAIT,
            );
        }
    }

    /// Keeps what is not kept yet, at once.
    pub fn keep(self) {
        if let Some(keeper) = self.keeper.try_get_value() {
            spawn_local(async move {
                // What became of it stands in `kept`.
                let _ = self.keep_with(keeper).await;
            });
        }
    }

    async fn keep_with(self, keeper: Rc<Keeper>) -> Result<(), Failure> {
        let _turn = keeper.turn.lock().await;
        while keeper.kept.get() != keeper.version.get() && !keeper.over.get() {
            let version = keeper.version.get();
            let text = keeper.written.borrow().clone();
            match call(SaveDraft {
                id: keeper.id,
                text,
            })
            .await
            {
                Ok(view) => {
                    keeper.kept.set(version);
                    self.view.try_set(Some(Arc::new(view)));
                }
                Err(failure) => {
                    self.kept.try_set(Kept::Failed(failure.clone()));
                    return Err(failure);
                }
            }
        }
        if keeper.version.get() > 0 {
            self.kept.try_set(Kept::All);
        }
        Ok(())
    }

    /// Asks something that gives back the draft, after all that is written was kept.
    pub async fn in_turn(
        self,
        ask: impl Future<Output = Result<DraftView, Failure>>,
    ) -> Result<(), Failure> {
        let view = self.kept_and(ask).await?;
        self.view.try_set(Some(Arc::new(view)));
        Ok(())
    }

    /// Asks something after all that is written was kept.
    pub async fn kept_and<T>(
        self,
        ask: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let keeper = self.keeper.try_get_value().ok_or(Failure::Internal)?;
        self.keep_with(keeper).await?;
        self.alone(ask).await
    }

    /// Asks something while nothing else is asked, whether or not all that is written could be kept.
    pub async fn alone<T>(
        self,
        ask: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let keeper = self.keeper.try_get_value().ok_or(Failure::Internal)?;
        let _turn = keeper.turn.lock().await;
        ask.await
    }

    /// There is no draft any more: nothing is kept from now on.
    pub fn end(self) {
        if let Some(keeper) = self.keeper.try_get_value() {
            keeper.over.set(true);
        }
    }
}
