//! What can be reported to the desk: `report-categories.toml` among the city's facts, with the edition up to
//! which the editors vouch for it. Where the city has a server of its own, its services are the
//! categories, and these are not published.

use crate::connector::city_facts::{self, FactsOrigin};
use crate::connector::{ConnectorError, Harvested};
use ka_domain::{Content, Datatype, Licence, Provenance, Question, ReportCategory, SourceId};
use std::collections::BTreeSet;

/// The categories, as they are published by `source`.
pub fn read(origin: &FactsOrigin, source: &SourceId) -> Result<Vec<Harvested>, ConnectorError> {
    let (as_of, categories) = city_facts::report_categories(&origin.texts()?)?;
    check(&categories)?;
    let items = categories.into_iter().map(|category| Harvested {
        id: category.id.clone(),
        provenance: Provenance {
            source: source.clone(),
            licence: Some(Licence("EUPL-1.2".to_owned())),
            as_of,
        },
        content: Content::ReportCategory(category),
    });
    Ok(items.collect())
}

/// What people got wrong who wrote them.
fn check(categories: &[ReportCategory]) -> Result<(), ConnectorError> {
    let mut ids = BTreeSet::new();
    for category in categories {
        if !ids.insert(&category.id) {
            return Err(ConnectorError::Twice(category.id.to_string()));
        }
        let mut codes = BTreeSet::new();
        for question in &category.questions {
            let place = || format!("{} {}", category.id, question.code);
            if !codes.insert(&question.code) {
                return Err(ConnectorError::Twice(place()));
            }
            if !can_be_answered(question) {
                return Err(ConnectorError::Unanswerable(place()));
            }
        }
    }
    Ok(())
}

/// Whether it is a list exactly if something can be chosen, each thing once, and no note that must be
/// answered.
fn can_be_answered(question: &Question) -> bool {
    let list = matches!(
        question.datatype,
        Datatype::SingleValueList | Datatype::MultiValueList
    );
    let keys: BTreeSet<_> = question.values.iter().map(|value| &value.key).collect();
    list != keys.is_empty()
        && keys.len() == question.values.len()
        && !(question.required && question.datatype == Datatype::Note)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours() -> Vec<ReportCategory> {
        let source = SourceId::new("desk").unwrap();
        let read = read(&FactsOrigin::Embedded, &source).unwrap();
        read.into_iter()
            .map(|item| match item.content {
                Content::ReportCategory(category) => category,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn there_is_a_category_for_what_people_see_in_the_street_and_one_for_the_rest() {
        let categories = ours();
        assert!(categories.len() >= 12, "{}", categories.len());
        assert_eq!(categories.last().unwrap().id.as_str(), "other");
        for category in &categories {
            let said = [&category.name, category.summary.as_ref().unwrap()];
            for text in said {
                assert!(!text.de.is_empty() && !text.en.is_empty(), "{category:?}");
            }
            assert!(!category.keywords.is_empty(), "{}", category.id);
            for word in &category.keywords {
                assert_eq!(*word, word.to_lowercase());
            }
        }
    }

    #[test]
    fn every_kind_of_question_is_asked_somewhere() {
        let asked: Vec<_> = ours()
            .into_iter()
            .flat_map(|category| category.questions)
            .map(|question| question.datatype)
            .collect();
        for datatype in [
            Datatype::String,
            Datatype::Number,
            Datatype::Datetime,
            Datatype::Text,
            Datatype::SingleValueList,
            Datatype::MultiValueList,
            Datatype::Note,
        ] {
            assert!(asked.contains(&datatype), "{datatype:?}");
        }
    }

    #[test]
    fn a_list_of_nothing_and_a_question_asked_twice_are_mistakes() {
        let category = |questions: &str| -> ReportCategory {
            let text = format!("id = \"a\"\nname = {{ de = \"a\", en = \"a\" }}\n{questions}");
            toml::from_str(&text).unwrap()
        };
        let question = |datatype: &str| {
            format!(
                "[[questions]]\ncode = \"q\"\nwords = {{ de = \"a\", en = \"a\" }}\ndatatype = \"{datatype}\"\n"
            )
        };
        assert!(check(&[category(&question("string"))]).is_ok());
        for wrong in ["singlevaluelist", "multivaluelist"] {
            assert!(check(&[category(&question(wrong))]).is_err(), "{wrong}");
        }
        let required = question("note") + "required = true\n";
        assert!(check(&[category(&required)]).is_err());
        let twice = question("string") + &question("text");
        assert!(check(&[category(&twice)]).is_err());
        assert!(check(&[category(""), category("")]).is_err());
    }
}
