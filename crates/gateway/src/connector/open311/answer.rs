//! Taking an answer apart, in JSON or XML, however it is wrapped.
//!
//! Servers differ in how they wrap a list: an array, an object around an array, an element around elements,
//! one object where there is only one. What they agree on are the names of the fields. So an answer becomes
//! a tree, whatever it is written in, and the records in it are those objects that have the field by which
//! their kind is known.

use super::fields;
use crate::connector::ConnectorError;
use serde_json::{Map, Value};

/// How deep records may lie. The deepest that are of use lie three deep.
const DEEPEST: usize = 12;
/// The most elements of an XML answer.
const MOST_NODES: u32 = 2_000_000;

/// The fields of an object.
pub type Record = Map<String, Value>;

/// The records of an answer.
#[derive(Debug, Default)]
pub struct Records<'a> {
    /// They.
    pub records: Vec<&'a Record>,
    /// What stands where a record should, and is none.
    pub rejected: u64,
}

/// What the server says is wrong, in the form that GeoReport has for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// A status.
    pub code: Option<u16>,
    /// In its words.
    pub words: String,
}

/// Reads an answer. A page for people is none, whatever it was sent as.
pub fn tree(bytes: &[u8]) -> Result<Value, ConnectorError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ConnectorError::Unreadable("not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with('<') {
        return Ok(serde_json::from_str(text)?);
    }
    let options = roxmltree::ParsingOptions {
        nodes_limit: MOST_NODES,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(text, options)
        .map_err(|_| ConnectorError::Unreadable("neither JSON nor XML"))?;
    let root = document.root_element();
    let name = root.tag_name().name();
    if name.eq_ignore_ascii_case("html") {
        return Err(ConnectorError::Unreadable("a page for people"));
    }
    let mut around = Map::new();
    around.insert(name.to_owned(), element(root, 0)?);
    Ok(Value::Object(around))
}

/// An element as JSON would have it: several of one name are an array.
fn element(node: roxmltree::Node<'_, '_>, depth: usize) -> Result<Value, ConnectorError> {
    if depth > DEEPEST {
        return Err(ConnectorError::Unreadable("nested without end"));
    }
    let mut map = Map::new();
    for child in node.children().filter(roxmltree::Node::is_element) {
        let value = element(child, depth + 1)?;
        match map.entry(child.tag_name().name()) {
            serde_json::map::Entry::Vacant(place) => drop(place.insert(value)),
            serde_json::map::Entry::Occupied(mut place) => match place.get_mut() {
                Value::Array(values) => values.push(value),
                one => *one = Value::Array(vec![one.take(), value]),
            },
        }
    }
    if !map.is_empty() {
        return Ok(Value::Object(map));
    }
    let text: String = node.children().filter_map(|child| child.text()).collect();
    Ok(match text.trim() {
        "" => Value::Null,
        text => Value::String(text.to_owned()),
    })
}

/// The records that are known by having one of `keys`. An answer that has none, and is no empty list
/// either, is not what was asked for; where it says what is wrong, that is the error.
pub fn records<'a>(tree: &'a Value, keys: &[&str]) -> Result<Records<'a>, ConnectorError> {
    let mut found = Records::default();
    gather(tree, keys, 0, &mut found);
    if !found.records.is_empty() || is_empty(tree, 0) {
        return Ok(found);
    }
    if let Some(complaint) = complaints(tree).first() {
        return Err(ConnectorError::Status(complaint.code.unwrap_or(400)));
    }
    Err(ConnectorError::Unreadable(
        "not a list of what was asked for",
    ))
}

fn gather<'a>(value: &'a Value, keys: &[&str], depth: usize, found: &mut Records<'a>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                let before = found.records.len();
                gather(value, keys, depth + 1, found);
                if found.records.len() == before {
                    found.rejected += 1;
                }
            }
        }
        Value::Object(map) if keys.iter().any(|key| fields::text(map, key).is_some()) => {
            found.records.push(map);
        }
        Value::Object(map) => {
            let inner = map
                .values()
                .filter(|value| value.is_array() || value.is_object());
            inner.for_each(|value| gather(value, keys, depth + 1, found));
        }
        _ => {}
    }
}

