//! A gateway on a port of its own, that keeps keys as the real one does and can be made to misbehave.

use ka_domain::SubmissionId;
use ka_protocol::report::{DEVICE_KEY, IDEMPOTENCY_KEY, PHOTOS, REPORTS, STATUS, SUPPORT};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Heard {
    pub method: String,
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn key(&self) -> SubmissionId {
        self.headers[IDEMPOTENCY_KEY].parse().unwrap()
    }

    pub fn device_key(&self) -> &str {
        &self.headers[DEVICE_KEY]
    }

    pub fn is_a(&self, path: &str) -> bool {
        self.path == path
    }
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Say {
    /// What a gateway says that is as it should be.
    AsItShould,
    /// This, whatever came.
    This(u16, &'static str, &'static str),
    /// Takes it as it should, but the answer is lost.
    Lost,
    /// Nothing, for ever.
    Nothing,
}

#[derive(Default)]
struct Kept {
    heard: Vec<Heard>,
    /// What was accepted, by its key.
    accepted: BTreeMap<SubmissionId, Vec<u8>>,
    /// Keys that were taken back.
    refused: BTreeSet<SubmissionId>,
    /// What is said of reports that are asked after.
    status: String,
}

type Mood = Box<dyn Fn(&Heard) -> Say + Send + Sync>;

/// The gateway.
pub struct Gateway {
    pub url: Url,
    kept: Mutex<Kept>,
    mood: Mutex<Mood>,
    happened: watch::Sender<u64>,
}

impl Gateway {
    pub async fn open(happened: watch::Sender<u64>) -> Arc<Gateway> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let gateway = Arc::new(Gateway {
            url: url.parse().unwrap(),
            kept: Mutex::new(Kept {
                status: "[]".into(),
                ..Kept::default()
            }),
            mood: Mutex::new(Box::new(|_| Say::AsItShould)),
            happened,
        });
        let serving = gateway.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serving.clone().serve(stream));
            }
        });
        gateway
    }

    /// From now on it answers so.
    pub fn is(&self, mood: impl Fn(&Heard) -> Say + Send + Sync + 'static) {
        *self.mood.lock().unwrap() = Box::new(mood);
    }

    pub fn says_of_reports(&self, status: String) {
        self.kept.lock().unwrap().status = status;
    }

    pub fn forgets(&self, key: &SubmissionId) {
        self.kept.lock().unwrap().accepted.remove(key);
    }

    /// What was handed in or taken back, in the order in which it came.
    pub fn heard(&self) -> Vec<Heard> {
        let kept = self.kept.lock().unwrap();
        let ours = |heard: &&Heard| heard.path.starts_with(REPORTS) && !heard.is_a(STATUS);
        kept.heard.iter().filter(ours).cloned().collect()
    }

    /// How often it was asked after reports.
    pub fn asked(&self) -> usize {
        let kept = self.kept.lock().unwrap();
        kept.heard.iter().filter(|heard| heard.is_a(STATUS)).count()
    }

    /// What it was last asked of reports.
    pub fn last_question(&self) -> String {
        let kept = self.kept.lock().unwrap();
        let last = kept.heard.iter().rfind(|heard| heard.is_a(STATUS)).unwrap();
        String::from_utf8(last.body.clone()).unwrap()
    }

    pub fn accepted(&self) -> BTreeMap<SubmissionId, Vec<u8>> {
        self.kept.lock().unwrap().accepted.clone()
    }

    async fn serve(self: Arc<Self>, mut stream: TcpStream) {
        // One connection, one request after another.
        while let Some(heard) = read(&mut stream).await {
            let say = self.mood.lock().unwrap()(&heard);
            let should = self.answer(&heard, &say);
            self.kept.lock().unwrap().heard.push(heard);
            self.happened.send_modify(|times| *times += 1);
            let (status, headers, body) = match say {
                Say::AsItShould => (should.0, "", should.1),
                Say::This(status, headers, body) => (status, headers, body.to_owned()),
                Say::Lost => return,
                Say::Nothing => std::future::pending().await,
            };
            let answer = format!(
                "HTTP/1.1 {status} x\r\n{headers}Content-Length: {}\r\n\r\n{body}",
                body.len()
            );
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }

    /// What it should say; what that does is done, unless something else is said.
    fn answer(&self, heard: &Heard, say: &Say) -> (u16, String) {
        let mut kept = self.kept.lock().unwrap();
        if heard.is_a(STATUS) {
            return (200, kept.status.clone());
        }
        if !heard.path.starts_with(REPORTS) {
            return (404, String::new());
        }
        if !matches!(say, Say::AsItShould | Say::Lost) {
            return (0, String::new());
        }
        let key = heard.key();
        let receipt = format!(r#"{{"key":"{key}","id":"KA-{key}","at":"2026-09-21T10:00:05Z"}}"#);
        let refused = |status, why: &str| (status, format!(r#"{{"error":"{why}"}}"#));
        match heard.method.as_str() {
            // No report that was accepted names it.
            "DELETE" if heard.path.starts_with(PHOTOS) && kept.accepted.contains_key(&key) => {
                kept.accepted.remove(&key);
                kept.refused.insert(key);
                (204, String::new())
            }
            "DELETE" if kept.accepted.contains_key(&key) => (409, receipt),
            "DELETE" => {
                kept.refused.insert(key);
                (204, String::new())
            }
            _ if kept.refused.contains(&key) => refused(410, "conflict"),
            _ => match kept.accepted.get(&key) {
                Some(body) if *body != heard.body => refused(409, "conflict"),
                _ if heard.is_a(REPORTS) && !kept.has_photos(&heard.body) => {
                    refused(424, "missing_photo")
                }
                _ => {
                    assert!([REPORTS, PHOTOS, SUPPORT].contains(&heard.path.as_str()));
                    kept.accepted.insert(key, heard.body.clone());
                    (201, receipt)
                }
            },
        }
    }
}

impl Kept {
    fn has_photos(&self, report: &[u8]) -> bool {
        let report: ka_domain::Report = serde_json::from_slice(report).unwrap();
        let mut photos = report.photos.iter();
        photos.all(|photo| self.accepted.contains_key(photo))
    }
}

/// One request; none if there is no other, or it broke off.
async fn read(stream: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.lines();
    let mut first = lines.next()?.split(' ').map(str::to_owned);
    let (method, path) = (first.next()?, first.next()?);
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.get("content-length");
    let length: usize = length.map_or(0, |length| length.parse().unwrap());
    let mut body = bytes.split_off(head + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Heard {
        method,
        path,
        headers,
        body,
    })
}
