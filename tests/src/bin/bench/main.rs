//! How fast and how large, each figure beside a baseline of the same run.
//!
//! One line each: `bench <name> <value> <unit> ratio <r> vs <baseline>`. A ratio of times, sizes and
//! memory is ours by the baseline's: smaller is better. A ratio of speeds (`apply`) is ours by the
//! baseline's as well: larger is better. Ours and the baseline's runs take turns, so that what else the
//! machine does weighs on both; the figures are medians.

mod apply;
mod feed;
mod measure;
mod proxy;
mod size;
mod synthetic;
mod window;

use anyhow::Result;
use measure::say;

#[tokio::main]
async fn main() -> Result<()> {
    // What needs nobody else first, so that a fault of the set-up costs the least.
    say(&size::ui_size()?)?;
    say(&apply::apply()?)?;
    for figure in Box::pin(feed::figures()).await? {
        say(&figure)?;
    }
    for figure in Box::pin(window::figures()).await? {
        say(&figure)?;
    }
    Ok(())
}
