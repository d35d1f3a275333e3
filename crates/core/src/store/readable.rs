//! Lists of rows of which some cannot be read: another version of the app wrote them, or something in them
//! broke. One of them must not hide all others, so it is passed over, and how many there were is logged.
//! What the file itself refuses is another matter and stops the list.

use super::StoreError;

/// Those of `rows` of `table` that `read` can read. The outer result of a row is that of the file, the inner
/// one that of its columns.
pub(super) fn readable<C, T>(
    table: &'static str,
    rows: impl Iterator<Item = rusqlite::Result<rusqlite::Result<C>>>,
    read: impl Fn(C) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    let mut unreadable = 0_u32;
    for row in rows {
        match row?.map_err(StoreError::from).and_then(&read) {
            Ok(row) => found.push(row),
            Err(_) => unreadable += 1,
        }
    }
    if unreadable > 0 {
        tracing::warn!(
            table,
            unreadable,
            "rows that cannot be read are passed over"
        );
    }
    Ok(found)
}

/// `row` of `table`, if it is there and `read` can read it.
pub(super) fn one_readable<C, T>(
    table: &'static str,
    row: Option<rusqlite::Result<C>>,
    read: impl Fn(C) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut found = readable(table, row.into_iter().map(Ok), read)?;
    Ok(found.pop())
}

#[cfg(test)]
mod tests;
