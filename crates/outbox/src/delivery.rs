//! One submission's way.

mod trouble;

pub use trouble::{Need, Reason, Trouble};

use crate::pause::{LONGEST, OWN_LONGEST, pause};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// That the other side has it: proof enough to forget the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What the other side calls it.
    pub id: String,
    /// When it took it, by its own clock.
    pub at: DateTime<Utc>,
}

/// Where a submission is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It waits.
    Queued {
        /// Not to be tried before.
        not_before: DateTime<Utc>,
    },
    /// A request is under way.
    Sending,
    /// The other side has it. The end.
    Accepted {
        /// The proof.
        receipt: Receipt,
    },
    /// The other side never will take it as it is. The end, unless somebody changes it.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// Nothing happens until somebody here does something.
    NeedsYou {
        /// What.
        what: Need,
    },
    /// The other side is to be told that it must not take it any more.
    Withdrawing {
        /// Not to be told before.
        not_before: DateTime<Utc>,
        /// It is being told now.
        telling: bool,
    },
}

/// All that is remembered of one submission's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Where it is.
    #[serde(flatten)]
    pub state: State,
    /// Attempts in vain since the last change for the better.
    #[serde(default)]
    pub attempts: u32,
    /// The last one's trouble.
    #[serde(default)]
    pub trouble: Option<Trouble>,
    /// The other side may have it without our knowing: a request was made, and no answer was understood.
    #[serde(default)]
    pub in_doubt: bool,
    /// What [`Delivery::in_doubt`] was before the request that is under way: what is left of it where that
    /// request cannot have had an effect.
    #[serde(default, skip_serializing_if = "is_false")]
    pub was_in_doubt: bool,
    /// The version of this program that was too old, where [`Need::Update`] is what it needs. Whoever carries
    /// out what happens writes it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub too_old: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Something that happens to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A request is going to be made.
    Begin,
    /// The other side has it.
    Accepted(Receipt),
    /// The request was in vain.
    Failed(Trouble),
    /// The request was not made, or nobody can have heard of it.
    Unsent(Trouble),
    /// The other side does not have what this depends on, though it once did: that is to be sent again before
    /// it. Where it does not help, somebody has to look at it.
    PartsGone,
    /// The other side has taken its key back: it will never have it.
    Forgotten,
    /// A request was under way when the process ended.
    Interrupted,
    /// The network is back, or the program begins: no need to wait any longer, but where the other side
    /// asked for it.
    Wake,
    /// Somebody says: now.
    Retry,
    /// Somebody does not want it any more.
    Withdraw,
    /// Something that this depends on will not get there before somebody does this.
    PartLost(Need),
}

/// What is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// This instead of what was kept.
    Keep(Delivery),
    /// Nothing: it was never handed over, or was taken back.
    Gone(Gone),
}

/// It is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// An event that cannot happen to a submission where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this does not happen to a submission that is there")]
pub struct WrongEvent;

impl Delivery {
    /// Of a submission that was just handed in.
    pub fn new(now: DateTime<Utc>) -> Delivery {
        Delivery {
            state: State::Queued { not_before: now },
            attempts: 0,
            trouble: None,
            in_doubt: false,
            was_in_doubt: false,
            too_old: None,
        }
    }

    /// Of something that the other side has, and has no more use for: it is to be told so.
    pub fn taking_back(now: DateTime<Utc>) -> Delivery {
        Delivery {
            state: withdrawing(now, false),
            in_doubt: true,
            was_in_doubt: true,
            ..Delivery::new(now)
        }
    }

