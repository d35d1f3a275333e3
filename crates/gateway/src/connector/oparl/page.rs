//! One page of a list. What is a page is read strictly, what is on it is not: an odd object costs
//! itself only, while an answer that is no page costs the page.

use super::body::Place;
use crate::connector::ConnectorError;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use url::Url;

/// The longest link that is followed, in bytes. Servers refuse longer ones.
const LONGEST_LINK: usize = 2_000;

/// A page.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its objects, unread.
    pub objects: Vec<&'a RawValue>,
    /// The page after it.
    pub next: Option<Url>,
    /// How many objects the whole list has, where the source says so.
    pub promised: Option<u64>,
}

#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    links: Value,
    #[serde(default)]
    pagination: Value,
}

/// Reads an answer of a list at `place`.
pub fn read<'a>(bytes: &'a [u8], place: &Place) -> Result<Page<'a>, ConnectorError> {
    let wire: Wire<'a> = serde_json::from_slice(bytes)?;
    let next = wire.links.get("next").map(Option::<String>::deserialize);
    let next = next.transpose()?.flatten();
    let next = next.filter(|next| !next.trim().is_empty());
    if next.as_ref().is_some_and(|next| next.len() > LONGEST_LINK) {
        return Err(ConnectorError::ForeignLink);
    }
    Ok(Page {
        objects: wire.data,
        next: next.map(|next| place.own(&next)).transpose()?,
        promised: wire.pagination.get("totalElements").and_then(Value::as_u64),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::oparl::body::Rewrite;

    fn place() -> Place {
        Place {
            body: "https://a.example/body".parse().unwrap(),
            rewrite: Rewrite::karlsruhe(),
        }
    }

    fn code(text: &str) -> Option<&'static str> {
        read(text.as_bytes(), &place()).err().map(|why| why.code())
    }

    #[test]
    fn a_page_says_what_comes_next() {
        let text = r#"{"data":[{"id":7},"odd"],"pagination":{"totalElements":9},"links":{"next":"https://a.example/papers?page=2"}}"#;
        let page = read(text.as_bytes(), &place()).unwrap();
        assert_eq!((page.objects.len(), page.promised), (2, Some(9)));
        assert_eq!(page.next.unwrap().query(), Some("page=2"));
    }

    #[test]
    fn only_its_objects_are_needed() {
        for text in [
            r#"{"data":[]}"#,
            r#"{"data":[],"links":{"next":null},"pagination":{"totalElements":"many"}}"#,
            r#"{"data":[],"links":{"next":" "},"pagination":7}"#,
            r#"{"data":[],"links":[]}"#,
            r#"{"data":[],"links":null}"#,
        ] {
            let page = read(text.as_bytes(), &place()).unwrap();
            assert!(page.next.is_none() && page.promised.is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_no_page_is_an_error() {
        let message = r#"{"type":"https://schema.oparl.org/1.1/Error","message":"no"}"#;
        let cut = r#"{"data":[{"id":7}"#;
        let odd = r#"{"data":[],"links":{"next":7}}"#;
        for text in ["", "[]", "<html>", "null", message, cut, odd] {
            assert_eq!(code(text), Some("unreadable"), "{text}");
        }
        let away = r#"{"data":[],"links":{"next":"https://b.example/papers"}}"#;
        assert_eq!(code(away), Some("foreign_link"));
        let long = format!("https://a.example/papers?{}", "x".repeat(LONGEST_LINK));
        let long = format!(r#"{{"data":[],"links":{{"next":{long:?}}}}}"#);
        assert_eq!(code(&long), Some("foreign_link"));
    }

    #[test]
    fn an_object_that_is_nested_without_end_leaves_the_page() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let text = format!(r#"{{"data":[{deep},{{"id":7}}]}}"#);
        assert_eq!(read(text.as_bytes(), &place()).unwrap().objects.len(), 2);
    }
}
