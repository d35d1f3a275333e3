//! What the owner of the device has said about themselves. It stays on the device.

use crate::ids::DistrictId;
use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// As whom somebody is in Karlsruhe. Not an account, just a point of view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Lives here.
    Citizen,
    /// Works or studies here and lives elsewhere.
    Commuter,
    /// Is a guest.
    Visitor,
}

impl Role {
    /// All three, as the screen orders them.
    pub const ALL: [Role; 3] = [Role::Citizen, Role::Commuter, Role::Visitor];
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The size of text, in per cent of the system's: 100 to 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct TextScale(u16);

/// A size of text that is too small or too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("text size is 100 to 200 per cent")]
pub struct InvalidTextScale;

impl TextScale {
    /// The sizes that the settings offer, in per cent.
    pub const STEPS: [u16; 5] = [100, 125, 150, 175, 200];

    /// 100 to 200.
    pub fn new(percent: u16) -> Result<Self, InvalidTextScale> {
        if (100..=200).contains(&percent) {
            Ok(Self(percent))
        } else {
            Err(InvalidTextScale)
        }
    }

    /// In per cent.
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl Default for TextScale {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<u16> for TextScale {
    type Error = InvalidTextScale;
    fn try_from(percent: u16) -> Result<Self, InvalidTextScale> {
        Self::new(percent)
    }
}

impl From<TextScale> for u16 {
    fn from(scale: TextScale) -> u16 {
        scale.0
    }
}

/// Everything that the settings screen can change. The default is a person who has said nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The chosen language; none follows the system.
    pub lang: Option<Lang>,
    /// Light or dark.
    pub appearance: Appearance,
    /// Size of text.
    pub text_scale: TextScale,
    /// As whom the person is here.
    pub role: Option<Role>,
    /// Their district.
    pub district: Option<DistrictId>,
    /// Whether the first start has been gone through (or skipped).
    pub welcomed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_of_an_older_or_newer_app_still_read() {
        let read: Preferences =
            serde_json::from_str(r#"{"role":"commuter","from_the_future":1}"#).unwrap();
        assert_eq!(read.role, Some(Role::Commuter));
        assert_eq!(read.text_scale.percent(), 100);
    }

    #[test]
    fn text_is_never_smaller_than_the_systems() {
        assert!(TextScale::new(99).is_err());
        assert!(serde_json::from_str::<Preferences>(r#"{"text_scale":20}"#).is_err());
    }
}
