//! A TCP proxy that counts: what goes over the wire, and how many requests.

use anyhow::Result;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// What went through.
#[derive(Debug, Default)]
pub struct Count {
    bytes: AtomicU64,
    requests: AtomicU64,
}

/// A proxy before `to`. It ends when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    pub address: SocketAddr,
    count: Arc<Count>,
    task: AbortHandle,
}

impl Proxy {
    pub async fn start(to: SocketAddr) -> Result<Proxy> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let count = Arc::new(Count::default());
        let task = tokio::spawn(serve(listener, to, count.clone())).abort_handle();
        Ok(Proxy {
            address,
            count,
            task,
        })
    }

    /// Bytes in both directions and requests since the last time this was asked.
    pub fn take(&self) -> (u64, u64) {
        (
            self.count.bytes.swap(0, Relaxed),
            self.count.requests.swap(0, Relaxed),
        )
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, to: SocketAddr, count: Arc<Count>) {
    while let Ok((client, _)) = listener.accept().await {
        let count = count.clone();
        tokio::spawn(async move {
            if let Ok(server) = TcpStream::connect(to).await {
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                tokio::join!(
                    pass(from_client, to_server, &count, true),
                    pass(from_server, to_client, &count, false),
                );
            }
        });
    }
}

/// Passes on until one side ends. A request here has no body, so that each ends with an empty line.
async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    count: &Count,
    requests: bool,
) {
    let mut buffer = vec![0; 16 * 1024];
    let mut matched = 0;
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        count.bytes.fetch_add(length as u64, Relaxed);
        for byte in buffer[..length].iter().filter(|_| requests) {
            matched = match (matched, byte) {
                (0 | 2, b'\r') | (1 | 3, b'\n') => matched + 1,
                (_, b'\r') => 1,
                _ => 0,
            };
            if matched == 4 {
                matched = 0;
                count.requests.fetch_add(1, Relaxed);
            }
        }
        if to.write_all(&buffer[..length]).await.is_err() {
            break;
        }
    }
    let _ = to.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_goes_through_is_counted_and_unchanged() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let proxy = Proxy::start(listener.local_addr().unwrap()).await.unwrap();
        let mut client = TcpStream::connect(proxy.address).await.unwrap();
        let (mut server, _) = listener.accept().await.unwrap();

        let request = b"GET / HTTP/1.1\r\nhost: a\r\n\r\nGET /b HTTP/1.1\r\n\r\n";
        client.write_all(request).await.unwrap();
        let mut heard = vec![0; request.len()];
        server.read_exact(&mut heard).await.unwrap();
        server.write_all(b"four").await.unwrap();
        client.read_exact(&mut [0; 4]).await.unwrap();

        assert_eq!(heard, request);
        assert_eq!(proxy.take(), (request.len() as u64 + 4, 2));
        assert_eq!(proxy.take(), (0, 0));
    }
}
