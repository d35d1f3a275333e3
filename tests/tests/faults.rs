//! What is handed in arrives once, whatever happens on the way: the short form. The long one is `cargo xtask
//! faults`.

use anyhow::Result;
use ka_journeys::faults::{disk, kill, network, time};

/// Rounds of killing.
const ROUNDS: usize = 50;
/// Another one each time: whoever repeats one names it in `DIGITAL_KA_SEED`.
fn seed() -> Result<u64> {
    let seed = match std::env::var("DIGITAL_KA_SEED") {
        Ok(seed) => seed.parse()?,
        Err(_) => fastrand::u64(..),
    };
    eprintln!("DIGITAL_KA_SEED={seed}");
    Ok(seed)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_killed_nothing_is_lost_and_nothing_comes_twice() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let killed = Box::pin(kill::run(ROUNDS, seed()?, folder.path())).await?;
    eprintln!("{killed}");
    assert!(killed.devices > 0 && killed.gateways > 0 && killed.tally.told > 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_network_does_nothing_is_lost_and_nothing_comes_twice() -> Result<()> {
    let seed = seed()?;
    for more in 0..3 {
        let folder = tempfile::tempdir()?;
        let tally = Box::pin(network::run(seed.wrapping_add(more), folder.path())).await?;
        eprintln!("{tally}");
        assert!(tally.told > 0);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_to_be_full_and_takes_nothing_of_what_was_kept() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let tally = Box::pin(disk::run(seed()?, folder.path())).await?;
    eprintln!("{tally}");
    assert!(tally.told > 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_that_jump_and_a_quarter_of_a_year_hold_nothing_up() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let tally = Box::pin(time::run(seed()?, folder.path())).await?;
    eprintln!("{tally}");
    assert!(tally.told > 0);
    Ok(())
}
