//! Services and their definitions as categories and their questions.

use super::answer::{self, Record};
use super::{code, fields};
use crate::connector::ConnectorError;
use ka_domain::report::limits;
use ka_domain::{Datatype, Question, QuestionValue, ReportCategory};
use serde_json::Value;
use std::collections::BTreeSet;

/// The most services that are read. Each with questions is a request of its own.
pub const MOST_SERVICES: usize = 500;
/// The most words by which a category is found.
const MOST_KEYWORDS: usize = 30;
/// The most that can be chosen from.
const MOST_VALUES: usize = 300;

/// A service as its list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its code, as the server writes it.
    pub code: String,
    /// The category without its questions.
    pub category: ReportCategory,
    /// Whether there is a definition to ask for.
    pub has_definition: bool,
}

/// The services of a list, and how many could not be read.
pub fn services(tree: &Value) -> Result<(Vec<Service>, u64), ConnectorError> {
    let found = answer::records(tree, &["service_code"])?;
    let mut rejected = found.rejected;
    let mut services = Vec::new();
    for record in found.records {
        match service(record) {
            Some(service) if services.len() < MOST_SERVICES => services.push(service),
            _ => rejected += 1,
        }
    }
    Ok((services, rejected))
}

fn service(record: &Record) -> Option<Service> {
    let code = fields::text(record, "service_code")?;
    let name = fields::line(record, "service_name")?;
    let keywords = fields::line(record, "keywords").unwrap_or_default();
    let keywords = keywords
        .split([',', ';'])
        .map(|word| word.trim().to_lowercase());
    let keywords: BTreeSet<String> = keywords.filter(|word| !word.is_empty()).collect();
    let category = ReportCategory {
        id: code::id(&code)?,
        name: fields::localized(name),
        summary: fields::words(record, "description").map(fields::localized),
        group: fields::line(record, "group").map(fields::localized),
        keywords: keywords.into_iter().take(MOST_KEYWORDS).collect(),
        questions: Vec::new(),
    };
    Some(Service {
        code,
        category,
        // One that says nothing of it is not asked: most of those have none.
        has_definition: fields::flag(record, "metadata").unwrap_or(false),
    })
}

/// The questions of a definition in their order. One that cannot be understood is left out, unless it must
/// be answered: then a report without it would be refused, and the definition is an error.
pub fn questions(tree: &Value) -> Result<Vec<Question>, ConnectorError> {
    let found = answer::records(tree, &["code", "datatype"])?;
    let mut ordered = Vec::new();
    let mut seen = BTreeSet::new();
    for record in found.records {
        match question(record) {
            Some(question) if !seen.insert(question.code.clone()) => {}
            Some(question) => {
                let order = fields::number(record, "order").unwrap_or(f64::MAX);
                ordered.push((order, question));
            }
            None if fields::flag(record, "required") == Some(true) => {
                return Err(ConnectorError::Unreadable(
                    "a question that must be answered",
                ));
            }
            None => {}
        }
    }
    if ordered.len() > limits::ANSWERS {
        return Err(ConnectorError::Unreadable(
            "more questions than anybody answers",
        ));
    }
    ordered.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    Ok(ordered.into_iter().map(|(_, question)| question).collect())
}

fn question(record: &Record) -> Option<Question> {
    let code = fields::text(record, "code")?;
    let description = fields::words(record, "description");
    let hint = fields::words(record, "datatype_description");
    let values = values(record.get("values"));
    let datatype = match fields::flag(record, "variable") {
        Some(false) => Datatype::Note,
        _ => datatype(record, !values.is_empty()),
    };
    let words = description.clone().or_else(|| hint.clone());
    Some(Question {
        words: fields::localized(words.unwrap_or_else(|| code.clone())),
        hint: description.and(hint).map(fields::localized),
        required: datatype != Datatype::Note && fields::flag(record, "required").unwrap_or(false),
        values: match datatype {
            Datatype::SingleValueList | Datatype::MultiValueList => values,
            _ => Vec::new(),
        },
        datatype,
        code,
    })
}

/// What is answered. A list of nothing can be answered by nobody: it is asked for in words.
fn datatype(record: &Record, has_values: bool) -> Datatype {
    let written = fields::text(record, "datatype").unwrap_or_default();
    match written.to_ascii_lowercase().as_str() {
        "multivaluelist" if has_values => Datatype::MultiValueList,
        "string" => Datatype::String,
        "number" => Datatype::Number,
        "datetime" => Datatype::Datetime,
        "text" => Datatype::Text,
        _ if has_values => Datatype::SingleValueList,
        _ => Datatype::String,
    }
}

fn values(written: Option<&Value>) -> Vec<QuestionValue> {
    let mut values = Vec::new();
    if let Some(written) = written {
        gather(written, 0, &mut values);
    }
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(value.key.clone()));
    values.truncate(MOST_VALUES);
    values
}

