//! One submission's way.

use crate::pause::{LONGEST, pause};
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

/// Why an attempt was in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trouble {
    /// Nobody could be reached, or whoever answered was not the other side.
    Network {
        /// Somebody answered, but not the other side: a page of a network that wants to be paid or greeted.
        captive: bool,
    },
    /// The other side cannot now.
    Transient {
        /// How long it asked us to wait, in seconds.
        retry_after_s: Option<u32>,
    },
    /// The other side never will, as it is.
    Permanent(Reason),
    /// The other side never will, until somebody here does something.
    Needs(Need),
}

/// Why the other side never will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// What is said does not fit.
    Invalid,
    /// What it refers to is not there.
    Unknown,
    /// It is too large.
    TooLarge,
    /// It is no picture.
    NotAPicture,
    /// The key was used for something else, or was taken back.
    Conflict,
    /// Another refusal.
    Other {
        /// The status.
        status: u16,
    },
}

/// What somebody here has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "need", rename_all = "snake_case")]
pub enum Need {
    /// Something that this depends on was rejected, or needs somebody itself.
    Part,
    /// This program is too old for the other side.
    Update,
    /// What was to be sent is damaged or gone.
    Damaged,
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
    /// Something that this depends on will not get there.
    PartLost,
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
                ..self.clone()
            })),
            (Event::Begin, State::Withdrawing { not_before, .. }) => keep(State::Withdrawing {
                not_before: *not_before,
                telling: true,
            }),
            // The receipt wins over everything but an end, also over a wish that came while it was on its way.
            (
                Event::Accepted(receipt),
                State::Queued { .. } | State::Sending | State::Withdrawing { .. },
            ) => Ok(Next::Keep(Delivery {
                state: State::Accepted { receipt },
                attempts: 0,
                trouble: None,
                in_doubt: false,
            })),
            (Event::Failed(trouble), State::Sending) => {
                Ok(Next::Keep(self.failed(trouble, now, chance)))
            }
            (Event::Failed(trouble), State::Withdrawing { .. }) => {
                let again = self.failed(trouble, now, chance);
                Ok(match again.state {
                    // It does not know the key, or will not take it: that is what was asked for.
                    State::Rejected { .. } | State::NeedsYou { .. } => Next::Gone(Gone),
                    State::Queued { not_before } => Next::Keep(Delivery {
                        state: State::Withdrawing {
                            not_before,
                            telling: false,
                        },
                        ..again
                    }),
                    _ => Next::Keep(again),
                })
            }
            (Event::Forgotten, State::Withdrawing { .. }) => Ok(Next::Gone(Gone)),
            (Event::Interrupted, State::Sending) => keep(State::Queued { not_before: now }),
            (Event::Interrupted, State::Withdrawing { not_before, .. }) => {
                keep(State::Withdrawing {
                    not_before: *not_before,
                    telling: false,
                })
            }
            (Event::Interrupted | Event::Wake, _) if !self.is_waiting() => Ok(self.unchanged()),
            (Event::Interrupted, _) => Ok(self.unchanged()),
            (Event::Wake, _) if self.was_told_to_wait() => Ok(self.unchanged()),
            (Event::Wake | Event::Retry, State::Queued { .. }) => {
                keep(State::Queued { not_before: now })
            }
            (Event::Wake | Event::Retry, State::Withdrawing { telling, .. }) => {
                keep(State::Withdrawing {
                    not_before: now,
                    telling: *telling,
                })
            }
            (Event::Retry, State::NeedsYou { .. } | State::Rejected { .. }) => {
                Ok(Next::Keep(Delivery {
                    state: State::Queued { not_before: now },
                    attempts: 0,
                    trouble: None,
                    in_doubt: self.in_doubt,
                }))
            }
            (Event::Retry, State::Sending) => Ok(self.unchanged()),
            (Event::Withdraw, State::Sending) => keep(State::Withdrawing {
                not_before: now,
                telling: false,
            }),
            (Event::Withdraw, State::Withdrawing { .. }) => Ok(self.unchanged()),
            (
                Event::Withdraw,
                State::Queued { .. } | State::NeedsYou { .. } | State::Rejected { .. },
            ) => {
                if self.in_doubt {
                    keep(State::Withdrawing {
                        not_before: now,
                        telling: false,
                    })
                } else {
                    Ok(Next::Gone(Gone))
                }
            }
            (Event::PartLost, State::Queued { .. }) => keep(State::NeedsYou { what: Need::Part }),
            (
                Event::PartLost,
                State::NeedsYou { .. } | State::Rejected { .. } | State::Withdrawing { .. },
            ) => Ok(self.unchanged()),
            _ => Err(WrongEvent),
        }
    }

    fn unchanged(&self) -> Next {
        Next::Keep(self.clone())
    }

    fn failed(&self, trouble: Trouble, now: DateTime<Utc>, chance: u64) -> Delivery {
        let attempts = self.attempts.saturating_add(1);
        let wait = |asked| State::Queued {
            not_before: now + pause(attempts, asked, chance),
        };
        let (state, in_doubt) = match trouble {
            // Whoever answered was not the other side; whether it heard of it is not known.
            Trouble::Network { .. } => (wait(None), self.in_doubt),
            Trouble::Transient { retry_after_s } => {
                let asked = retry_after_s.map(|seconds| TimeDelta::seconds(i64::from(seconds)));
                (wait(asked), self.in_doubt)
            }
            // It has answered, and what it says is that it does not have it.
            Trouble::Permanent(reason) => (State::Rejected { reason }, false),
            Trouble::Needs(what) => (State::NeedsYou { what }, false),
        };
        Delivery {
            state,
            attempts,
            trouble: Some(trouble),
            in_doubt,
        }
    }

    /// Whether it has its turn at `now`, as far as time goes.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.due_at()
            .is_some_and(|due| due <= now || due - now > LONGEST)
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

    fn was_told_to_wait(&self) -> bool {
        matches!(
            self.trouble,
            Some(Trouble::Transient {
                retry_after_s: Some(_)
            })
        )
    }
}

#[cfg(test)]
mod tests;
