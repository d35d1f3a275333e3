//! A draft while somebody writes in it.
//!
//! What is written stands in [`Draft::text`], and nothing that comes back from the shell changes it. It is
//! kept on the device a moment after a change, and at once where a field or the page is left: see
//! [`super::keeper`], which outlives the screen.

use super::keeper::{Keeper, Kept};
use super::locate::Asked;
use super::preparing::{self, NotTaken, Said};
use super::step::Step;
use crate::kit::reports::draft_href;
use crate::state::reactive::{effect, memo};
use crate::state::{Stage, Stale, Topic};
use ka_domain::views::{DraftText, DraftView};
use ka_domain::{Kind, ReportFault, SubmissionId};
use ka_ipc::{DraftById, Failure};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::File;

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the outbox.
    Sent,
    /// A report of somebody else was supported instead.
    Supported,
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
    /// The photo that is being made ready, from 1, and how many there are to do.
    pub preparing: RwSignal<Option<(u32, u32)>>,
    /// What was last done with its photos, for who hears it.
    pub photos_said: RwSignal<Option<Said>>,
    /// The files that were not taken as photos.
    pub not_taken: RwSignal<Vec<NotTaken>>,
    /// What became of asking the device where it is. It may answer when somebody is on another step.
    pub asked: RwSignal<Asked>,
    /// The step on which it was opened.
    pub first_step: StoredValue<Option<Step>>,
    /// It was told that all is kept, for who hears it.
    pub told_kept: StoredValue<bool>,
    view: RwSignal<Option<Arc<DraftView>>>,
    keeper: StoredValue<Rc<Keeper>, LocalStorage>,
}

impl Draft {
    /// Opens the draft.
    pub fn open(id: SubmissionId) -> Self {
        let keeper = Keeper::open(id);
        let photos = &keeper.photos;
        let draft = Self {
            id,
            text: keeper.text.clone().into(),
            kept: keeper.kept.clone().into(),
            stage: RwSignal::new(Stage::Loading),
            outcome: RwSignal::new(None),
            looked_over: RwSignal::new(false),
            preparing: photos.now.clone().into(),
            photos_said: photos.said.clone().into(),
            not_taken: photos.not_taken.clone().into(),
            asked: RwSignal::new(Asked::Not),
            first_step: StoredValue::new(None),
            told_kept: StoredValue::new(false),
            view: keeper.view.clone().into(),
            keeper: StoredValue::new_local(Rc::clone(&keeper)),
        };
        draft.read();
        draft.follow_content();
        draft.keep_where_the_page_is_left(keeper);
        draft
    }

    /// Reads it, for the first time or after that was refused.
    pub fn read(self) {
        let Some(keeper) = self.keeper.try_get_value() else {
            return;
        };
        self.stage.set(Stage::Loading);
        spawn_local(async move {
            let stage = match keeper.read().await {
                Ok(()) => Stage::Ready,
                Err(failure) => Stage::Failed(failure),
            };
            self.stage.try_set(stage);
            // What could not be kept when it was left.
            keeper.keep_soon();
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
                self.ask_anew();
            }
        });
    }

    fn ask_anew(self) {
        spawn_local(async move {
            // What is on the screen stays where that is refused.
            let _ = self
                .in_turn(crate::ipc::call(DraftById { id: self.id }))
                .await;
        });
    }

    fn keep_where_the_page_is_left(self, keeper: Rc<Keeper>) {
        let hidden = window_event_listener(leptos::ev::visibilitychange, move |_| self.keep());
        let left = window_event_listener_untyped("pagehide", move |_| self.keep());
        let keeper = StoredValue::new_local(keeper);
        on_cleanup(move || {
            hidden.remove();
            left.remove();
            if let Some(keeper) = keeper.try_get_value() {
                keeper.leave();
            }
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
        if let Some(keeper) = self.keeper.try_get_value() {
            keeper.change(change);
        }
    }

    /// Keeps what is not kept yet, at once.
    pub fn keep(self) {
        if let Some(keeper) = self.keeper.try_get_value() {
            keeper.keep_soon();
        }
    }

    /// What was done with its photos was heard by now, if none is being made ready.
    pub fn forget_photos_said(self) {
        if self.preparing.try_get_untracked() == Some(None) {
            self.photos_said.try_set(None);
            self.not_taken.try_set(Vec::new());
        }
    }

    /// Adds files as photos, behind those that are being made ready.
    pub fn add_photos(self, files: Vec<File>) {
        if let Some(keeper) = self.keeper.try_get_value() {
            preparing::add(&keeper, files);
        }
    }

    /// Whether photos are being made ready. It is not sent before they are.
    pub fn is_preparing(self) -> Memo<bool> {
        memo(move || self.preparing.with(Option::is_some))
    }

    /// Asks something that gives back the draft, after all that is written was kept.
    pub async fn in_turn(
        self,
        ask: impl Future<Output = Result<DraftView, Failure>>,
    ) -> Result<(), Failure> {
        let keeper = self.keeper.try_get_value().ok_or(Failure::Internal)?;
        keeper.in_turn(ask).await
    }

    /// Asks something after all that is written was kept.
    pub async fn kept_and<T>(
        self,
        ask: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let keeper = self.keeper.try_get_value().ok_or(Failure::Internal)?;
        keeper.kept_and(ask).await
    }

    /// Does what ends it, after all that is written was kept: the draft is gone once that is done.
    pub async fn end_with<T>(
        self,
        ask: impl Future<Output = Result<T, Failure>>,
    ) -> Result<(), Failure> {
        let keeper = self.keeper.try_get_value().ok_or(Failure::Internal)?;
        keeper.kept_and(ask).await?;
        keeper.end();
        Ok(())
    }

    /// Does what throws it away, whether or not all that is written could be kept.
    pub async fn discard_with(
        self,
        ask: impl Future<Output = Result<(), Failure>>,
    ) -> Result<(), Failure> {
        let keeper = self.keeper.try_get_value().ok_or(Failure::Internal)?;
        match keeper.alone(ask).await {
            Ok(()) | Err(Failure::NotFound) => {
                keeper.end();
                Ok(())
            }
            refused => refused,
        }
    }
}
