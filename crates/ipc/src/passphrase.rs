//! A passphrase on its way from the field to the vault.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A passphrase. It shows itself to nobody and is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// What was typed.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Passphrase {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<Passphrase> for String {
    fn from(passphrase: Passphrase) -> String {
        passphrase.0.to_string()
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unlock;

    #[test]
    fn a_passphrase_crosses_the_bridge_and_is_never_printed() {
        let ask = Unlock {
            passphrase: Passphrase::from("Fächerstadt".to_owned()),
        };
        let json = serde_json::to_string(&ask).unwrap();
        assert_eq!(json, r#"{"passphrase":"Fächerstadt"}"#);
        assert_eq!(serde_json::from_str::<Unlock>(&json).unwrap(), ask);
        assert!(!format!("{ask:?}").contains("stadt"));
    }
}
