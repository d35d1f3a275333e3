//! What is handed in over HTTP, and what is said to it: [`ka_protocol::report`] from this side.
//!
//! Every handler goes the same way: is there room for one more of this sender ([`head::Admitted`]), under
//! which key ([`head::Key`]), all of the body and not a byte more than it may have ([`body`]), was it
//! handed in before, is it in order, and then into the store. What is not in order leaves no trace: it can
//! be mended and sent again under its key.

pub mod body;
pub mod head;
pub mod media;
mod multipart;
pub mod photo;
pub mod refused;
pub mod report;
pub mod schema;
pub mod status;
pub mod support;
pub mod withdraw;

use crate::http::App;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, delete, get, post};
use ka_protocol::report::{MEDIA, MULTIPART_BYTES, PHOTOS, REPORTS, STATUS, SUBMISSION, SUPPORT};
use std::time::Duration;

/// How long it may take to hand something in.
pub const TIMEOUT: Duration = SUBMISSION;

/// The routes of reports.
pub fn routes() -> Vec<(String, MethodRouter<App>)> {
    let whole = DefaultBodyLimit::max(MULTIPART_BYTES);
    vec![
        (REPORTS.to_owned(), post(report::report).layer(whole)),
        (format!("{REPORTS}/{{key}}"), delete(withdraw::report)),
        (PHOTOS.to_owned(), post(photo::photo)),
        (format!("{PHOTOS}/{{key}}"), delete(withdraw::photo)),
        (SUPPORT.to_owned(), post(support::support)),
        (format!("{SUPPORT}/{{key}}"), delete(withdraw::support)),
        (STATUS.to_owned(), post(status::status)),
        (format!("{MEDIA}{{file}}"), get(media::media)),
    ]
}
