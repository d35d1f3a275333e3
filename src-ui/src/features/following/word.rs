//! The field for a word to follow.

use crate::kit::follow::FollowChanges;
use crate::kit::news::followed_name;
use crate::kit::{Button, Glyph, Icon, Section};
use ka_domain::views::FollowRow;
use ka_domain::{FollowedWord, Subject};
use ka_ipc::Follow;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

/// What became of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    TooShort,
    TooLong,
    Known,
    Added(FollowRow),
}

/// Why `typed` is no word to follow.
fn refusal(typed: &str) -> Said {
    if typed.trim().chars().count() > FollowedWord::LONGEST {
        Said::TooLong
    } else {
        Said::TooShort
    }
}

/// The part of the screen.
#[component]
pub fn WordSection(
    /// What is followed.
    latest: Signal<Arc<Vec<FollowRow>>>,
    /// How it is changed.
    changes: FollowChanges,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(None::<Said>);
    let refused = move || {
        said.with(|said| matches!(said, Some(Said::TooShort | Said::TooLong | Said::Known)))
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked();
        let Ok(word) = FollowedWord::new(&text) else {
            said.set(Some(refusal(&text)));
            return;
        };
        let subject = Subject::Word(word);
        if latest
            .get_untracked()
            .iter()
            .any(|row| row.subject == subject)
        {
            said.set(Some(Said::Known));
            return;
        }
        let change = Follow {
            subject: subject.clone(),
            on: true,
        };
        changes.ask(&change, move || {
            typed.try_set(String::new());
            said.try_set(Some(Said::Added(FollowRow {
                subject,
                name: None,
                notify: false,
                unread: 0,
            })));
        });
    };
    view! {
        <Section id="following-word" title=move_tr!("follow-word")>
            <form class="ka-word" novalidate on:submit=submit>
                <div
                    class="kern-form-input"
                    class:kern-form-input--error=refused
                >
                    <label class="kern-label" for="follow-word">{move || tr!("follow-word-label")}</label>
                    <p class="ka-card__small" id="follow-word-hint">{move || tr!("follow-word-hint")}</p>
                    <input
                        class="kern-form-input__input"
                        id="follow-word"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        lang="de"
                        aria-describedby="follow-word-hint follow-word-said"
                        aria-invalid=move || refused().then_some("true")
                        prop:value=typed
                        on:input=move |event| {
                            typed.set(event_target_value(&event));
                            said.set(None);
                        }
                    />
                    <p class="ka-said" class:ka-said--wrong=refused id="follow-word-said" role="status">
                        {move || refused().then(|| view! { <Glyph icon=Icon::Error /> })}
                        <span>{move || said.get().map(|said| words(&said))}</span>
                    </p>
                </div>
                <Button id="follow-word-add" icon=Icon::Follow submit=true on_press=|| {}>
                    {move || tr!("follow-word-add")}
                </Button>
            </form>
        </Section>
    }
}

fn words(said: &Said) -> String {
    match said {
        Said::TooShort => tr!("follow-word-short", { "min" => FollowedWord::SHORTEST }),
        Said::TooLong => tr!("follow-word-long", { "max" => FollowedWord::LONGEST }),
        Said::Known => tr!("follow-word-known"),
        Said::Added(row) => {
            let word = followed_name(row);
            tr!("follow-word-added", { "word" => word })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_refused_is_too_long_or_too_short() {
        assert_eq!(refusal("ab"), Said::TooShort);
        assert_eq!(refusal(" -- "), Said::TooShort);
        assert_eq!(refusal(&"x".repeat(65)), Said::TooLong);
        assert_eq!(refusal(&format!("ab{}", " ".repeat(70))), Said::TooShort);
    }
}
