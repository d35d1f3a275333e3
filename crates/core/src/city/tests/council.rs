//! What somebody follows, reads and exports, over a real store.

use super::*;
use crate::samples::{self, NOW, district, district_id, file, id, in_hours, meeting, paper};
use crate::store::news;
use ka_domain::views::{CalendarChoice, Change, FileOwner, ReadMark};
use ka_domain::{Content, FollowedWord, Kind, Meeting, Paper, Subject};

/// The city on a device whose owner hears of every event.
struct Home {
    city: City,
    heard: Arc<Mutex<Vec<Event>>>,
    device: Device,
}

/// It plays at the time of the samples.
struct Still;

impl Clock for Still {
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        NOW
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), crate::clock::NoRandomness> {
        SystemClock.fill(bytes)
    }
}

fn city(device: &Device, hears: Arc<Mutex<Vec<Event>>>) -> City {
    City::with_key_store(
        device.folder(),
        None,
        Arc::new(Still),
        Arc::new(move |event| hears.lock().unwrap().push(event)),
        tokio::runtime::Handle::current(),
        Box::new(device.key_store.clone()),
    )
}

impl Home {
    fn new() -> Home {
        let device = Device::with_key_store(true);
        let heard: Arc<Mutex<Vec<Event>>> = Arc::default();
        let city = city(&device, heard.clone());
        assert!(matches!(city.open(), Phase::Ready));
        Home {
            city,
            heard,
            device,
        }
    }

    /// The same city, as after another start of the app.
    fn reopened(&self) -> City {
        city(&self.device, self.heard.clone())
    }

    fn has(&self, content: Content) {
        samples::put(&self.city.store().unwrap(), content);
    }

    fn learns(&self, kind: Kind, name: &str, because: &[i64]) {
        let store = self.city.store().unwrap();
        store
            .write(|transaction| {
                news::note(transaction, kind, &id(name), Change::New, NOW, because)
            })
            .unwrap();
    }

    /// How many times every screen was asked to look again since the last time.
    fn times_heard_of_news(&self) -> usize {
        let heard = std::mem::take(&mut *self.heard.lock().unwrap());
        let of_news = |event: &&Event| matches!(event, Event::News { tell } if tell.is_empty());
        heard.iter().filter(of_news).count()
    }

    fn export(&self, choice: &CalendarChoice) -> Result<String, CityError> {
        let file = self.city.export_calendar(choice)?;
        assert!(file.starts_with(self.device.folder()));
        Ok(file.file_name().unwrap().to_str().unwrap().to_owned())
    }
}

fn durlach() -> Subject {
    Subject::District(district_id("durlach"))
}

#[tokio::test]
async fn what_is_followed_is_told_to_every_screen_and_there_after_a_restart() {
    let home = Home::new();
    home.has(Content::District(district("durlach")));
    assert!(home.city.follows().unwrap().is_empty());
    let rows = home.city.follow(&durlach(), true).unwrap();
    assert_eq!(rows[0].name.as_deref(), Some("DURLACH"));
    assert!(!rows[0].notify);
    assert!(home.city.notify(&durlach(), true).unwrap()[0].notify);
    assert_eq!(home.times_heard_of_news(), 2);

    let Home { city, device, .. } = home;
    drop(city);
    let city = device.city();
    assert!(matches!(city.open(), Phase::Ready));
    let rows = city.follows().unwrap();
    assert!(rows[0].notify);
    assert!(city.follow(&durlach(), false).unwrap().is_empty());
}

#[tokio::test]
async fn news_are_counted_until_they_are_read() {
    let home = Home::new();
    home.has(Content::Paper(paper("1 Radweg")));
    home.has(Content::Meeting(meeting("Rat")));
    let word = Subject::Word(FollowedWord::new("Radweg").unwrap());
    home.city.follow(&word, true).unwrap();
    home.learns(Kind::Paper, "1", &[1]);
    home.learns(Kind::Meeting, "Rat", &[1]);
    assert_eq!(home.city.home().unwrap().unread, 2);
    assert_eq!(home.city.follows().unwrap()[0].unread, 2);
    home.times_heard_of_news();

    let one = ReadMark::One {
        kind: Kind::Paper,
        id: id("1"),
    };
    let left = home.city.mark_read(&one).unwrap();
    assert_eq!((left.unread, left.news.len()), (1, 2));
    assert_eq!(left.news[0].kind, Kind::Meeting);
    let left = home.city.mark_read(&ReadMark::All).unwrap();
    assert_eq!((left.unread, left.news.len()), (0, 2));
    assert_eq!(home.city.home().unwrap().unread, 0);
    assert_eq!(home.times_heard_of_news(), 2);
}

