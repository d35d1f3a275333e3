//! Work that nobody waits for, on threads that yield to those that somebody does wait for. Taking in the
//! whole archive would else hold both cores of a small device for a second, and the screen would stand
//! still for as long.

use std::io;
use thread_priority::ThreadPriority;
use tokio::sync::oneshot;

/// Of 100. On Linux it is a niceness of 9: a tenth of the time where somebody else wants it as well, and
/// all of it where nobody does. Enough for the work to come to its end on a busy device, since others may
/// wait for the lock that it holds.
const PRIORITY: u8 = 25;

/// Does `work` on a thread of its own.
pub(crate) fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new()
        .name("background".to_owned())
        .spawn(move || {
            yield_to_others();
            work();
        })?;
    Ok(())
}

/// Does `work` on a thread of its own and gives back what came of it; nothing if it panicked.
pub(crate) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Option<T>> {
    let (send, done) = oneshot::channel();
    spawn(move || {
        // If nobody listens any more, the work was done all the same.
        let _ = send.send(work());
    })?;
    Ok(done.await.ok())
}

fn yield_to_others() {
    let wanted = ThreadPriority::try_from(PRIORITY);
    let outcome = wanted.map(ThreadPriority::set_for_current);
    // Where the system has no such thing, the work is done as fast as any other.
    if !matches!(outcome, Ok(Ok(()))) {
        tracing::debug!("background work has the priority of all others");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How far the thread that asks stands back behind others.
    #[cfg(target_os = "linux")]
    fn niceness() -> i32 {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
        // The name before may have spaces in it; the niceness is the nineteenth of all, see proc(5).
        let (_, after) = stat.rsplit_once(')').unwrap();
        after.split_whitespace().nth(16).unwrap().parse().unwrap()
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_is_done_in_the_background_yields_to_others() {
        let own = niceness();
        let theirs = run(niceness).await.unwrap();
        assert!(theirs > Some(own), "{theirs:?} and {own}");
        assert_eq!(niceness(), own);
    }

    #[tokio::test]
    async fn a_panic_gives_nothing_back() {
        let done = run(|| assert_eq!(1, 2)).await;
        assert!(done.unwrap().is_none());
    }
}