/// Pairs of key and name, wrapped or not; a text alone is both.
fn gather(written: &Value, depth: usize, values: &mut Vec<QuestionValue>) {
    match written {
        Value::Array(entries) if depth < 4 => {
            entries
                .iter()
                .for_each(|entry| gather(entry, depth + 1, values));
        }
        Value::Object(record) => {
            let (key, name) = (fields::text(record, "key"), fields::line(record, "name"));
            if let Some(key) = key.clone().or_else(|| name.clone()) {
                let name = fields::localized(name.unwrap_or_else(|| key.clone()));
                values.push(QuestionValue { key, name });
            } else if depth < 4 {
                record
                    .values()
                    .for_each(|inner| gather(inner, depth + 1, values));
            }
        }
        Value::String(key) if !key.trim().is_empty() => values.push(QuestionValue {
            key: key.trim().to_owned(),
            name: fields::localized(key.trim().to_owned()),
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Question> {
        questions(&answer::tree(text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn every_datatype_is_asked_in_its_order() {
        let types = [
            "string",
            "number",
            "datetime",
            "text",
            "singlevaluelist",
            "MultiValueList",
        ];
        let attribute = |(n, datatype): (usize, &&str)| {
            format!(
                r#"{{"variable":"true","code":"{datatype}","datatype":"{datatype}","required":"true","order":{},
                     "description":"Q","datatype_description":"H","values":[{{"key":1,"name":"Eins"}},{{"key":"b"}},"c"]}}"#,
                10 - n
            )
        };
        let all: Vec<_> = types.iter().enumerate().map(attribute).collect();
        let text = format!(r#"{{"service_code":7,"attributes":[{}]}}"#, all.join(","));
        let read = read(&text);
        let got: Vec<_> = read.iter().map(|question| question.datatype).collect();
        let wanted = [
            Datatype::MultiValueList,
            Datatype::SingleValueList,
            Datatype::Text,
            Datatype::Datetime,
            Datatype::Number,
            Datatype::String,
        ];
        assert_eq!(got, wanted);
        assert!(read.iter().all(|question| question.required));
        let keys: Vec<_> = read[0]
            .values
            .iter()
            .map(|value| value.key.as_str())
            .collect();
        assert_eq!(keys, ["1", "b", "c"]);
        assert_eq!(
            (read[0].values[0].name.de.as_str(), read[2].values.len()),
            ("Eins", 0)
        );
        assert_eq!(
            read[0].hint.as_ref().map(|hint| hint.de.as_str()),
            Some("H")
        );
    }

    #[test]
    fn words_to_be_read_are_a_note_and_need_no_answer() {
        let text = "<service_definition><service_code>7</service_code><attributes><attribute>\
                    <variable>false</variable><code>N</code><datatype>string</datatype><required>true</required>\
                    <description>Bei Gefahr 110</description></attribute></attributes></service_definition>";
        let read = read(text);
        assert_eq!(
            (read[0].datatype, read[0].required),
            (Datatype::Note, false)
        );
        assert_eq!(read[0].words.de, "Bei Gefahr 110");
    }

    #[test]
    fn a_list_of_nothing_is_asked_in_words_and_an_odd_type_too() {
        let text = r#"[{"attributes":[{"code":"a","datatype":"singlevaluelist"},{"code":"b","datatype":"colour"},
                       {"code":"a","datatype":"number"},{"datatype":"text"}]}]"#;
        let read = read(text);
        let got: Vec<_> = read.iter().map(|q| (q.code.as_str(), q.datatype)).collect();
        assert_eq!(got, [("a", Datatype::String), ("b", Datatype::String)]);
        assert_eq!(read[0].words.de, "a");
    }

    #[test]
    fn a_question_that_must_be_answered_and_cannot_be_is_an_error() {
        let text = r#"[{"attributes":[{"datatype":"text","required":true}]}]"#;
        let tree = answer::tree(text.as_bytes()).unwrap();
        assert!(questions(&tree).is_err());
    }

    #[test]
    fn services_are_read_with_codes_of_any_kind() {
        let text = r#"[{"service_code":7,"service_name":"Müll","metadata":"true","keywords":"Abfall, Sperrmüll;abfall"},
                       {"service_code":"Ampel aus","service_name":"Ampel","metadata":false,"group":"Verkehr"},
                       {"service_code":"x"},{"service_name":"y"}]"#;
        let (services, rejected) = services(&answer::tree(text.as_bytes()).unwrap()).unwrap();
        assert_eq!((services.len(), rejected), (2, 2));
        assert!(services[0].has_definition && !services[1].has_definition);
        assert_eq!(services[0].category.keywords, ["abfall", "sperrmüll"]);
        assert_eq!(services[1].category.id.as_str(), "Ampel%20aus");
        assert_eq!(code::code(&services[1].category.id), "Ampel aus");
    }
}
