//! A gateway on a free port, and people who report to it.

mod bounds;
mod desk;
mod hand_in;
mod photos;
mod withdraw;

use crate::clock::{Clock, SystemClock};
use crate::embedded::{EmbeddedOptions, Running, start};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::report::limits;
use ka_domain::{ItemId, Position, Report, ReportPlace, SourceId, SubmissionId};
use ka_protocol::report::{
    IDEMPOTENCY_KEY, PHOTOS, REPORTS, Receipt, Refusal, ReportStatus, STATUS, SUPPORT,
    StatusQuestion,
};
use reqwest::{RequestBuilder, Response};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// A gateway that keeps its reports at the desk.
struct Town {
    folder: tempfile::TempDir,
    running: Running,
    client: reqwest::Client,
    clock: Arc<Turned>,
}

/// The system's clock, turned forward.
#[derive(Default)]
struct Turned(AtomicI64);

impl Turned {
    fn forward(&self, days: i64) {
        self.0.fetch_add(days, Ordering::Relaxed);
    }
}

impl Clock for Turned {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::days(self.0.load(Ordering::Relaxed))
    }
}

impl Town {
    async fn opened() -> Town {
        Town::opened_with(|_| ()).await
    }

    async fn opened_with(change: impl FnOnce(&mut EmbeddedOptions)) -> Town {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Turned::default());
        let mut options = Town::options(&folder, &clock);
        change(&mut options);
        Town {
            running: start(options).await.unwrap(),
            folder,
            // Directly: whoever runs the tests may have a proxy set.
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            clock,
        }
    }

    fn options(folder: &tempfile::TempDir, clock: &Arc<Turned>) -> EmbeddedOptions {
        EmbeddedOptions {
            data: Some(folder.path().join("data")),
            clock: clock.clone(),
            ..EmbeddedOptions::new(folder.path().join("state"))
        }
    }

    async fn restarted(self) -> Town {
        self.running.stop().await;
        let options = Town::options(&self.folder, &self.clock);
        Town {
            running: start(options).await.unwrap(),
            ..self
        }
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.running.url.join(path).unwrap())
    }

    async fn hand_in(&self, key: SubmissionId, report: &Report) -> Response {
        let body = serde_json::to_vec(report).unwrap();
        self.send(REPORTS, key, "application/json", body).await
    }

    async fn photo(&self, key: SubmissionId, bytes: Vec<u8>) -> Response {
        self.send(PHOTOS, key, "image/jpeg", bytes).await
    }

    async fn support(&self, key: SubmissionId, report: &str) -> Response {
        let body = format!(r#"{{"report":"{report}"}}"#).into_bytes();
        self.send(SUPPORT, key, "application/json", body).await
    }

    async fn send(&self, path: &str, key: SubmissionId, of: &str, body: Vec<u8>) -> Response {
        let request = self.post(path).header(IDEMPOTENCY_KEY, key.to_string());
        let request = request.header("content-type", of).body(body);
        request.send().await.unwrap()
    }

    async fn delete(&self, path: &str, key: SubmissionId) -> Response {
        let url = self.running.url.join(&format!("{path}/{key}")).unwrap();
        self.client.delete(url).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        let url = self.running.url.join(path).unwrap();
        self.client.get(url).send().await.unwrap()
    }

    async fn status(&self, ids: Vec<SubmissionId>) -> Vec<ReportStatus> {
        let body = serde_json::to_vec(&StatusQuestion { ids }).unwrap();
        let answer = self.post(STATUS).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }

    /// Has the desk published now.
    async fn publish(&self) {
        let desk = SourceId::new(super::desk::SOURCE).unwrap();
        assert!(self.running.read_now(&desk).await.unwrap());
    }

    /// What the database holds, asked beside the gateway.
    fn count(&self, sql: &str) -> i64 {
        self.database()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    fn database(&self) -> rusqlite::Connection {
        let path = self.folder.path().join("state").join(super::store::FILE);
        rusqlite::Connection::open(path).unwrap()
    }
}

async fn receipt(response: Response) -> Receipt {
    let status = response.status();
    let body = response.bytes().await.unwrap();
    assert_eq!(status, 201, "{}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).unwrap()
}

async fn refusal(response: Response) -> (u16, Refusal) {
    let status = response.status().as_u16();
    let body = response.bytes().await.unwrap();
    let refusal = serde_json::from_slice(&body);
    let refusal = refusal.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&body)));
    (status, refusal)
}

fn key() -> SubmissionId {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    SubmissionId::new(NEXT.fetch_add(1, Ordering::Relaxed), &[7; 10])
}

/// A street light that is off, in the Kaiserstraße.
fn street_light() -> Report {
    Report {
        category: ItemId::new("street-light").unwrap(),
        answers: [("fault".to_owned(), vec!["off".to_owned()])].into(),
        place: ReportPlace {
            position: Position::new(49.009_38, 8.404_44).ok(),
            accuracy_m: Some(12),
            ..ReportPlace::default()
        },
        words: "Vor Omas Haus ist es dunkel.".to_owned(),
        contact: None,
        photos: Vec::new(),
        reopens: None,
        written_at: DateTime::UNIX_EPOCH,
    }
}

/// A photo as the app sends it, but for a word of a camera in it.
static PHOTO: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let picture = image::RgbImage::from_fn(320, 240, |x, y| {
        image::Rgb([x as u8, y as u8, (x * y / 7) as u8])
    });
    let mut jpeg = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .unwrap();
    let mut jpeg = jpeg.into_inner();
    // A segment APP1 after the start of the image.
    let word = b"Exif\0\0KarlsCamera";
    let mut segment = vec![0xFF, 0xE1, 0, word.len() as u8 + 2];
    segment.extend_from_slice(word);
    jpeg.splice(2..2, segment);
    assert!(jpeg.len() < limits::PHOTO_BYTES);
    jpeg
});

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Comes back when `condition` holds.
async fn until(condition: impl AsyncFn() -> bool) {
    let waiting = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(60), waiting).await;
    assert!(waited.is_ok(), "it did not come about");
}
