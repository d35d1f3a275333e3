//! Words that long lists need again and again, such as the names of months. Making words takes a while, and a
//! row of a list that is scrolled has less than that.

use super::lang;
use ka_domain::Lang;
use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    static KNOWN: RefCell<HashMap<(Lang, &'static str, u32), String>> = RefCell::default();
}

/// What `words` makes of `number`, made once a language. `what` tells such numbers from others; there are few of
/// each. Whoever asks is asked again when the language changes.
pub fn remembered(what: &'static str, number: u32, words: impl FnOnce() -> String) -> String {
    let key = (lang(), what, number);
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&key).cloned()) {
        return known;
    }
    let words = words();
    KNOWN.with_borrow_mut(|known| known.insert(key, words.clone()));
    words
}
