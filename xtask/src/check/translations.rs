//! The texts for people: the same messages with the same arguments in every language, none that
//! nobody shows, and none shown that is not there.

use super::sources::rust_files;
use anyhow::{Context, Result, ensure};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What a language says: each message (or term, with its `-`; or attribute, after its `.`), and the
/// arguments that its text takes.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// One language.
#[derive(Default)]
struct Language {
    messages: Messages,
    /// What messages name of each other.
    references: BTreeSet<String>,
}

/// Where texts are shown.
const SHOWN_IN: &[&str] = &["src-ui/src", "src-tauri/src"];

/// What was found.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut languages = BTreeMap::new();
    for entry in fs::read_dir(root.join("locales")).context("locales")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        languages.insert(name, read(&entry.path(), &mut found)?);
    }
    ensure!(languages.len() > 1, "locales: there is but one language");
    found.extend(differences(&languages));

    let mut code = String::new();
    for folder in SHOWN_IN {
        for path in rust_files(&root.join(folder))? {
            code.push_str(&fs::read_to_string(path)?);
        }
    }
    // They are the same in all of them, or that was said already.
    for language in languages.values().take(1) {
        found.extend(unused(language, &code));
        found.extend(unknown(language, &code));
    }
    Ok(found)
}

fn read(folder: &Path, found: &mut Vec<String>) -> Result<Language> {
    let mut language = Language::default();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        for why in language.take(&text) {
            found.push(format!("{}: {why}", path.display()));
        }
    }
    Ok(language)
}

impl Language {
    /// Takes the messages of a file; gives back what is wrong with it.
    fn take(&mut self, text: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let resource = match fluent_syntax::parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                wrong.extend(errors.iter().map(|error| format!("is not Fluent: {error}")));
                resource
            }
        };
        for entry in resource.body {
            let (id, value, attributes) = match entry {
                Entry::Message(message) => (
                    message.id.name.to_owned(),
                    message.value,
                    message.attributes,
                ),
                Entry::Term(term) => (
                    format!("-{}", term.id.name),
                    Some(term.value),
                    term.attributes,
                ),
                _ => continue,
            };
            let attributes = attributes
                .into_iter()
                .map(|attribute| (format!("{id}.{}", attribute.id.name), attribute.value));
            let texts = value
                .map(|value| (id.clone(), value))
                .into_iter()
                .chain(attributes);
            for (id, pattern) in texts {
                let mut arguments = BTreeSet::new();
                self.look_through(&pattern, &mut arguments);
                if self.messages.insert(id.clone(), arguments).is_some() {
                    wrong.push(format!("{id} is there twice"));
                }
            }
        }
        wrong
    }

    fn look_through(&mut self, pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.look_at(expression, arguments);
            }
        }
    }

    fn look_at(&mut self, expression: &Expression<&str>, arguments: &mut BTreeSet<String>) {
        match expression {
            Expression::Inline(inline) => self.look_inside(inline, arguments),
            Expression::Select { selector, variants } => {
                self.look_inside(selector, arguments);
                for variant in variants {
                    self.look_through(&variant.value, arguments);
                }
            }
        }
    }

    fn look_inside(&mut self, inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                arguments.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::TermReference {
                id,
                arguments: given,
                ..
            } => {
                self.references.insert(format!("-{}", id.name));
                if let Some(given) = given {
                    self.look_at_call(given, arguments);
                }
            }
            InlineExpression::FunctionReference {
                arguments: given, ..
            } => {
                self.look_at_call(given, arguments);
            }
            InlineExpression::Placeable { expression } => self.look_at(expression, arguments),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn look_at_call(&mut self, call: &CallArguments<&str>, arguments: &mut BTreeSet<String>) {
        let named = call.named.iter().map(|argument| &argument.value);
        for inline in call.positional.iter().chain(named) {
            self.look_inside(inline, arguments);
        }
    }
}

