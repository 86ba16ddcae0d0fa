//! The metrics at `/metrics`, and who may read them.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use crate::support::process::Running;

fn ask(address: &str, head: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{head}\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn invented_methods_and_paths_make_no_series() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--metrics-token", "watcher"]);
    for number in 0..200 {
        ask(&server.address, &format!("FROB{number} /api/invented{number} HTTP/1.1"));
        ask(&server.address, &format!("GET /api/callouts/invented{number} HTTP/1.1"));
    }
    let right = "GET /metrics HTTP/1.1\r\nauthorization: Bearer watcher";
    let shown = ask(&server.address, right);
    assert!(shown.starts_with("HTTP/1.1 200"), "{shown}");
    assert!(shown.contains("http_requests_total"), "{shown}");
    assert!(!shown.contains("FROB") && !shown.contains("invented"), "{shown}");
    let series = shown.lines().filter(|line| line.starts_with("http_requests_total")).count();
    assert!(series <= 12, "{series}: {shown}");
}

#[test]
fn strangers_see_no_metrics() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--metrics-token", "watcher"]);
    for header in ["x: y", "authorization: Bearer wrong", "authorization: watcher", "authorization: Bearer "]
    {
        let answer = ask(&server.address, &format!("GET /metrics HTTP/1.1\r\n{header}"));
        assert!(answer.starts_with("HTTP/1.1 404"), "{header}: {answer}");
    }
}

#[test]
fn metrics_can_have_a_listener_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let server = Running::start(folder.path(), &["--metrics-listen", &free]);
    let answer = ask(&free, "GET /metrics HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(ask(&free, "GET /api/session HTTP/1.1").starts_with("HTTP/1.1 404"));
    assert!(ask(&server.address, "GET /metrics HTTP/1.1").starts_with("HTTP/1.1 404"));
}
