//! Somebody in the street, with a device and a gateway that may be in reach.

use super::*;
use tokio::sync::watch;

/// A clock that is turned by hand.
pub struct Turned(Mutex<DateTime<Utc>>);

impl Clock for Turned {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), crate::clock::NoRandomness> {
        SystemClock.fill(bytes)
    }
}

/// Somebody with the app and a gateway in reach.
pub struct Street {
    pub city: City,
    device: Device,
    pub clock: Arc<Turned>,
    pub gateway: Arc<gateway::Gateway>,
    pub told: Arc<Mutex<Vec<ReportNews>>>,
    pub happened: watch::Sender<u64>,
}

impl Street {
    pub async fn new() -> Street {
        let happened = watch::Sender::new(0);
        let device = Device::with_key_store(true);
        let clock = Arc::new(Turned(Mutex::new(NOW)));
        let gateway = gateway::Gateway::open(happened.clone()).await;
        let told: Arc<Mutex<Vec<ReportNews>>> = Arc::default();
        let city = started(&device, &clock, &gateway.url, &told, &happened);
        let category = Content::ReportCategory(report_category("lamp"));
        samples::put(&city.store().unwrap(), category);
        Street {
            city,
            device,
            clock,
            gateway,
            told,
            happened,
        }
    }

    /// One that cannot reach anybody.
    pub async fn without_network() -> Street {
        let mut street = Street::new().await;
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", nobody.local_addr().unwrap());
        drop(nobody);
        street.city = street.another(url.parse().unwrap());
        street
    }

    pub fn another(&self, gateway: Url) -> City {
        started(
            &self.device,
            &self.clock,
            &gateway,
            &self.told,
            &self.happened,
        )
    }

    /// The app is killed and started again.
    pub fn killed_and_started(mut self) -> Street {
        let url = self.gateway.url.clone();
        self.city = City::new(
            self.device.folder(),
            None,
            self.clock.clone(),
            Arc::new(|_| {}),
            tokio::runtime::Handle::current(),
        );
        self.city = self.another(url);
        self
    }

    pub fn folder(&self) -> std::path::PathBuf {
        self.device.folder()
    }

    pub fn draft(&self, words: &str, photos: &[&[u8]]) -> SubmissionId {
        let draft = self.city.new_draft(Some(&id("lamp"))).unwrap().id;
        let text = DraftText {
            category: Some(id("lamp")),
            place: ReportPlace {
                address: "Marktplatz 1".into(),
                ..ReportPlace::default()
            },
            words: words.into(),
            ..DraftText::default()
        };
        self.city.save_draft(&draft, &text).unwrap();
        let store = self.city.store().unwrap();
        for jpeg in photos {
            let key = PhotoId::from_bytes(*self.city.new_key().unwrap().as_bytes());
            let photo = Photo {
                width: 1600,
                height: 1200,
                jpeg: jpeg.to_vec(),
                thumbnail: vec![1],
            };
            store
                .write(|transaction| photos::put(transaction, &key, &draft, &photo))
                .unwrap();
        }
        draft
    }

    pub fn sent(&self, words: &str, photos: &[&[u8]]) -> SubmissionId {
        let draft = self.draft(words, photos);
        self.city.send_report(&draft).unwrap();
        draft
    }

    pub fn row(&self, id: &SubmissionId) -> Option<OutboxRow> {
        let rows = self.city.outbox().unwrap().rows;
        rows.into_iter().find(|row| row.id == *id)
    }

    pub fn state(&self, id: &SubmissionId) -> SubmissionState {
        self.row(id).unwrap().state
    }

    pub fn is_accepted(&self, id: &SubmissionId) -> bool {
        matches!(self.state(id), SubmissionState::Accepted { .. })
    }

    pub fn trouble(&self, id: &SubmissionId) -> Option<TroubleKind> {
        match self.state(id) {
            SubmissionState::Queued { trouble, .. } => trouble,
            _ => None,
        }
    }

    pub fn later(&self, by: TimeDelta) {
        *self.clock.0.lock().unwrap() += by;
        self.ring(|bell| bell.changed());
    }

    pub fn network_is_back(&self) {
        self.ring(|bell| bell.reached());
    }

    pub fn ring(&self, ring: impl FnOnce(&Bell)) {
        let outbox = |open: &Open| ring(open.outbox.as_ref().unwrap().bell());
        self.city.with_open(outbox).unwrap();
    }

    /// Waits until it is so. Whatever makes it so is heard of.
    pub async fn until(&self, what: &str, is_so: impl Fn(&Street) -> bool) {
        let mut happened = self.happened.subscribe();
        let wait = async {
            while !is_so(self) {
                happened.changed().await.unwrap();
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(60), wait).await;
        assert!(waited.is_ok(), "{what}: {:#?}", self.city.outbox().unwrap());
    }
}

fn started(
    device: &Device,
    clock: &Arc<Turned>,
    gateway: &Url,
    told: &Arc<Mutex<Vec<ReportNews>>>,
    happened: &watch::Sender<u64>,
) -> City {
    let gateway = city::Gateway {
        url: gateway.clone(),
        trust_root: b"{}".to_vec(),
    };
    let (told, happened) = (told.clone(), happened.clone());
    let city = City::with_key_store(
        device.folder(),
        Some(gateway),
        clock.clone(),
        Arc::new(move |event| {
            if let Event::Reports { tell } = event {
                told.lock().unwrap().extend(tell);
                happened.send_modify(|times| *times += 1);
            }
        }),
        tokio::runtime::Handle::current(),
        Box::new(device.key_store.clone()),
    );
    assert!(matches!(city.open(), Phase::Ready));
    city
}
