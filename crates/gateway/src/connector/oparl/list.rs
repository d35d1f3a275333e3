//! The lists of a body that are read, and what their objects are called in the feed.

use ka_domain::ids::InvalidId;
use ka_domain::{ItemId, Kind};
use sha2::{Digest, Sha256};

/// A list of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// Who takes part.
    Organization,
    /// When they meet.
    Meeting,
    /// What they treat.
    Paper,
}

impl List {
    /// In the order in which they are read: names before what names them.
    pub const ALL: [List; 3] = [List::Organization, List::Meeting, List::Paper];

    /// As OParl calls the field of the body, and the type of the objects in lower case.
    pub fn name(self) -> &'static str {
        match self {
            List::Organization => "organization",
            List::Meeting => "meeting",
            List::Paper => "paper",
        }
    }

    /// The list that OParl calls so.
    pub fn of_name(name: &str) -> Option<List> {
        List::ALL.into_iter().find(|list| list.name() == name)
    }

    /// As addresses and files call it.
    pub fn plural(self) -> &'static str {
        match self {
            List::Organization => "organizations",
            List::Meeting => "meetings",
            List::Paper => "papers",
        }
    }

    /// What becomes of its objects.
    pub fn kind(self) -> Kind {
        match self {
            List::Organization => Kind::Organization,
            List::Meeting => Kind::Meeting,
            List::Paper => Kind::Paper,
        }
    }

    /// What an object of this list is called in the feed, by its address.
    pub fn item(self, address: &str) -> Result<ItemId, InvalidId> {
        item_id(address, &[self.plural(), self.name()])
    }
}

/// What a file is called, by its address.
pub fn file_id(address: &str) -> Result<ItemId, InvalidId> {
    item_id(address, &["files", "file"])
}

/// The part of an address behind the last of `segments`: `…/papers/vo/51599` is `vo.51599`. An address
/// of another shape is taken without its scheme; one that is no name at all gives its hash.
fn item_id(address: &str, segments: &[&str]) -> Result<ItemId, InvalidId> {
    let behind = |segment: &&str| {
        let segment = format!("/{segment}/");
        let (_, behind) = address.rsplit_once(&*segment)?;
        let behind = behind.trim_end_matches('/');
        (!behind.is_empty()).then_some(behind)
    };
    let whole = || address.split_once("://").map_or(address, |(_, rest)| rest);
    let name = segments.iter().find_map(behind).unwrap_or_else(whole);
    if !name.is_ascii() {
        return hashed(address);
    }
    // Of what a name may hold only what needs no care in an address of the app.
    let plain = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => c,
        _ => '.',
    };
    ItemId::new(name.chars().map(plain).collect::<String>()).or_else(|_| hashed(address))
}

fn hashed(address: &str) -> Result<ItemId, InvalidId> {
    ItemId::new(hex::encode(Sha256::digest(address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(address: &str) -> String {
        List::Paper.item(address).unwrap().to_string()
    }

    #[test]
    fn an_object_is_called_what_stands_behind_its_list() {
        let of = |list: List, end: &str| {
            let address = format!("https://web1.karlsruhe.de/oparl/bodies/0001/{end}");
            list.item(&address).unwrap().to_string()
        };
        assert_eq!(of(List::Paper, "papers/vo/51599"), "vo.51599");
        assert_eq!(of(List::Organization, "organizations/gr/32130"), "gr.32130");
        assert_eq!(of(List::Meeting, "meetings/10022"), "10022");
        let file = file_id("https://a.example/oparl/files/143887").unwrap();
        assert_eq!(file.as_str(), "143887");
    }

    #[test]
    fn an_address_of_another_shape_is_taken_without_its_scheme() {
        assert_eq!(paper("https://a.example/paper/7/"), "7");
        assert_eq!(
            paper("https://a.example/papers.asp?id=7"),
            "a.example.papers.asp.id.7"
        );
        assert_eq!(paper("https://a.example/papers/"), "a.example.papers.");
        assert_eq!(paper("urn:7"), "urn.7");
    }

    #[test]
    fn what_cannot_be_a_name_gives_its_hash() {
        let long = format!("https://a.example/papers/{}", "7".repeat(300));
        for odd in [&*long, "https://a.example/papers/Straße", ""] {
            assert_eq!(paper(odd).len(), 64, "{odd}");
        }
        assert_ne!(paper("https://a.example/ä"), paper("https://b.example/ä"));
    }
}
