//! Between the app and its gateway: a wire on which requests meet with accidents.
//!
//! # What strikes what
//!
//! The proxy is given a plan, one entry for each submission that comes by, which says what befalls it. All
//! else that the app asks for passes. Once the plan is at its end, connections are joined at both ends
//! and nobody looks at what goes over them; with an empty plan that is so from the beginning.
//!
//! # No clock
//!
//! Nothing here waits for a time. What is delayed is held until somebody else has been served, and what is
//! overtaken comes in when another submission has been through: so the order is what the plan says, however
//! slow the machine is.
//!
//! # Frames
//!
//! An accident may befall a request in its middle, so that the proxy must know where it ends: it reads it
//! whole, as HTTP/1.1, and hands on the very bytes that it read, with the word that the connection ends
//! after the answer. What the answer is it need not know.

use anyhow::Result;
use chrono::DateTime;
use ka_domain::SubmissionId;
use ka_protocol::report::{REPORTS, Receipt, STATUS};
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;

mod request;
use request::Request;

/// What befalls a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// It does not get there.
    Lost,
    /// It gets there, and the answer is lost.
    AnswerLost,
    /// It gets there after somebody else was served.
    Delayed,
    /// Half of it gets there.
    Cut,
    /// It gets there, and half of the answer comes back.
    AnswerCut,
    /// It gets there twice, at the same time.
    Doubled,
    /// It is given up, and gets there once another one has.
    Overtaken,
    /// Somebody on the way says that there are too many.
    TooMany,
    /// Somebody on the way is not well, and says so with this status.
    Unwell(u16),
    /// A page of somebody else's network, as a success.
    Portal,
    /// The same, with the way to it.
    WayToPortal,
    /// Somebody on the way gives an answer that was meant for another one.
    AnswerOfAnother,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 14] = [
        Fault::Lost,
        Fault::AnswerLost,
        Fault::Delayed,
        Fault::Cut,
        Fault::AnswerCut,
        Fault::Doubled,
        Fault::Overtaken,
        Fault::TooMany,
        Fault::Unwell(500),
        Fault::Unwell(502),
        Fault::Unwell(503),
        Fault::Portal,
        Fault::WayToPortal,
        Fault::AnswerOfAnother,
    ];
}

/// A wire with accidents. It is cut when this is dropped.
#[derive(Debug)]
pub struct FaultProxy {
    /// Where the app finds the gateway.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    task: AbortHandle,
}

#[derive(Debug)]
struct Shared {
    gateway: Mutex<SocketAddr>,
    /// What befalls the submissions to come; nothing where there is none.
    plan: Mutex<VecDeque<Option<Fault>>>,
    struck: Mutex<Vec<Fault>>,
    /// Submissions that are overtaken, as they were read.
    overtaken: Mutex<Vec<Request>>,
    /// How many were served that are no submissions.
    others: watch::Sender<u64>,
}

impl FaultProxy {
    /// A wire to `gateway`, on which `plan` happens.
    pub async fn start(gateway: SocketAddr, plan: Vec<Option<Fault>>) -> Result<FaultProxy> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            gateway: Mutex::new(gateway),
            plan: Mutex::new(plan.into()),
            struck: Mutex::default(),
            overtaken: Mutex::default(),
            others: watch::Sender::new(0),
        });
        let task = tokio::spawn(serve(listener, shared.clone())).abort_handle();
        Ok(FaultProxy {
            address,
            shared,
            task,
        })
    }

    /// The gateway answers elsewhere from now on.
    pub fn turn(&self, gateway: SocketAddr) {
        *lock(&self.shared.gateway) = gateway;
    }

    /// Whether all of the plan has happened.
    pub fn is_done(&self) -> bool {
        lock(&self.shared.plan).is_empty()
    }

    /// What struck so far, in its order.
    pub fn struck(&self) -> Vec<Fault> {
        lock(&self.shared.struck).clone()
    }

    /// Lets in whatever is still overtaken.
    pub async fn let_in_the_overtaken(&self) {
        self.shared.let_in_the_overtaken().await;
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((app, _)) = listener.accept().await {
        let shared = shared.clone();
        tokio::spawn(async move {
            // A connection that breaks is what all this is about.
            let _ = shared.attend(app).await;
        });
    }
}

