//! Writing lists of records as JSON or XML.

use super::Manner;
use serde_json::{Map, Value, json};

/// A list of records, each called `each`, all of them `all`, as the server writes lists.
pub fn list(manner: Manner, records: Vec<Value>, all: &str, each: &str) -> String {
    let records = match manner.odd {
        true => records.into_iter().map(as_texts).collect(),
        false => records,
    };
    if manner.xml_only {
        let inner: String = records.iter().map(|record| element(each, record)).collect();
        return format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><{all}>{inner}</{all}>");
    }
    match manner.odd {
        true => json!({ all: records }).to_string(),
        false => Value::Array(records).to_string(),
    }
}

/// One record alone.
pub fn single(manner: Manner, record: Value, name: &str) -> String {
    match manner.xml_only {
        true => element(name, &record),
        false => record.to_string(),
    }
}

/// Flags and numbers as texts, and texts that are numbers as numbers.
fn as_texts(value: Value) -> Value {
    match value {
        Value::Bool(flag) => json!(flag.to_string()),
        Value::Number(number) => json!(number.to_string()),
        Value::String(text) => match text.parse::<u32>() {
            Ok(number) => json!(number),
            Err(_) => Value::String(text),
        },
        Value::Array(values) => values.into_iter().map(as_texts).collect(),
        Value::Object(map) => map
            .into_iter()
            .map(|(key, value)| (key, as_texts(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Null => Value::Null,
    }
}

fn element(name: &str, value: &Value) -> String {
    let inner = match value {
        Value::Null => String::new(),
        Value::String(text) => escaped(text),
        Value::Array(values) => {
            let each = name.strip_suffix('s').unwrap_or(name);
            values.iter().map(|value| element(each, value)).collect()
        }
        Value::Object(map) => map.iter().map(|(key, value)| element(key, value)).collect(),
        other => other.to_string(),
    };
    format!("<{name}>{inner}</{name}>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