    /// What is to be kept when `event` happens at `now`. `chance` is any number, all as likely.
    pub fn on(&self, event: Event, now: DateTime<Utc>, chance: u64) -> Result<Next, WrongEvent> {
        let keep = |state| {
            Ok(Next::Keep(Delivery {
                state,
                ..self.clone()
            }))
        };
        match (event, &self.state) {
            (Event::Begin, State::Queued { .. }) => Ok(Next::Keep(Delivery {
                state: State::Sending,
                in_doubt: true,
                was_in_doubt: self.in_doubt,
                ..self.clone()
            })),
            (Event::Begin, State::Withdrawing { not_before, .. }) => Ok(Next::Keep(Delivery {
                state: withdrawing(*not_before, true),
                was_in_doubt: true,
                ..self.clone()
            })),
            // The receipt wins over everything but an end, also over a wish that came while it was on its way.
            (
                Event::Accepted(receipt),
                State::Queued { .. } | State::Sending | State::Withdrawing { .. },
            ) => Ok(Next::Keep(Delivery {
                state: State::Accepted { receipt },
                ..Delivery::new(now)
            })),
            (Event::Failed(trouble), State::Sending) => {
                let answered = trouble.answers_the_doubt();
                let in_doubt = match trouble {
                    // Whether it heard of it is not known.
                    Trouble::Network { .. } | Trouble::Transient { .. } => true,
                    // It does not take it now, and whether it took it before is as little known as then.
                    Trouble::Permanent(_) | Trouble::Needs(_) => !answered && self.was_in_doubt,
                };
                Ok(Next::Keep(self.failed(trouble, in_doubt, now, chance)))
            }
            (Event::Unsent(trouble), State::Sending) => {
                let in_doubt = self.was_in_doubt;
                Ok(Next::Keep(self.failed(trouble, in_doubt, now, chance)))
            }
            (Event::PartsGone, State::Sending) => {
                let missing = Trouble::Needs(Need::Part);
                let again = self.failed(missing, false, now, chance);
                Ok(Next::Keep(match self.trouble == Some(missing) {
                    true => again,
                    false => Delivery {
                        state: State::Queued { not_before: now },
                        ..again
                    },
                }))
            }
            // It was handed in when it was taken back, and there was nobody who can have heard of it.
            (Event::Unsent(_), State::Withdrawing { telling: false, .. }) if !self.was_in_doubt => {
                Ok(Next::Gone(Gone))
            }
            // What is said to a request that was made before the wish is no answer to the wish.
            (
                Event::Failed(_) | Event::Unsent(_) | Event::PartsGone,
                State::Withdrawing { telling: false, .. },
            ) => Ok(self.unchanged()),
            // Only that it is forgotten is an end: whoever says anything else may still have it.
            (
                Event::Failed(trouble) | Event::Unsent(trouble),
                State::Withdrawing { telling: true, .. },
            ) => {
                let again = self.failed(trouble, true, now, chance);
                let own = now + pause(again.attempts, None, chance);
                let not_before = again.due_at().unwrap_or(own);
                Ok(Next::Keep(Delivery {
                    state: withdrawing(not_before, false),
                    was_in_doubt: true,
                    ..again
                }))
            }
            (Event::Forgotten, State::Withdrawing { .. }) => Ok(Next::Gone(Gone)),
            (Event::Interrupted, State::Sending) => Ok(Next::Keep(Delivery {
                state: State::Queued { not_before: now },
                attempts: self.attempts.saturating_add(1),
                ..self.clone()
            })),
            (Event::Interrupted, State::Withdrawing { not_before, .. }) => {
                Ok(Next::Keep(Delivery {
                    state: withdrawing(*not_before, false),
                    was_in_doubt: true,
                    ..self.clone()
                }))
            }
            (Event::Interrupted | Event::Wake, _) if !self.is_waiting() => Ok(self.unchanged()),
            (Event::Interrupted, _) => Ok(self.unchanged()),
            (Event::Wake, _) if self.was_told_to_wait() => Ok(self.unchanged()),
            (Event::Wake | Event::Retry, State::Queued { .. }) => {
                keep(State::Queued { not_before: now })
            }
            (Event::Wake | Event::Retry, State::Withdrawing { telling, .. }) => {
                keep(withdrawing(now, *telling))
            }
            (Event::Retry, State::NeedsYou { .. } | State::Rejected { .. }) => {
                Ok(Next::Keep(Delivery {
                    in_doubt: self.in_doubt,
                    ..Delivery::new(now)
                }))
            }
            (Event::Retry, State::Sending) => Ok(self.unchanged()),
            (Event::Withdraw, State::Sending) => keep(withdrawing(now, false)),
            (Event::Withdraw, State::Withdrawing { .. }) => Ok(self.unchanged()),
            (
                Event::Withdraw,
                State::Queued { .. } | State::NeedsYou { .. } | State::Rejected { .. },
            ) => {
                if self.in_doubt {
                    Ok(Next::Keep(Delivery {
                        state: withdrawing(now, false),
                        was_in_doubt: true,
                        ..self.clone()
                    }))
                } else {
                    Ok(Next::Gone(Gone))
                }
            }
            (Event::PartLost(what), State::Queued { .. }) => keep(State::NeedsYou { what }),
            (
                Event::PartLost(_),
                State::NeedsYou { .. } | State::Rejected { .. } | State::Withdrawing { .. },
            ) => Ok(self.unchanged()),
            _ => Err(WrongEvent),
        }
    }

