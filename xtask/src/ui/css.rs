//! KERN's style sheet without what the UI does not use.
//!
//! It has rules for some fifty components, and every device would read all of them before its first
//! screen. A rule goes when each of its selectors needs a class of KERN's that is named nowhere in the
//! UI. A class that the UI puts together counts by its beginning: `"kern-icon--"` keeps every icon.
//! What is in brackets (`:not(.kern-x)`) needs nothing, and everything else (elements, custom
//! properties, fonts, animations) stays as it is.

use std::collections::BTreeSet;

/// The sheet `css` for a UI with this source text.
pub fn used(css: &str, source: &str) -> String {
    let mut names = Names::default();
    names.take(source);
    let mut kept = String::with_capacity(css.len());
    rules(css, &names, &mut kept);
    kept
}

/// What the UI names.
#[derive(Default)]
struct Names {
    whole: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Names {
    fn take(&mut self, source: &str) {
        for (at, _) in source.match_indices("kern-") {
            let name = name(&source[at..]);
            if name.ends_with(['-', '_']) {
                self.beginnings.insert(name.to_owned());
            } else {
                self.whole.insert(name.to_owned());
            }
        }
    }

    fn has(&self, class: &str) -> bool {
        self.whole.contains(class)
            || self
                .beginnings
                .iter()
                .any(|beginning| class.starts_with(beginning.as_str()))
    }
}

fn name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    &text[..end.unwrap_or(text.len())]
}

/// Goes through rules, one after the other; `@media` and its kind have rules within.
fn rules(css: &str, names: &Names, kept: &mut String) {
    let mut rest = css;
    while let Some(at) = find(rest, &['{', ';', '}']) {
        let (head, tail) = (&rest[..at], &rest[at + 1..]);
        if !rest[at..].starts_with('{') {
            // A statement such as `@charset`, or a bracket too many, which is not ours to mend.
            kept.push_str(&rest[..=at]);
            rest = tail;
            continue;
        }
        let end = closing(tail);
        let (body, after) = (&tail[..end], tail.get(end + 1..).unwrap_or_default());
        let selector = without_comments(head);
        if ["@media", "@supports", "@layer", "@container"]
            .iter()
            .any(|group| selector.starts_with(group))
        {
            let mut within = String::new();
            rules(body, names, &mut within);
            if !within.trim().is_empty() {
                kept.push_str(&format!("{selector}{{{within}}}"));
            }
        } else if selector.starts_with('@') {
            kept.push_str(&format!("{selector}{{{body}}}"));
        } else {
            let selectors: Vec<&str> = split(&selector)
                .into_iter()
                .filter(|selector| is_used(selector, names))
                .collect();
            if !selectors.is_empty() {
                kept.push_str(&format!("{}{{{body}}}", selectors.join(",")));
            }
        }
        rest = after;
    }
    kept.push_str(rest);
}

/// Whether every class of KERN's that the selector needs is named in the UI.
fn is_used(selector: &str, names: &Names) -> bool {
    let mut depth = 0_usize;
    for (at, c) in selector.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => {
                let class = name(&selector[at + 1..]);
                if class.starts_with("kern-") && !names.has(class) {
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}

/// The selectors of a list.
fn split(list: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = list;
    while let Some(at) = find(rest, &[',']) {
        parts.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    parts.push(rest);
    parts
}

/// Where the block that has begun ends.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    let mut from = 0;
    while let Some(at) = find(&text[from..], &['{', '}']) {
        let at = from + at;
        match (text.as_bytes()[at], depth) {
            (b'{', _) => depth += 1,
            (_, 0) => return at,
            _ => depth -= 1,
        }
        from = at + 1;
    }
    text.len()
}

/// The first of `wanted` outside of strings, comments and round or square brackets.
fn find(text: &str, wanted: &[char]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match (quote, c) {
            (_, '\\') => {
                characters.next();
            }
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '/') if text[at..].starts_with("/*") => {
                let end = text[at..].find("*/").map_or(text.len(), |end| at + end + 1);
                while characters.next().is_some_and(|(now, _)| now < end) {}
            }
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if depth == 0 && wanted.contains(&c) => return Some(at),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::used;

    #[test]
    fn what_the_ui_does_not_name_goes() {
        let css = ".kern-btn{a:b}.kern-table{c:d}.kern-btn .kern-table{e:f}.ka-own{g:h}p{i:j}";
        assert_eq!(
            used(css, r#"class="kern-btn""#),
            ".kern-btn{a:b}.ka-own{g:h}p{i:j}"
        );
    }

    #[test]
    fn of_a_list_the_used_selectors_stay() {
        let css = ".kern-a,.kern-b:is(.x,.y),.kern-a:not(.kern-b){a:b}";
        assert_eq!(used(css, "kern-a"), ".kern-a,.kern-a:not(.kern-b){a:b}");
    }

    #[test]
    fn a_class_that_is_put_together_counts_by_its_beginning() {
        let css = ".kern-icon--home{a:b}.kern-icon{c:d}";
        assert_eq!(
            used(css, r#"format!("kern-icon--{name}")"#),
            ".kern-icon--home{a:b}"
        );
    }

    #[test]
    fn groups_are_looked_into_and_go_when_they_are_empty() {
        let css = "@media (min-width:1px){.kern-a{a:b}.kern-b{c:d}}@media print{.kern-b{e:f}}";
        assert_eq!(used(css, "kern-a"), "@media (min-width:1px){.kern-a{a:b}}");
    }

    #[test]
    fn what_only_looks_like_a_rule_is_left_alone() {
        let css = "@charset \"UTF-8\";@font-face{src:url(a;b{)}/* .kern-b{} */\
                   .kern-a{content:\"}\";background:url('data:,{.kern-b}')}@keyframes k{from{a:b}}";
        let kept = used(css, "kern-a");
        assert_eq!(kept, css.replace("/* .kern-b{} */", ""));
    }
}
