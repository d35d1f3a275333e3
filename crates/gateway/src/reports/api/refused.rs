//! What is said to whoever hands something in: a receipt, or why there is none.

use crate::publication::PublicationError;
use crate::reports::rate::TooMany;
use crate::reports::store::StoreError;
use crate::reports::store::submission::Verdict;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ka_domain::ReportFault;
use ka_protocol::report::{Receipt, Refusal, RefusalCode};

/// Seconds after which it is worth trying again where the gateway itself is in trouble.
const TROUBLE: u64 = 30;

/// Why there is no receipt.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    status: StatusCode,
    code: RefusalCode,
    faults: Vec<ReportFault>,
    retry_after: Option<u64>,
}

impl Refused {
    /// With `status`, for ever.
    pub fn with(status: StatusCode, code: RefusalCode) -> Refused {
        Refused {
            status,
            code,
            faults: Vec::new(),
            retry_after: None,
        }
    }

    /// Not of the form that is expected.
    pub fn malformed() -> Refused {
        Refused::with(StatusCode::BAD_REQUEST, RefusalCode::Invalid)
    }

    /// It says what cannot be.
    pub fn faulty(faults: Vec<ReportFault>) -> Refused {
        Refused {
            faults,
            ..Refused::with(StatusCode::UNPROCESSABLE_ENTITY, RefusalCode::Invalid)
        }
    }

    /// Too large.
    pub fn too_large() -> Refused {
        Refused::with(StatusCode::PAYLOAD_TOO_LARGE, RefusalCode::TooLarge)
    }

    /// It broke off. Whoever stands between should not take that for a word on what was sent.
    pub fn broken_off() -> Refused {
        Refused::with(StatusCode::REQUEST_TIMEOUT, RefusalCode::Busy)
    }

    /// The gateway cannot now.
    pub fn busy() -> Refused {
        Refused {
            retry_after: Some(TROUBLE),
            ..Refused::with(StatusCode::SERVICE_UNAVAILABLE, RefusalCode::Busy)
        }
    }
}

impl From<TooMany> for Refused {
    fn from(too_many: TooMany) -> Refused {
        Refused {
            retry_after: Some(too_many.seconds),
            ..Refused::with(StatusCode::TOO_MANY_REQUESTS, RefusalCode::TooMany)
        }
    }
}

impl From<StoreError> for Refused {
    fn from(why: StoreError) -> Refused {
        tracing::error!(%why, "reports could not be read or written");
        Refused::busy()
    }
}

impl From<PublicationError> for Refused {
    fn from(why: PublicationError) -> Refused {
        tracing::error!(%why, "what is published could not be read");
        Refused::busy()
    }
}

impl From<aws_lc_rs::error::Unspecified> for Refused {
    fn from(_: aws_lc_rs::error::Unspecified) -> Refused {
        tracing::error!("the system has no random numbers");
        Refused::busy()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let refusal = Refusal {
            error: self.code,
            faults: self.faults,
        };
        let mut response = unkept(self.status, Json(refusal));
        if let Some(seconds) = self.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// An answer for whoever asks alone.
pub fn unkept(status: StatusCode, body: impl IntoResponse) -> Response {
    let mut response = (status, body).into_response();
    crate::http::no_store(response.headers_mut());
    response
}

/// The receipt.
pub fn accepted(receipt: Receipt) -> Response {
    unkept(StatusCode::CREATED, Json(receipt))
}

/// What the store says, as an answer.
pub fn answer(verdict: Verdict) -> Result<Response, Refused> {
    let conflict = |status| Err(Refused::with(status, RefusalCode::Conflict));
    match verdict {
        Verdict::Accepted(receipt) => Ok(accepted(receipt)),
        Verdict::Conflict => conflict(StatusCode::CONFLICT),
        Verdict::Withdrawn => conflict(StatusCode::GONE),
        Verdict::NoRoom => {
            tracing::warn!("there is no room for photos that no report has named");
            Err(Refused::busy())
        }
        Verdict::MissingPhoto => Err(Refused::with(
            StatusCode::FAILED_DEPENDENCY,
            RefusalCode::MissingPhoto,
        )),
    }
}