    fn unchanged(&self) -> Next {
        Next::Keep(self.clone())
    }

    fn failed(
        &self,
        trouble: Trouble,
        in_doubt: bool,
        now: DateTime<Utc>,
        chance: u64,
    ) -> Delivery {
        let attempts = self.attempts.saturating_add(1);
        let wait = |asked| State::Queued {
            not_before: now + pause(attempts, asked, chance),
        };
        let state = match trouble {
            Trouble::Network { .. } => wait(None),
            Trouble::Transient { .. } => wait(asked(Some(trouble))),
            Trouble::Permanent(reason) => State::Rejected { reason },
            Trouble::Needs(what) => State::NeedsYou { what },
        };
        Delivery {
            state,
            attempts,
            trouble: Some(trouble),
            in_doubt,
            was_in_doubt: false,
            too_old: None,
        }
    }

    /// Whether the request that `begun` is kept for is the one that this is kept for: what is said to one that
    /// was given up meanwhile, and begun again by somebody else, says nothing of the other.
    pub fn is_still(&self, begun: &Delivery) -> bool {
        let is_under_way = matches!(self.state, State::Sending | State::Withdrawing { .. });
        is_under_way && (self.attempts, self.was_in_doubt) == (begun.attempts, begun.was_in_doubt)
    }

    /// Whether it has its turn at `now`, as far as time goes. A moment further ahead than it can have been
    /// told to wait was named by a clock that was turned back since.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        let longest = asked(self.trouble).map_or(OWN_LONGEST, |asked| asked.max(OWN_LONGEST));
        self.due_at()
            .is_some_and(|due| due <= now || due - now > longest.min(LONGEST))
    }

    /// When it has its turn, if it waits for one.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        match self.state {
            State::Queued { not_before }
            | State::Withdrawing {
                not_before,
                telling: false,
            } => Some(not_before),
            _ => None,
        }
    }

    /// Whether it is on its way or waits to be, so that something will happen without anybody's doing.
    pub fn is_under_way(&self) -> bool {
        matches!(
            self.state,
            State::Queued { .. } | State::Sending | State::Withdrawing { .. }
        )
    }

    /// Whether it may still be changed here: the other side surely does not have it.
    pub fn can_edit(&self) -> bool {
        !self.in_doubt
            && matches!(
                self.state,
                State::Queued { .. } | State::Rejected { .. } | State::NeedsYou { .. }
            )
    }

    /// Whether it may still be taken back.
    pub fn can_withdraw(&self) -> bool {
        !matches!(
            self.state,
            State::Accepted { .. } | State::Withdrawing { .. }
        )
    }

    fn is_waiting(&self) -> bool {
        self.due_at().is_some()
    }

    /// Whether the other side said for how long it is to be left alone.
    pub(crate) fn was_told_to_wait(&self) -> bool {
        asked(self.trouble).is_some()
    }
}

fn withdrawing(not_before: DateTime<Utc>, telling: bool) -> State {
    State::Withdrawing {
        not_before,
        telling,
    }
}

/// How long the other side asked us to wait.
fn asked(trouble: Option<Trouble>) -> Option<TimeDelta> {
    match trouble {
        Some(Trouble::Transient { retry_after_s }) => {
            retry_after_s.map(|seconds| TimeDelta::seconds(i64::from(seconds)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
