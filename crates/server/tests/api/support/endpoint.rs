//! Endpoints with unusual behaviour: each responds with bytes that the test writes itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A listening endpoint on this machine.
pub struct Endpoint {
    pub url: String,
    pub port: u16,
    calls: Arc<AtomicUsize>,
}

impl Endpoint {
    /// Passes each connection to `answer`, as soon as it has sent a whole request.
    pub async fn new<F>(answer: fn(TcpStream) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = calls.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    read_request(&mut stream).await;
                    answer(stream).await;
                });
            }
        });
        Self { url: format!("http://127.0.0.1:{port}/hook"), port, calls }
    }

    /// The number of connections so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

/// Reads to the end of a small JSON body, or the first part of anything that is not HTTP.
async fn read_request(stream: &mut TcpStream) {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !request.ends_with(b"}") {
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return,
            Ok(_) if request.is_empty() && part[0] != b'P' => return,
            Ok(length) => request.extend_from_slice(&part[..length]),
        }
    }
}

/// Writes the bytes, whether or not the peer still reads.
pub async fn say(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes).await;
}
