//! Photos on their way into a draft, one after the other. They belong to the draft and not to the step that
//! they were chosen on: whoever goes on, or leaves, leaves them to be made ready.

use super::keeper::Keeper;
use super::picture::{Unfit, read};
use crate::ipc::add_photo;
use ka_domain::report::limits;
use ka_ipc::Failure;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use web_sys::File;

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// Its name.
    pub name: String,
    /// Why not.
    pub why: Unfit,
}

/// What was last done with photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// So many were added.
    Added(u32),
    /// One was removed.
    Removed,
}

/// The photos that are not ready yet.
pub struct Preparing {
    waiting: RefCell<VecDeque<File>>,
    /// The one that is being made ready, from 1, and how many there are to do.
    pub now: ArcRwSignal<Option<(u32, u32)>>,
    /// What was last done, for who hears it.
    pub said: ArcRwSignal<Option<Said>>,
    /// What was not taken of those that were chosen last.
    pub not_taken: ArcRwSignal<Vec<NotTaken>>,
}

impl Preparing {
    /// None.
    pub fn new() -> Self {
        Self {
            waiting: RefCell::default(),
            now: ArcRwSignal::new(None),
            said: ArcRwSignal::new(None),
            not_taken: ArcRwSignal::new(Vec::new()),
        }
    }

    /// Whether none is left to do.
    pub fn are_ready(&self) -> bool {
        self.now.with_untracked(Option::is_none)
    }

    /// Those that wait are not wanted any more.
    pub fn drop_all(&self) {
        self.waiting.borrow_mut().clear();
    }
}

/// Adds the files to the draft of `keeper`, behind those that wait already.
pub fn add(keeper: &Rc<Keeper>, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    let photos = &keeper.photos;
    let more = u32::try_from(files.len()).unwrap_or(u32::MAX);
    photos.waiting.borrow_mut().extend(files);
    if let Some((now, all)) = photos.now.get_untracked() {
        photos.now.set(Some((now, all.saturating_add(more))));
        return;
    }
    photos.not_taken.set(Vec::new());
    photos.said.set(None);
    photos.now.set(Some((1, more)));
    let keeper = Rc::clone(keeper);
    spawn_local(async move {
        let added = add_waiting(&keeper).await;
        keeper.photos.now.set(None);
        if added > 0 {
            keeper.photos.said.set(Some(Said::Added(added)));
        }
        keeper.settle();
    });
}

/// Adds those that wait, until none is left, and says how many were added.
async fn add_waiting(keeper: &Keeper) -> u32 {
    let photos = &keeper.photos;
    let mut added = 0;
    let mut next = photos.waiting.borrow_mut().pop_front();
    while let Some(file) = next {
        match add_one(keeper, &file).await {
            Ok(()) => added += 1,
            // Nobody misses a photo of a draft that is gone.
            Err(_) if keeper.is_over() => {}
            Err(why) => {
                let name = file.name();
                photos
                    .not_taken
                    .update(|list| list.push(NotTaken { name, why }));
            }
        }
        next = photos.waiting.borrow_mut().pop_front();
        if next.is_some() {
            photos.now.update(|now| {
                *now = now.map(|(place, all)| (place + 1, all));
            });
        }
    }
    added
}

async fn add_one(keeper: &Keeper, file: &File) -> Result<(), Unfit> {
    let there = keeper
        .view
        .with_untracked(|view| view.as_ref().map(|view| view.photos.len()));
    if there == Some(limits::PHOTOS) {
        let most = u32::try_from(limits::PHOTOS).unwrap_or(u32::MAX);
        return Err(Unfit::Failure(Failure::PhotoTooMany { most }));
    }
    let picture = read(file).await?;
    let adding = add_photo(keeper.id, &picture);
    keeper.in_turn(adding).await.map_err(Unfit::Failure)
}
