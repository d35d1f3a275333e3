//! The table `device_secret`: what the keys of this device for a day are made of. It never leaves the
//! device.

use super::StoreError;
use crate::clock::Clock;
use rusqlite::{Connection, OptionalExtension, Transaction};
use zeroize::Zeroizing;

/// The secret.
pub type DeviceSecret = Zeroizing<[u8; 32]>;

/// The secret, if there is one yet.
pub fn get(reader: &Connection) -> Result<Option<DeviceSecret>, StoreError> {
    Ok(reader
        .prepare_cached("SELECT bytes FROM device_secret WHERE one = 1")?
        .query_row([], |row| row.get(0).map(Zeroizing::new))
        .optional()?)
}

/// The secret, made now if there was none. None if the system has no randomness to make it of.
pub fn get_or_make(
    transaction: &Transaction<'_>,
    clock: &dyn Clock,
) -> Result<Option<DeviceSecret>, StoreError> {
    if let Some(secret) = get(transaction)? {
        return Ok(Some(secret));
    }
    let mut secret = Zeroizing::new([0; 32]);
    if clock.fill(secret.as_mut()).is_err() {
        return Ok(None);
    }
    transaction.execute(
        "INSERT INTO device_secret (one, bytes) VALUES (1, ?1)",
        [secret.as_slice()],
    )?;
    Ok(Some(secret))
}
