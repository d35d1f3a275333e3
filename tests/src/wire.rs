//! What goes over the wire from the app to its gateway, listened to in between.

use anyhow::Result;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// A wire to the gateway that keeps all that the app says. It is cut when it is dropped.
#[derive(Debug)]
pub struct Wire {
    /// Where the app finds the gateway.
    pub address: SocketAddr,
    to: Arc<Mutex<SocketAddr>>,
    said: Arc<Said>,
    task: AbortHandle,
}

/// What was said on each connection.
type Said = Mutex<Vec<Vec<u8>>>;

impl Wire {
    /// A wire to `to`.
    pub async fn to(to: SocketAddr) -> Result<Wire> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let said = Arc::<Said>::default();
        let to = Arc::new(Mutex::new(to));
        let task = tokio::spawn(serve(listener, to.clone(), said.clone())).abort_handle();
        Ok(Wire {
            address,
            to,
            said,
            task,
        })
    }

    /// The gateway answers elsewhere from now on.
    pub fn turn(&self, to: SocketAddr) {
        *self.to.lock().unwrap_or_else(PoisonError::into_inner) = to;
    }

    /// The requests so far, with all that was in them. A request of the app has no body: what
    /// else follows an empty line comes as a request that begins like none.
    pub fn requests(&self) -> Vec<String> {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let texts = said.iter().map(|bytes| String::from_utf8_lossy(bytes));
        texts
            .flat_map(|text| {
                let requests = text.split("\r\n\r\n").filter(|text| !text.is_empty());
                requests.map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, to: Arc<Mutex<SocketAddr>>, said: Arc<Said>) {
    while let Ok((app, _)) = listener.accept().await {
        let said = said.clone();
        let to = *to.lock().unwrap_or_else(PoisonError::into_inner);
        tokio::spawn(async move {
            // A gateway that is gone is nobody at the other end.
            if let Ok(gateway) = TcpStream::connect(to).await {
                let _ = pass(app, gateway, &said).await;
            }
        });
    }
}

/// Passes on in both directions until one side ends.
async fn pass(app: TcpStream, gateway: TcpStream, said: &Said) -> std::io::Result<()> {
    let (mut from_app, mut to_app) = app.into_split();
    let (mut from_gateway, mut to_gateway) = gateway.into_split();
    let place = {
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        said.push(Vec::new());
        said.len() - 1
    };
    let heard = async {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let length = from_app.read(&mut buffer).await?;
            let bytes = &buffer[..length];
            if bytes.is_empty() {
                return to_gateway.shutdown().await;
            }
            if let Some(kept) = said
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get_mut(place)
            {
                kept.extend_from_slice(bytes);
            }
            to_gateway.write_all(bytes).await?;
        }
    };
    let answered = async {
        tokio::io::copy(&mut from_gateway, &mut to_app).await?;
        to_app.shutdown().await
    };
    tokio::try_join!(heard, answered)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_request_is_kept_and_passed_on_unchanged() {
        let gateway = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let wire = Wire::to(gateway.local_addr().unwrap()).await.unwrap();
        let mut app = TcpStream::connect(wire.address).await.unwrap();
        let (mut end, _) = gateway.accept().await.unwrap();

        let requests = b"GET /a HTTP/1.1\r\nhost: x\r\n\r\nPOST /b HTTP/1.1\r\n\r\nfollow";
        app.write_all(requests).await.unwrap();
        let mut heard = vec![0; requests.len()];
        end.read_exact(&mut heard).await.unwrap();
        end.write_all(b"four").await.unwrap();
        app.read_exact(&mut [0; 4]).await.unwrap();

        assert_eq!(heard, requests);
        let wanted = ["GET /a HTTP/1.1\r\nhost: x", "POST /b HTTP/1.1", "follow"];
        assert_eq!(wire.requests(), wanted);
    }
}
