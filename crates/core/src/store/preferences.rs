//! The table `preferences`: what the owner of the device has said about themselves.

use super::{Store, StoreError};
use ka_domain::Preferences;
use rusqlite::OptionalExtension;

impl Store {
    /// What was last kept; the default for a person who has said nothing.
    pub fn preferences(&self) -> Result<Preferences, StoreError> {
        self.read(|reader| {
            let body: Option<String> = reader
                .query_row("SELECT body FROM preferences WHERE one = 1", [], |row| {
                    row.get(0)
                })
                .optional()
                .map_err(StoreError::from)?;
            body.map_or_else(
                || Ok(Preferences::default()),
                |body| serde_json::from_str(&body).map_err(StoreError::from),
            )
        })
    }

    /// Keeps `preferences` instead of what was kept.
    pub fn set_preferences(&self, preferences: &Preferences) -> Result<(), StoreError> {
        let body = serde_json::to_string(preferences)?;
        self.write(|transaction| {
            transaction
                .execute(
                    "INSERT INTO preferences (one, body) VALUES (1, ?1)
                     ON CONFLICT (one) DO UPDATE SET body = excluded.body",
                    [&body],
                )
                .map_err(StoreError::from)?;
            Ok(())
        })
    }
}
