//! Which responses count as success, and what is stored of slow, large, broken or insecure ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::delivery::{calling, impatient, last_attempt, row, tick, waiting};
use crate::support::endpoint::{Endpoint, say};

#[tokio::test]
async fn only_200_and_201_count_as_taken() {
    let server = calling().await;
    for (status, state) in [
        (200, "delivered"),
        (201, "delivered"),
        (202, "waiting"),
        (204, "waiting"),
        (206, "waiting"),
        (304, "waiting"),
        (400, "waiting"),
        (401, "waiting"),
        (404, "waiting"),
        (410, "dead"),
        (429, "waiting"),
        (500, "waiting"),
        (503, "waiting"),
    ] {
        let endpoint = MockServer::start().await;
        let template = ResponseTemplate::new(status).set_body_string("as they say");
        Mock::given(any()).respond_with(template).mount(&endpoint).await;
        let id = waiting(&server, &endpoint.uri()).await;
        tick(&server).await;
        assert_eq!(row(&server, &id).await.state, state, "{status}");
        let tried = last_attempt(&server, &id).await;
        assert_eq!(tried.status, Some(status.into()));
        assert_eq!(tried.answer.is_some(), !matches!(status, 204 | 304), "{status}");
        assert!(tried.took_ms.is_some());
    }
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_given_up() {
    let server = impatient().await;
    let silent = Endpoint::new(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    let id = waiting(&server, &silent.url).await;
    tick(&server).await;
    let tried = last_attempt(&server, &id).await;
    assert_eq!((tried.outcome.as_str(), tried.status), ("timed-out", None));
    assert!((500..5000).contains(&tried.took_ms.unwrap()), "{tried:?}");
}

#[tokio::test]
async fn a_body_that_trickles_does_not_hold_the_try_and_its_status_counts() {
    let server = impatient().await;
    let taken = Endpoint::new(|mut stream| async move {
        say(&mut stream, b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n").await;
        for _ in 0..1000 {
            say(&mut stream, b".").await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let id = waiting(&server, &taken.url).await;
    tick(&server).await;
    let tried = last_attempt(&server, &id).await;
    assert_eq!((tried.outcome.as_str(), tried.status), ("delivered", Some(200)));
    assert!(tried.took_ms.unwrap() < 20_000, "{tried:?}");
    assert!(tried.answer.unwrap().starts_with("..."));

    let trickling_head = Endpoint::new(|mut stream| async move {
        for _ in 0..1000 {
            say(&mut stream, b"HTTP/1.1 200 OK\r\n"[..1].as_ref()).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let id = waiting(&server, &trickling_head.url).await;
    tick(&server).await;
    let tried = last_attempt(&server, &id).await;
    assert!(matches!(tried.outcome.as_str(), "timed-out" | "unreachable"), "{tried:?}");
}

#[tokio::test]
async fn at_most_64_kib_of_an_answer_are_read_and_one_is_kept() {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let server = impatient().await;
    let endless = Endpoint::new(|mut stream| async move {
        say(&mut stream, b"HTTP/1.1 500 Oh\r\ntransfer-encoding: chunked\r\n\r\n").await;
        let chunk = [&b"4000\r\n"[..], &[b'x'; 0x4000], b"\r\n"].concat();
        while stream.write_all(&chunk).await.is_ok() {
            WRITTEN.fetch_add(0x4000, Ordering::SeqCst);
        }
    })
    .await;
    let id = waiting(&server, &endless.url).await;
    tick(&server).await;
    let tried = last_attempt(&server, &id).await;
    assert_eq!((tried.outcome.as_str(), tried.answer.unwrap().len()), ("refused", 1024));
    // The machine itself buffers some megabytes of a connection.
    assert!(WRITTEN.load(Ordering::SeqCst) < 16 * 1024 * 1024);
}

#[tokio::test]
async fn what_cannot_be_stored_as_text_is_made_readable() {
    let server = calling().await;
    let odd = Endpoint::new(|mut stream| async move {
        say(&mut stream, b"HTTP/1.1 500 Oh\r\ncontent-length: 5\r\n\r\na\0b\xff\xfe").await;
    })
    .await;
    let id = waiting(&server, &odd.url).await;
    tick(&server).await;
    assert_eq!(last_attempt(&server, &id).await.answer.unwrap(), "a\u{fffd}b\u{fffd}\u{fffd}");
}

#[tokio::test]
async fn a_connection_that_is_refused_reset_or_speaks_nonsense_is_told_apart_in_words() {
    let server = calling().await;
    let reset = Endpoint::new(|stream| async move {
        // Closing with unread data sends a reset.
        let _ = stream.set_zero_linger();
        drop(stream);
    })
    .await;
    let nonsense = Endpoint::new(|mut stream| async move {
        say(&mut stream, b"220 mail.example ESMTP\r\n").await;
    })
    .await;
    let closed = Endpoint::new(|_| async {}).await;
    let nobody = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    for url in [reset.url, nonsense.url, closed.url, nobody] {
        let id = waiting(&server, &url).await;
        tick(&server).await;
        let tried = last_attempt(&server, &id).await;
        assert_eq!((tried.outcome.as_str(), tried.status), ("unreachable", None), "{url}: {tried:?}");
        assert!(tried.detail.is_some_and(|detail| detail.len() > 20));
        assert_eq!(row(&server, &id).await.state, "waiting");
    }
}

#[tokio::test]
async fn a_connection_that_cannot_be_made_safe_is_not_used() {
    let server = calling().await;
    let plain = Endpoint::new(|mut stream| async move {
        say(&mut stream, b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    })
    .await;
    let self_signed = self_signed().await;
    for port in [plain.port, self_signed] {
        let id = waiting(&server, &format!("https://localhost:{port}/")).await;
        tick(&server).await;
        let tried = last_attempt(&server, &id).await;
        assert_eq!(tried.outcome, "insecure", "{tried:?}");
        assert_eq!(row(&server, &id).await.state, "waiting");
    }
}

/// An endpoint with an untrusted certificate; returns its port.
async fn self_signed() -> u16 {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let ring = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    port
}
