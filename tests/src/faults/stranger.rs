//! Somebody who answers in the gateway's name, with a certificate that they made themselves.

use anyhow::Result;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// A certificate for 127.0.0.1 that vouches for itself, and its key, which is worth nothing. Made by
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj
/// /CN=stranger.invalid -addext subjectAltName=IP:127.0.0.1`.
const CERTIFICATE: &[u8] = include_bytes!("../../fixtures/stranger/certificate.der");
const KEY: &[u8] = include_bytes!("../../fixtures/stranger/key.der");

/// A stranger who listens. They go when this is dropped.
#[derive(Debug)]
pub struct Stranger {
    /// Where they listen.
    pub address: SocketAddr,
    heard: Arc<Heard>,
    task: AbortHandle,
}

#[derive(Debug, Default)]
struct Heard {
    asked: AtomicBool,
    believed: AtomicBool,
}

impl Stranger {
    /// Starts to listen.
    pub async fn start() -> Result<Stranger> {
        let settings = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(CERTIFICATE)],
                PrivatePkcs8KeyDer::from(KEY).into(),
            )?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let heard = Arc::<Heard>::default();
        let serving = serve(
            listener,
            TlsAcceptor::from(Arc::new(settings)),
            heard.clone(),
        );
        Ok(Stranger {
            address,
            heard,
            task: tokio::spawn(serving).abort_handle(),
        })
    }

    /// Whether anybody wanted to talk to them.
    pub fn was_asked(&self) -> bool {
        self.heard.asked.load(Ordering::Relaxed)
    }

    /// Whether anybody went on after having seen their certificate.
    pub fn was_believed(&self) -> bool {
        self.heard.believed.load(Ordering::Relaxed)
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, heard: Arc<Heard>) {
    while let Ok((stream, _)) = listener.accept().await {
        heard.asked.store(true, Ordering::Relaxed);
        // One after the other: nobody is believed here for long.
        if acceptor.accept(stream).await.is_ok() {
            heard.believed.store(true, Ordering::Relaxed);
        }
    }
}