#[tokio::test]
async fn what_was_looked_for_is_remembered_and_forgotten() {
    let home = Home::new();
    home.city.remember_search("Ausweis").unwrap();
    assert_eq!(
        home.city.remember_search(" Radweg ").unwrap(),
        ["Radweg", "Ausweis"]
    );
    home.city.forget_searches().unwrap();
    assert!(home.city.recent_searches().unwrap().is_empty());
}

#[tokio::test]
async fn only_an_address_of_the_web_is_opened() {
    let home = Home::new();
    let good = "https://ris.example/documents/1.pdf";
    let addresses = [
        ("good", good),
        ("file", "file:///etc/passwd"),
        ("script", "javascript:alert(1)"),
        ("program", "steam://run/1"),
        ("mail", "mailto:somebody@example.org"),
        ("relative", "documents/1.pdf"),
        ("nothing", ""),
    ];
    home.has(Content::Paper(Paper {
        files: addresses.map(|(name, url)| file(name, url)).to_vec(),
        ..paper("1")
    }));
    let owner = FileOwner::Paper(id("1"));
    let address = |name: &str| home.city.file_address(&owner, &id(name));
    assert_eq!(address("good").unwrap().as_str(), good);
    for (name, _) in &addresses[1..] {
        let refused = address(name);
        assert!(matches!(refused, Err(CityError::NotFound)), "{name}");
    }
    assert!(matches!(address("never"), Err(CityError::NotFound)));
}

fn session(name: &str, hours: i64) -> Content {
    Content::Meeting(Meeting {
        start: Some(in_hours(hours)),
        name: format!("{name} der Stadt"),
        committees: vec![samples::committee("Planung")],
        districts: vec![district_id("durlach")],
        ..meeting(name)
    })
}

#[tokio::test]
async fn meetings_go_into_a_file_that_says_what_is_in_it() {
    let home = Home::new();
    home.has(session("Rat", 20));
    home.has(Content::Meeting(meeting("Irgendwann")));
    let choices = [
        (
            CalendarChoice::Meeting(id("Rat")),
            "2026-09-22-rat-der-stadt.ics",
        ),
        (CalendarChoice::Upcoming, "sitzungen.ics"),
        (
            CalendarChoice::District(district_id("durlach")),
            "sitzungen-durlach.ics",
        ),
        (
            CalendarChoice::Committee(id("Planung")),
            "sitzungen-planung.ics",
        ),
    ];
    for (choice, name) in choices {
        assert_eq!(home.export(&choice).unwrap(), name);
        let file = home.device.folder().join("calendar").join(name);
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains("\r\nSUMMARY:Rat der Stadt\r\n"), "{text}");
    }
    // What has no time, or is not there at all, is in no calendar.
    for empty in ["Irgendwann", "never"] {
        let outcome = home.export(&CalendarChoice::Meeting(id(empty)));
        assert!(matches!(outcome, Err(CityError::NotFound)), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_calendar_file_of_last_week_is_gone_when_the_app_is_opened_again() {
    let home = Home::new();
    home.has(session("Rat", 20));
    let file = home
        .city
        .export_calendar(&CalendarChoice::Upcoming)
        .unwrap();
    let written = fs::File::options().append(true).open(&file).unwrap();
    written
        .set_modified((NOW - chrono::TimeDelta::hours(20)).into())
        .unwrap();
    assert!(matches!(home.reopened().open(), Phase::Ready));
    assert!(file.exists());
    written
        .set_modified((NOW - chrono::TimeDelta::days(7)).into())
        .unwrap();
    assert!(matches!(home.reopened().open(), Phase::Ready));
    assert!(!file.exists());
}

#[tokio::test]
async fn deleting_everything_removes_what_was_exported_and_what_was_followed() {
    let home = Home::new();
    home.has(session("Rat", 20));
    home.export(&CalendarChoice::Upcoming).unwrap();
    home.city.follow(&durlach(), true).unwrap();
    home.city.remember_search("Ausweis").unwrap();
    home.city.delete_everything().unwrap();
    assert_eq!(fs::read_dir(home.device.folder()).unwrap().count(), 0);
    assert!(matches!(
        home.city.export_calendar(&CalendarChoice::Upcoming),
        Err(CityError::Locked)
    ));
    assert!(matches!(home.city.news(), Err(CityError::Locked)));
    home.city.open();
    assert!(home.city.follows().unwrap().is_empty());
    assert!(home.city.recent_searches().unwrap().is_empty());
}
