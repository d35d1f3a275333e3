//! The whole engine behind its façade, against a real gateway.

use crate::town::Town;
use anyhow::{Context, Result};
use ka_core::city::{CityError, SyncFailure};
use ka_core::clock::SystemClock;
use ka_core::feed::FeedError;
use ka_core::net::NetError;
use ka_core::store::StoreKey;
use ka_core::vault::{KeyStore, VaultError};
use ka_core::{City, Event, Gateway, Phase};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// A key store that lasts as long as the test: what is tested here is what stands on one. The real
/// ones are in the journeys.
#[derive(Clone, Default)]
pub struct Drawer(Arc<Mutex<Option<StoreKey>>>);

impl Drawer {
    fn slot(&self) -> MutexGuard<'_, Option<StoreKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyStore for Drawer {
    fn load(&self) -> Result<Option<StoreKey>, VaultError> {
        Ok(self.slot().clone())
    }

    fn save(&self, key: &StoreKey) -> Result<(), VaultError> {
        *self.slot() = Some(key.clone());
        Ok(())
    }

    fn forget(&self) -> Result<(), VaultError> {
        *self.slot() = None;
        Ok(())
    }
}

struct App {
    city: City,
    events: UnboundedReceiver<Event>,
}

impl App {
    fn of(town: &Town, folder: &Path, drawer: &Drawer) -> Result<App> {
        let (sender, events) = unbounded_channel();
        let city = City::with_key_store(
            folder.to_path_buf(),
            Some(Gateway {
                url: town.gateway.url.clone(),
                trust_root: fs::read(&town.gateway.root)?,
            }),
            Arc::new(SystemClock),
            Arc::new(move |event| drop(sender.send(event))),
            tokio::runtime::Handle::current(),
            Box::new(drawer.clone()),
        );
        Ok(App { city, events })
    }

    async fn hears(&mut self, wanted: impl Fn(&Event) -> bool) -> Result<Event> {
        let heard = async {
            loop {
                let event = self
                    .events
                    .recv()
                    .await
                    .context("no event comes any more")?;
                if wanted(&event) {
                    return Ok(event);
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(30), heard).await?
    }

    async fn synced(&mut self) -> Result<()> {
        self.hears(|event| matches!(event, Event::Sync(status) if !status.running))
            .await?;
        Ok(())
    }
}

#[tokio::test]
async fn content_comes_by_itself_and_stays_when_the_gateway_goes() -> Result<()> {
    let (town, folder, drawer) = (Town::open().await?, tempfile::tempdir()?, Drawer::default());
    let mut app = App::of(&town, folder.path(), &drawer)?;
    assert!(matches!(app.city.open(), Phase::Ready));
    app.hears(|event| matches!(event, Event::Content(all) if all[0].as_str() == "services"))
        .await?;
    app.synced().await?;
    assert!(!app.city.home()?.services.is_empty());
    assert_eq!(app.city.districts()?.len(), 27);
    assert!(app.city.sync_status().current_as_of.is_some());

    let home = app.city.home()?;
    town.gateway.stop().await;
    app.city.sync_now()?;
    let event = app
        .hears(|event| matches!(event, Event::Sync(status) if !status.running))
        .await?;
    let Event::Sync(status) = event else {
        anyhow::bail!("{event:?}");
    };
    let Some(SyncFailure::Sync(why)) = &status.failure else {
        anyhow::bail!("{status:?}");
    };
    assert!(
        matches!(why.why, FeedError::Net(NetError::Offline)),
        "{why:?}"
    );
    // When it was last known to be complete is still known.
    assert!(status.current_as_of.is_some() && status.next_at.is_some());
    assert_eq!(app.city.home()?, home);
    Ok(())
}

/// How long until the next sync, as the status said it last.
fn wait(status: &ka_core::SyncStatus) -> Option<chrono::TimeDelta> {
    status.next_at.map(|next| next - chrono::Utc::now())
}

#[tokio::test]
async fn a_gateway_that_is_gone_is_asked_ever_more_seldom() -> Result<()> {
    let (town, folder, drawer) = (Town::open().await?, tempfile::tempdir()?, Drawer::default());
    let mut app = App::of(&town, folder.path(), &drawer)?;
    app.city.open();
    app.synced().await?;
    let calm = wait(&app.city.sync_status()).context("no next sync")?;
    assert!(calm > chrono::TimeDelta::minutes(10), "{calm}");
    town.gateway.stop().await;
    let mut waits = Vec::new();
    for _ in 0..4 {
        app.city.sync_now()?;
        app.synced().await?;
        waits.push(wait(&app.city.sync_status()).context("no next sync")?);
    }
    // Each wait is twice the last, give or take a fifth.
    assert!(waits.is_sorted(), "{waits:?}");
    assert!(waits[0] < chrono::TimeDelta::seconds(19), "{waits:?}");
    assert!(waits[3] > chrono::TimeDelta::seconds(90), "{waits:?}");
    Ok(())
}

#[tokio::test]
async fn a_change_is_told_of_and_is_there() -> Result<()> {
    let (town, folder, drawer) = (Town::open().await?, tempfile::tempdir()?, Drawer::default());
    let mut app = App::of(&town, folder.path(), &drawer)?;
    app.city.open();
    app.synced().await?;
    town.publish_bicycle_places(&["Waldstraße"])?;
    app.city.sync_now()?;
    app.hears(|event| matches!(event, Event::Content(all) if all[0].as_str() == "bicycle-parking"))
        .await?;
    let view = app
        .city
        .bicycle_parking(&ka_domain::views::DistrictFilter::All)?;
    assert_eq!(view.places.len(), 1);
    Ok(())
}

#[tokio::test]
async fn everything_can_be_deleted_while_a_sync_runs_and_comes_back_anew() -> Result<()> {
    let (town, folder, drawer) = (Town::open().await?, tempfile::tempdir()?, Drawer::default());
    let mut app = App::of(&town, folder.path(), &drawer)?;
    app.city.open();
    app.hears(|event| matches!(event, Event::Content(_)))
        .await?;
    app.city.delete_everything()?;
    assert!(matches!(app.city.services(), Err(CityError::Locked)));
    assert!(drawer.load()?.is_none());
    assert!(matches!(app.city.open(), Phase::Ready));
    app.hears(
        |event| matches!(event, Event::Sync(status) if !status.running && status.failure.is_none()),
    )
    .await?;
    assert!(app.city.services()?.services.len() >= 60);
    Ok(())
}
