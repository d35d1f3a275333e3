//! Waiting for a condition, with a bound.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// How long a screen may take, on a machine that has other things to do.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
pub const LOOK: Duration = Duration::from_millis(20);

/// Waits until `look` gives something, for as long as `patience`.
pub async fn until<T>(
    what: &str,
    patience: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let began = Instant::now();
    loop {
        if let Some(seen) = look().await? {
            return Ok(seen);
        }
        if began.elapsed() > patience {
            bail!("waited {} s for {what}", patience.as_secs());
        }
        tokio::time::sleep(LOOK).await;
    }
}