/// Whether there is nothing in it but wrapping.
fn is_empty(value: &Value, depth: usize) -> bool {
    let empty = |value: &Value| value.is_null() || is_empty(value, depth + 1);
    match value {
        _ if depth > DEEPEST => false,
        Value::Array(values) => values.is_empty(),
        Value::Object(map) => map.values().all(empty),
        _ => false,
    }
}

/// What the server says is wrong; nothing if it says nothing of that kind.
pub fn complaints(tree: &Value) -> Vec<Complaint> {
    let mut found = Records::default();
    gather(tree, &["code", "description"], 0, &mut found);
    let is_one = |map: &&Record| {
        // Services and requests are described too, attributes have a code.
        !["service_code", "service_request_id", "token", "datatype"]
            .iter()
            .any(|key| map.contains_key(*key))
    };
    let complaint = |map: &Record| Complaint {
        code: fields::number(map, "code")
            .filter(|code| (400.0..600.0).contains(code))
            .map(|code| code as u16),
        words: fields::words(map, "description").unwrap_or_default(),
    };
    found
        .records
        .into_iter()
        .filter(is_one)
        .map(complaint)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Result<Vec<String>, &'static str> {
        let tree = tree(text.as_bytes()).map_err(|why| why.code())?;
        let found = records(&tree, &["service_code"]).map_err(|why| why.code())?;
        let code = |map: &&Record| fields::text(map, "service_code").unwrap();
        Ok(found.records.iter().map(code).collect())
    }

    #[test]
    fn a_list_is_found_however_it_is_wrapped() {
        for text in [
            r#"[{"service_code":"a"},{"service_code":7}]"#,
            r#"{"services":[{"service_code":"a"},{"service_code":"7"}]}"#,
            r#"[{"service":{"service_code":"a"}},{"service":{"service_code":7}}]"#,
            "<?xml version=\"1.0\"?><services><service><service_code>a</service_code></service>\
             <service><service_code> 7 </service_code></service></services>",
        ] {
            assert_eq!(
                codes(text),
                Ok(vec!["a".to_owned(), "7".to_owned()]),
                "{text}"
            );
        }
        let one =
            "<services type=\"array\"><service><service_code>a</service_code></service></services>";
        assert_eq!(codes(one), Ok(vec!["a".to_owned()]));
        assert_eq!(
            codes("\u{feff}{\"service_code\":\"a\"}"),
            Ok(vec!["a".to_owned()])
        );
    }

    #[test]
    fn an_empty_list_is_one() {
        for text in [
            "[]",
            r#"{"services":[]}"#,
            "<services/>",
            "<services> </services>",
        ] {
            assert_eq!(codes(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        for text in [
            "",
            "null",
            "7",
            "{{{",
            r#"{"message":"Wartung"}"#,
            "<html><body/></html>",
            "<!DOCTYPE html><title>Wartung</title>",
            "<services><service>",
            "<a>b</a>",
        ] {
            assert_eq!(codes(text), Err("unreadable"), "{text}");
        }
        let said = r#"[{"code":403,"description":"no key"}]"#;
        assert_eq!(codes(said), Err("status"));
        let said = "<errors><error><code>403</code><description>no</description></error></errors>";
        assert_eq!(codes(said), Err("status"));
    }

    #[test]
    fn odd_entries_are_counted() {
        let tree = tree(br#"[{"service_code":"a"},7,{"name":"b"},{"service_code":null}]"#).unwrap();
        let found = records(&tree, &["service_code"]).unwrap();
        assert_eq!((found.records.len(), found.rejected), (1, 3));
    }

    #[test]
    fn nesting_and_entities_without_end_are_refused() {
        let deep = "<a>".repeat(100_000);
        let closed = format!("{}{}", "<a>".repeat(1_000), "</a>".repeat(1_000));
        let laughs = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        let json = "[".repeat(100_000);
        for text in [&deep, &closed, laughs, &json] {
            assert_eq!(codes(text), Err("unreadable"));
        }
    }

    #[test]
    fn several_complaints_are_all_heard() {
        let tree = tree(br#"{"errors":[{"code":"400","description":"a"},{"description":"b"}]}"#);
        let said = complaints(&tree.unwrap());
        assert_eq!(said.len(), 2);
        assert_eq!((said[0].code, said[0].words.as_str()), (Some(400), "a"));
        assert_eq!((said[1].code, said[1].words.as_str()), (None, "b"));
    }
}
