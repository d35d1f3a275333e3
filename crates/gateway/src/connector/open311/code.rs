//! Codes of the city's server as ids, and back. A code may be any text, an id has no blanks and nothing
//! beyond ASCII: what is not allowed is written as in addresses, so that the code can be told from the id.

use ka_domain::ItemId;

/// The id for a code; none if it would be too long.
pub fn id(code: &str) -> Option<ItemId> {
    let mut id = String::with_capacity(code.len());
    for byte in code.bytes() {
        if byte.is_ascii_graphic() && byte != b'%' {
            id.push(char::from(byte));
        } else {
            id.push_str(&format!("%{byte:02X}"));
        }
    }
    ItemId::new(id).ok()
}

/// The code of which `id` was made.
pub fn code(id: &ItemId) -> String {
    let mut bytes = Vec::with_capacity(id.as_str().len());
    let mut rest = id.as_str().as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let hex = (*byte == b'%').then(|| after.get(..2)).flatten();
        let read = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match read {
            Some(read) => {
                bytes.push(read);
                rest = &after[2..];
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_codes_are_their_own_ids() {
        for plain in ["17", "graffiti", "a/b:c", "GUID-0af3"] {
            assert_eq!(id(plain).unwrap().as_str(), plain);
        }
        assert_eq!(id("Wilder Müll").unwrap().as_str(), "Wilder%20M%C3%BCll");
        assert!(id("").is_none() && id(&"ä".repeat(40)).is_none());
    }

    proptest! {
        #[test]
        fn every_code_is_told_from_its_id(text in "\\PC{1,30}|[%0-9A-F]{1,30}") {
            if let Some(id) = id(&text) {
                prop_assert_eq!(code(&id), text);
            }
        }
    }
}