impl Shared {
    async fn attend(&self, mut app: TcpStream) -> io::Result<()> {
        if lock(&self.plan).is_empty() {
            let mut gateway = TcpStream::connect(self.gateway()).await?;
            // Somebody is served, though nobody looks at whom.
            self.others.send_modify(|served| *served += 1);
            tokio::io::copy_bidirectional(&mut app, &mut gateway).await?;
            return Ok(());
        }
        let Some(request) = Request::read(&mut app).await? else {
            return Ok(());
        };
        if !request.path.starts_with(REPORTS) || request.path == STATUS {
            let answer = self.ask(&request.bytes).await?;
            app.write_all(&answer).await?;
            self.others.send_modify(|served| *served += 1);
            return Ok(());
        }
        let fault = self.next_fault(&request);
        lock(&self.struck).extend(fault);
        if fault == Some(Fault::Overtaken) {
            lock(&self.overtaken).push(request);
            return Ok(());
        }
        if let Some(answer) = self.strike(fault, &request).await? {
            app.write_all(&answer).await?;
        }
        self.let_in_the_overtaken().await;
        Ok(())
    }

    /// What befalls `request`: what comes next in the plan that can befall it. Of what has no body none is cut.
    fn next_fault(&self, request: &Request) -> Option<Fault> {
        let mut plan = lock(&self.plan);
        let fits = |fault: &Option<Fault>| {
            request.bytes.len() > request.head || *fault != Some(Fault::Cut)
        };
        let place = plan.iter().position(fits)?;
        plan.remove(place).flatten()
    }

    /// What the app is answered, if anything.
    async fn strike(&self, fault: Option<Fault>, request: &Request) -> io::Result<Option<Vec<u8>>> {
        Ok(match fault {
            None => Some(self.ask(&request.bytes).await?),
            Some(Fault::Lost | Fault::Overtaken) => None,
            Some(Fault::AnswerLost) => {
                self.ask(&request.bytes).await?;
                None
            }
            Some(Fault::Delayed) => {
                let mut others = self.others.subscribe();
                let _ = others.changed().await;
                Some(self.ask(&request.bytes).await?)
            }
            Some(Fault::Cut) => {
                let half = request.head + (request.bytes.len() - request.head) / 2;
                let mut gateway = TcpStream::connect(self.gateway()).await?;
                gateway.write_all(&request.bytes[..half]).await?;
                gateway.shutdown().await?;
                None
            }
            Some(Fault::AnswerCut) => {
                let mut answer = self.ask(&request.bytes).await?;
                answer.truncate(answer.len() / 2);
                Some(answer)
            }
            Some(Fault::Doubled) => {
                let twice = (self.ask(&request.bytes), self.ask(&request.bytes));
                let (first, second) = tokio::join!(twice.0, twice.1);
                second?;
                Some(first?)
            }
            Some(Fault::TooMany) => Some(answer(429, "Retry-After: 1\r\n", "")),
            Some(Fault::Unwell(status)) => Some(answer(status, "", "not well")),
            Some(Fault::Portal) => Some(answer(200, "Content-Type: text/html\r\n", PORTAL)),
            Some(Fault::WayToPortal) => {
                Some(answer(302, "Location: http://portal.invalid/\r\n", PORTAL))
            }
            Some(Fault::AnswerOfAnother) => {
                let receipt = Receipt {
                    key: SubmissionId::new(0, &[0; 10]),
                    id: "KA-0".to_owned(),
                    at: DateTime::UNIX_EPOCH,
                };
                let json = serde_json::to_string(&receipt)?;
                Some(answer(201, "Content-Type: application/json\r\n", &json))
            }
        })
    }

    async fn let_in_the_overtaken(&self) {
        let overtaken = std::mem::take(&mut *lock(&self.overtaken));
        for request in overtaken {
            // Nobody waits for the answer any more.
            let _ = self.ask(&request.bytes).await;
        }
    }

    /// The gateway's answer, as far as it came.
    async fn ask(&self, request: &[u8]) -> io::Result<Vec<u8>> {
        let mut gateway = TcpStream::connect(self.gateway()).await?;
        gateway.write_all(request).await?;
        let mut answer = Vec::new();
        gateway.read_to_end(&mut answer).await?;
        Ok(answer)
    }

    fn gateway(&self) -> SocketAddr {
        *lock(&self.gateway)
    }
}

/// What a network in a hotel says to everybody.
const PORTAL: &str = "<!doctype html><title>Welcome</title><p>Please log in.";

fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Said on the way\r\n{headers}Content-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
