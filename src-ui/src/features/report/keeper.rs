//! What outlives the screen of a draft: its text as long as it is not kept on the device, and its photos as
//! long as they are being made ready.
//!
//! There is one of it for each draft in the whole app. Who leaves a draft and comes back finds the same one:
//! so what could not be kept is still there, and whatever is asked about the draft is asked one after the
//! other, also across screens. The shell answers each question on a thread of its own; without that, an
//! older text could be kept after a newer one, or a draft be sent before its last word was kept.
//!
//! Once nobody looks at the draft any more, what could not be kept is tried again, ever more slowly, and
//! when nothing is left to do it is let go of.

use super::preparing::Preparing;
use crate::ipc::call;
use crate::state::{Stale, Topic};
use futures::channel::oneshot;
use futures::lock::Mutex;
use ka_domain::SubmissionId;
use ka_domain::views::{DraftText, DraftView};
use ka_ipc::{DraftById, Failure, SaveDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// How long a change waits before it is kept.
const WAIT: Duration = Duration::from_millis(300);
/// How long it takes to the first time that something is tried again which nobody looks at.
const AGAIN: Duration = Duration::from_secs(2);
/// The longest that this becomes.
const SLOWEST: Duration = Duration::from_secs(60);

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

thread_local! {
    /// The drafts that somebody looks at, or for which something is left to do.
    static UNDER_WAY: RefCell<Vec<Rc<Keeper>>> = const { RefCell::new(Vec::new()) };
}

/// One draft.
pub struct Keeper {
    /// Which.
    pub id: SubmissionId,
    /// What is written.
    pub text: ArcRwSignal<DraftText>,
    /// How it stands to what is kept.
    pub kept: ArcRwSignal<Kept>,
    /// What the shell last said of it.
    pub view: ArcRwSignal<Option<Arc<DraftView>>>,
    /// Its photos that are not ready yet.
    pub photos: Preparing,
    stale: Stale,
    /// Counts the changes.
    version: Cell<u64>,
    /// The count at which all was kept.
    saved: Cell<u64>,
    /// It is about to be kept.
    due: Cell<bool>,
    /// There is no draft any more.
    over: Cell<bool>,
    /// How many screens show it.
    screens: Cell<u32>,
    turn: Mutex<()>,
}

impl Keeper {
    /// The one of that draft, for a screen that shows it until it calls [`Keeper::leave`].
    pub fn open(id: SubmissionId) -> Rc<Self> {
        let stale = Stale::of_app();
        let keeper = UNDER_WAY.with_borrow_mut(|all| {
            let known = all.iter().find(|keeper| keeper.id == id).cloned();
            known.unwrap_or_else(|| {
                let new = Rc::new(Self::new(id, stale));
                all.push(Rc::clone(&new));
                new
            })
        });
        keeper.screens.set(keeper.screens.get() + 1);
        keeper
    }

    fn new(id: SubmissionId, stale: Stale) -> Self {
        Self {
            id,
            text: ArcRwSignal::new(DraftText::default()),
            kept: ArcRwSignal::new(Kept::Untouched),
            view: ArcRwSignal::new(None),
            photos: Preparing::new(),
            stale,
            version: Cell::new(0),
            saved: Cell::new(0),
            due: Cell::new(false),
            over: Cell::new(false),
            screens: Cell::new(0),
            turn: Mutex::new(()),
        }
    }

    /// A screen shows it no more: what is not kept yet is kept, however often that must be tried.
    pub fn leave(self: &Rc<Self>) {
        self.screens.set(self.screens.get().saturating_sub(1));
        let keeper = Rc::clone(self);
        spawn_local(async move {
            let mut wait = AGAIN;
            while let Err(failure) = keeper.keep().await {
                if failure == Failure::NotFound {
                    keeper.end();
                    return;
                }
                pause(wait).await;
                wait = (wait * 2).min(SLOWEST);
                // Whoever is back sees that it is not kept, and can have it tried again.
                if keeper.screens.get() > 0 {
                    return;
                }
            }
            keeper.settle();
        });
    }

    /// Where nobody looks at it: lists show it as it is now, and it is let go of if nothing is left to do.
    pub fn settle(&self) {
        if self.screens.get() > 0 || self.is_over() {
            return;
        }
        self.stale.raise(Topic::Reports);
        if self.is_kept() && self.photos.are_ready() {
            self.forget();
        }
    }

    /// There is no draft any more: nothing is kept from now on.
    pub fn end(&self) {
        self.over.set(true);
        self.photos.drop_all();
        self.forget();
    }

    /// Whether there is no draft any more.
    pub fn is_over(&self) -> bool {
        self.over.get()
    }

    fn forget(&self) {
        UNDER_WAY.with_borrow_mut(|all| all.retain(|known| !std::ptr::eq(Rc::as_ptr(known), self)));
    }

    fn is_kept(&self) -> bool {
        self.saved.get() == self.version.get()
    }

    /// Reads it. What is written and not kept stays as it is.
    pub async fn read(&self) -> Result<(), Failure> {
        let _turn = self.turn.lock().await;
        let view = call(DraftById { id: self.id }).await?;
        if self.is_kept() {
            self.text.set(view.text.clone());
        }
        self.view.set(Some(Arc::new(view)));
        Ok(())
    }

    /// Changes what is written, and keeps it a moment later.
    pub fn change(self: &Rc<Self>, change: impl FnOnce(&mut DraftText)) {
        let mut text = self.text.get_untracked();
        change(&mut text);
        if self.text.with_untracked(|known| *known == text) {
            return;
        }
        self.text.set(text);
        self.version.set(self.version.get() + 1);
        self.kept.set(Kept::Writing);
        if !self.due.replace(true) {
            let keeper = Rc::clone(self);
            set_timeout(
                move || {
                    keeper.due.set(false);
                    keeper.keep_soon();
                },
                WAIT,
            );
        }
    }

    /// Keeps what is not kept yet, as soon as it is its turn.
    pub fn keep_soon(self: &Rc<Self>) {
        let keeper = Rc::clone(self);
        spawn_local(async move {
            // What became of it stands in `kept`.
            let _ = keeper.keep().await;
        });
    }

    /// Keeps what is not kept yet.
    pub async fn keep(&self) -> Result<(), Failure> {
        let _turn = self.turn.lock().await;
        while !self.is_kept() && !self.is_over() {
            if self.kept.with_untracked(|kept| *kept != Kept::Writing) {
                self.kept.set(Kept::Writing);
            }
            let version = self.version.get();
            let save = SaveDraft {
                id: self.id,
                text: self.text.get_untracked(),
            };
            match call(save).await {
                Ok(view) => {
                    self.saved.set(version);
                    self.view.set(Some(Arc::new(view)));
                }
                Err(failure) => {
                    self.kept.set(Kept::Failed(failure.clone()));
                    return Err(failure);
                }
            }
        }
        if self.version.get() > 0 {
            self.kept.set(Kept::All);
        }
        Ok(())
    }

    /// Asks something that gives back the draft, after all that is written was kept.
    pub async fn in_turn(
        &self,
        ask: impl Future<Output = Result<DraftView, Failure>>,
    ) -> Result<(), Failure> {
        let view = self.kept_and(ask).await?;
        self.view.set(Some(Arc::new(view)));
        Ok(())
    }

    /// Asks something after all that is written was kept.
    pub async fn kept_and<T>(
        &self,
        ask: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        self.keep().await?;
        self.alone(ask).await
    }

    /// Asks something while nothing else is asked, whether or not all that is written could be kept.
    pub async fn alone<T>(
        &self,
        ask: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let _turn = self.turn.lock().await;
        ask.await
    }
}

async fn pause(how_long: Duration) {
    let (tell, told) = oneshot::channel::<()>();
    set_timeout(
        move || {
            // Somebody waits for it for as long as it takes.
            let _ = tell.send(());
        },
        how_long,
    );
    let _ = told.await;
}
