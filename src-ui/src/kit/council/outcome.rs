//! What became of something. The words are the council's; the sign before them only repeats the
//! plainest of them.

use crate::kit::icon::{Glyph, Icon};
use leptos::prelude::*;

/// What the words say as plainly as a sign does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plain {
    Agreed,
    Refused,
    /// Neither, or not that plainly.
    Other,
}

/// Words with a "nicht" or a "teilweise" are left alone: they say less than the sign would.
fn plain(words: &str) -> Plain {
    let words = words.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["nicht", "teilweise", "keine"]) {
        Plain::Other
    } else if has(&["abgelehnt"]) {
        Plain::Refused
    } else if has(&["beschlossen", "zugestimmt", "zustimmung", "genehmigt"]) {
        Plain::Agreed
    } else {
        Plain::Other
    }
}

/// What became of it.
#[component]
pub fn Outcome(
    /// In the council's words.
    words: String,
) -> impl IntoView {
    let (name, icon) = match plain(&words) {
        Plain::Agreed => ("agreed", Some(Icon::Check)),
        Plain::Refused => ("refused", Some(Icon::Close)),
        Plain::Other => ("other", None),
    };
    view! {
        <span class="ka-outcome" data-outcome=name lang="de">
            {icon.map(|icon| view! { <Glyph icon /> })}
            <span>{words}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_have_a_sign() {
        for words in [
            "einstimmig beschlossen",
            "Zugestimmt zu geändertem Beschlusstext",
        ] {
            assert_eq!(plain(words), Plain::Agreed, "{words}");
        }
        for words in ["mehrheitlich abgelehnt", "Stimmengleichheit - abgelehnt"] {
            assert_eq!(plain(words), Plain::Refused, "{words}");
        }
    }

    #[test]
    fn words_that_say_less_have_none() {
        for words in [
            "Kenntnisnahme",
            "vertagt",
            "teilweise abgelehnt",
            "nicht zur Abstimmung gestellt",
            "keine Zustimmung",
        ] {
            assert_eq!(plain(words), Plain::Other, "{words}");
        }
    }
}
