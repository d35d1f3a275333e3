//! Where the device is, as the engine says it. Asked once, and only when somebody wants it.

use futures::channel::oneshot;
use ka_domain::Position;
use leptos::prelude::set_timeout;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Position as Found, PositionError, PositionOptions};

/// How long the device may look, in milliseconds.
const PATIENCE: u32 = 20_000;
/// How long it may take in all, with the time to allow it.
const GIVE_UP: Duration = Duration::from_secs(30);
/// How old what it knows already may be, in milliseconds.
const FRESH: u32 = 30_000;

/// Where the device is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located {
    /// On the map.
    pub position: Position,
    /// How exact that is, in metres.
    pub accuracy_m: Option<u32>,
}

/// Why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The person, or the system, does not allow it.
    Denied,
    /// The device does not know.
    Unknown,
    /// The device took too long.
    Slow,
    /// There is nothing to ask.
    Absent,
}

/// What became of asking the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It was not asked.
    Not,
    /// It has not answered yet.
    Asking,
    /// It knew.
    Found,
    /// It did not say.
    Refused(Refusal),
    /// What it said is not wanted any more.
    Forgotten,
}

/// Asks the device.
pub async fn locate() -> Result<Located, Refusal> {
    let geolocation = web_sys::window()
        .and_then(|window| window.navigator().geolocation().ok())
        .filter(|geolocation| !geolocation.is_undefined())
        .ok_or(Refusal::Absent)?;
    let (tell, told) = oneshot::channel();
    let tell = Rc::new(RefCell::new(Some(tell)));
    let answer = move |answer| {
        if let Some(tell) = tell.borrow_mut().take() {
            // Nobody waits any more where that fails.
            let _ = tell.send(answer);
        }
    };
    let (refuse, give_up) = (answer.clone(), answer.clone());
    // Each is called once at most, perhaps long after nobody waits any more: so the engine owns them.
    let found = Closure::once_into_js(move |found: Found| answer(read(&found)));
    let refused = Closure::once_into_js(move |why: PositionError| {
        refuse(Err(match why.code() {
            PositionError::PERMISSION_DENIED => Refusal::Denied,
            PositionError::TIMEOUT => Refusal::Slow,
            _ => Refusal::Unknown,
        }));
    });
    let options = PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(PATIENCE);
    options.set_maximum_age(FRESH);
    geolocation
        .get_current_position_with_error_callback_and_options(
            found.unchecked_ref(),
            Some(refused.unchecked_ref()),
            &options,
        )
        .map_err(|_| Refusal::Absent)?;
    // An engine that waits for a permission nobody is asked for never answers.
    set_timeout(move || give_up(Err(Refusal::Slow)), GIVE_UP);
    told.await.unwrap_or(Err(Refusal::Unknown))
}

fn read(found: &Found) -> Result<Located, Refusal> {
    let coords = found.coords();
    let position =
        Position::new(coords.latitude(), coords.longitude()).map_err(|_| Refusal::Unknown)?;
    let accuracy = coords.accuracy();
    // What is not between is no accuracy at all.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let accuracy_m = (0.0..=1e6)
        .contains(&accuracy)
        .then(|| accuracy.ceil() as u32);
    Ok(Located {
        position,
        accuracy_m,
    })
}
