//! One thread that writes for everybody, many pieces of work a commit.

use super::StoreError;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::thread;
use tokio::sync::{mpsc, oneshot};

/// Pieces of work that wait; whoever comes then waits to be let in. A photo is a megabyte twice.
const WAITING: usize = 32;
/// Pieces of work in one commit.
const MOST: usize = 64;

/// Does one piece of work, and gives what tells whoever waits for it how the commit went.
type Job = Box<dyn FnOnce(&mut Transaction<'_>) -> Told + Send>;
type Told = Box<dyn FnOnce(bool) + Send>;

/// The way to the thread. It ends when the last of these is gone.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(connection: Connection) -> Writer {
        let (jobs, waiting) = mpsc::channel(WAITING);
        thread::spawn(move || run(connection, waiting));
        Writer { jobs }
    }

    /// Does `work`, and comes back when it is committed. An error of it undoes it alone.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |transaction| {
            let done = alone(transaction, work);
            Box::new(move |committed| {
                let _ = answer.send(done.and_then(|done| match committed {
                    true => Ok(done),
                    false => Err(StoreError::NotWritten),
                }));
            })
        });
        let not_written = |_| StoreError::NotWritten;
        self.jobs
            .send(job)
            .await
            .map_err(|_| StoreError::NotWritten)?;
        answered.await.map_err(not_written)?
    }
}

fn run(mut connection: Connection, mut waiting: mpsc::Receiver<Job>) {
    while let Some(first) = waiting.blocking_recv() {
        // Whoever waits hears that nothing was written when their work is dropped.
        if let Err(why) = commit(&mut connection, first, &mut waiting) {
            tracing::error!(%why, "reports could not be written");
        }
    }
}

/// Does all the work that waits, commits once, and tells everybody.
fn commit(
    connection: &mut Connection,
    first: Job,
    waiting: &mut mpsc::Receiver<Job>,
) -> Result<(), rusqlite::Error> {
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut told = vec![first(&mut transaction)];
    // A full disk ends a transaction in the middle; what came after would be outside of it.
    while told.len() < MOST
        && !transaction.is_autocommit()
        && let Ok(job) = waiting.try_recv()
    {
        told.push(job(&mut transaction));
    }
    let committed = transaction.commit();
    for tell in told {
        tell(committed.is_ok());
    }
    committed
}

/// Does `work` so that its error undoes what it has done, and nothing else.
fn alone<T>(
    transaction: &mut Transaction<'_>,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let savepoint = transaction.savepoint()?;
    let done = work(&savepoint)?;
    savepoint.commit()?;
    Ok(done)
}