/// Messages that one language has and another has not, or has with other arguments.
fn differences(languages: &BTreeMap<String, Language>) -> Vec<String> {
    let all: BTreeSet<&String> = languages
        .values()
        .flat_map(|language| language.messages.keys())
        .collect();
    let mut found = Vec::new();
    for id in all {
        let mut said = None;
        for (name, language) in languages {
            match (language.messages.get(id), said) {
                (None, _) => found.push(format!("{id} is missing in {name}")),
                (Some(here), Some(there)) if here != there => {
                    found.push(format!(
                        "{id} takes {here:?} in {name} and {there:?} elsewhere"
                    ));
                }
                (here, _) => said = here,
            }
        }
    }
    found
}

/// Messages whose id is nowhere in the code, and that no other message names.
fn unused(language: &Language, code: &str) -> Vec<String> {
    language
        .messages
        .keys()
        .filter(|id| {
            let message = id.split('.').next().unwrap_or(id);
            !language.references.contains(message) && !code.contains(&format!("\"{id}\""))
        })
        .map(|id| format!("{id} is shown nowhere"))
        .collect()
}

/// Ids that the code asks for in `tr!` and `move_tr!`, and that are not there.
fn unknown(language: &Language, code: &str) -> Vec<String> {
    let mut found: Vec<String> = code
        .match_indices("tr!(")
        // Not `include_str!`, and whatever else ends so.
        .filter(|(at, _)| {
            let before = code[..*at].trim_end_matches("move_");
            !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
        .filter_map(|(at, call)| {
            let arguments = &code[at + call.len()..];
            let (before, rest) = arguments.split_once('"')?;
            // An id that is not written out is somebody else's to check.
            let is_literal = before
                .chars()
                .all(|c| c.is_alphanumeric() || "_,.& \n".contains(c));
            let id = rest.split('"').next().filter(|_| is_literal)?;
            (!language.messages.contains_key(id)).then(|| format!("{id} is shown and not there"))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Language {
        let mut language = Language::default();
        assert_eq!(language.take(text), Vec::<String>::new());
        language
    }

    fn compared(german: &str, english: &str) -> Vec<String> {
        differences(&BTreeMap::from([
            ("de".to_owned(), language(german)),
            ("en".to_owned(), language(english)),
        ]))
    }

    #[test]
    fn what_one_language_lacks_is_found() {
        assert_eq!(compared("a = A\nb = B", "a = A"), ["b is missing in en"]);
        assert_eq!(
            compared("a = A", "a = A\n  .title = T"),
            ["a.title is missing in de"]
        );
        assert!(compared("a = A", "a = Another").is_empty());
    }

    #[test]
    fn another_argument_is_found_however_deep_it_is() {
        assert_eq!(compared("a = { $n }", "a = { $m }").len(), 1);
        let german = "a = { $n ->\n    [one] eins\n   *[other] { NUMBER($n) } von { $all }\n}";
        assert_eq!(compared(german, "a = { $n }").len(), 1);
        assert!(compared(german, "a = { $n } of { $all }").is_empty());
    }

    #[test]
    fn what_nobody_shows_is_found() {
        let language =
            language("-city = Karlsruhe\nshown = { -city } { inner }\ninner = I\nleft = L");
        assert_eq!(
            unused(&language, r#"move_tr!("shown")"#),
            ["left is shown nowhere"]
        );
    }

    #[test]
    fn what_is_shown_and_not_there_is_found() {
        let code = r#"tr!("a"); move_tr!(i18n, "gone", {"n" => 1}); tr!(id); include_str!("x")"#;
        assert_eq!(
            unknown(&language("a = A"), code),
            ["gone is shown and not there"]
        );
    }

    #[test]
    fn what_is_not_fluent_or_there_twice_is_found() {
        assert_eq!(Language::default().take("a = { $").len(), 1);
        assert_eq!(
            Language::default().take("a = A\na = B"),
            ["a is there twice"]
        );
    }
}
