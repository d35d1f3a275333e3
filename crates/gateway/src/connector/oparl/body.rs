//! Where a body's lists are, and which addresses are asked at all.

use super::list::List;
use crate::connector::ConnectorError;
use serde::Deserialize;
use url::Url;

/// How addresses that a source writes become addresses that it answers at. Karlsruhe's objects call
/// themselves `…/oparl/…`, and the city answers at `…/ris/oparl/…`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rewrite {
    /// How an address begins that is to be changed.
    pub from: String,
    /// What it begins with instead.
    pub to: String,
}

impl Rewrite {
    /// The rule of Karlsruhe. It changes nothing of another city's addresses.
    pub fn karlsruhe() -> Rewrite {
        Rewrite {
            from: "https://web1.karlsruhe.de/oparl/".to_owned(),
            to: "https://web1.karlsruhe.de/ris/oparl/".to_owned(),
        }
    }

    /// Where `address` answers.
    pub fn apply(&self, address: &str) -> String {
        match address.strip_prefix(&self.from) {
            Some(rest) => format!("{}{rest}", self.to),
            None => address.to_owned(),
        }
    }
}

/// A body: where it is, and how to get at what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The body's address.
    pub body: Url,
    /// How its addresses are changed before they are asked.
    pub rewrite: Rewrite,
}

impl Place {
    /// Where an address answers that an object names, if it is at the body's own host. A source does
    /// not send this gateway about in the net.
    pub fn own(&self, address: &str) -> Result<Url, ConnectorError> {
        Url::parse(&self.rewrite.apply(address))
            .ok()
            .filter(|url| url.origin() == self.body.origin() && url.username().is_empty())
            .ok_or(ConnectorError::ForeignLink)
    }
}

/// Where the lists of a body are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    organization: Url,
    meeting: Url,
    paper: Url,
}

impl Lists {
    /// Reads them off the answer of the body at `place`.
    pub fn read(bytes: &[u8], place: &Place) -> Result<Lists, ConnectorError> {
        #[derive(Deserialize)]
        struct Body {
            organization: String,
            meeting: String,
            paper: String,
        }
        let body: Body = serde_json::from_slice(bytes)?;
        Ok(Lists {
            organization: place.own(&body.organization)?,
            meeting: place.own(&body.meeting)?,
            paper: place.own(&body.paper)?,
        })
    }

    /// Where `list` is.
    pub fn of(&self, list: List) -> &Url {
        match list {
            List::Organization => &self.organization,
            List::Meeting => &self.meeting,
            List::Paper => &self.paper,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "https://web1.karlsruhe.de/ris/oparl/bodies/0001";

    fn karlsruhe() -> Place {
        Place {
            body: BODY.parse().unwrap(),
            rewrite: Rewrite::karlsruhe(),
        }
    }

    fn lists(paper: &str) -> Result<Lists, ConnectorError> {
        let text = format!(
            r#"{{"id":"x","organization":"{BODY}/organizations","meeting":"{BODY}/meetings","paper":{paper}}}"#
        );
        Lists::read(text.as_bytes(), &karlsruhe())
    }

    #[test]
    fn the_lists_of_karlsruhe_are_where_it_answers() {
        let written = r#""https://web1.karlsruhe.de/oparl/bodies/0001/papers""#;
        let lists = lists(written).unwrap();
        assert_eq!(lists.of(List::Paper).as_str(), format!("{BODY}/papers"));
        assert_eq!(lists.of(List::Meeting).as_str(), format!("{BODY}/meetings"));
    }

    #[test]
    fn a_body_without_a_list_is_none() {
        for bad in ["7", "null"] {
            assert_eq!(lists(bad).map_err(|why| why.code()), Err("unreadable"));
        }
        for garbage in ["", "[]", "<html>", r#"{"message":"no"}"#] {
            assert!(Lists::read(garbage.as_bytes(), &karlsruhe()).is_err());
        }
    }

    #[test]
    fn what_leads_to_another_host_is_not_asked() {
        for bad in [
            "https://elsewhere.example/papers",
            "http://web1.karlsruhe.de/ris/oparl/bodies/0001/papers",
            "https://web1.karlsruhe.de:8443/papers",
            "https://somebody@web1.karlsruhe.de/papers",
            "file:///etc/passwd",
            "/papers",
            "",
        ] {
            let why = lists(&format!("{bad:?}")).map_err(|why| why.code());
            assert_eq!(why, Err("foreign_link"), "{bad}");
        }
    }
}
