//! Connections that hold a place without using it are closed, and alarms always get in.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use server::demo::PASSWORD;

use crate::support::process::{Running, tocsin};

/// Longer than any limit that a test sets, so that no test fails on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn connect(server: &Running) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Waits until the server has closed the connection.
fn is_closed(mut stream: &TcpStream) -> bool {
    let mut rest = Vec::new();
    let began = Instant::now();
    // A reset counts as closed, too; only silence does not.
    let _ = stream.read_to_end(&mut rest);
    began.elapsed() < PATIENCE
}

/// Sends one request on a new connection and returns the whole response.
fn ask(server: &Running, head: &str, body: &str) -> String {
    let mut stream = connect(server);
    let length = body.len();
    let request =
        format!("{head} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n");
    write!(stream, "{request}content-type: application/json\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn press(server: &Running) {
    let body = format!(r#"{{"email":"resident@demo.example","password":"{PASSWORD}"}}"#);
    let answer = ask(server, "POST /api/oauth/token", &body);
    let (_, rest) = answer.split_once("\"accessToken\":\"").unwrap_or_else(|| panic!("{answer}"));
    let (token, _) = rest.split_once('"').unwrap();
    let head = "POST /api/callouts HTTP/1.1\r\nhost: localhost\r\nconnection: close";
    let mut stream = connect(server);
    write!(stream, "{head}\r\nauthorization: Bearer {token}\r\ncontent-length: 2\r\n\r\n{{}}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
}

/// Connections that have sent half of a request's head.
fn half_open(server: &Running, count: usize) -> Vec<TcpStream> {
    let open = |_| {
        let mut stream = connect(server);
        stream.write_all(b"POST /api/callouts HTTP/1.1\r\nhost: loc").unwrap();
        stream
    };
    (0..count).map(open).collect()
}

#[test]
fn half_open_connections_are_closed_and_never_stop_an_alarm() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--connections-per-address", "8", "--header-seconds", "1"]);
    let streams = half_open(&server, 40);
    press(&server);
    assert!(streams.iter().all(is_closed));
}

#[test]
fn when_all_places_are_taken_those_that_wait_make_room() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--connections", "16", "--header-seconds", "300"]);
    let streams = half_open(&server, 60);
    press(&server);
    // The first ones were closed for the later ones.
    assert!(streams[..40].iter().all(is_closed));
}

#[test]
fn a_head_that_trickles_in_has_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--header-seconds", "1"]);
    let mut stream = connect(&server);
    let began = Instant::now();
    while stream.write_all(b"x").is_ok() && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(began.elapsed() < PATIENCE, "it may trickle for ever");
    press(&server);
}

#[test]
fn an_idle_connection_is_closed_after_its_time_and_serves_until_then() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--idle-seconds", "2", "--header-seconds", "300"]);
    let mut stream = connect(&server);
    for _ in 0..2 {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1 200");
        let mut text = Vec::new();
        let mut byte = [0; 1];
        while !text.ends_with(b"\"ok\"}") {
            stream.read_exact(&mut byte).unwrap();
            text.push(byte[0]);
        }
    }
    assert!(is_closed(&stream));
}

#[test]
fn a_client_that_never_reads_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--write-seconds", "1"]);
    let mut stream = connect(&server);
    let began = Instant::now();
    let request = b"GET /api/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(50);
    // Writes until the responses fill both buffers and the server closes the connection.
    while stream.write_all(&request).is_ok() && began.elapsed() < PATIENCE {}
    assert!(began.elapsed() < PATIENCE, "it was waited for");
    press(&server);
}

#[cfg(unix)]
#[test]
fn the_limit_of_open_files_is_raised_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::spawn(limited(folder.path()));
    let streams = half_open(&server, 120);
    press(&server);
    drop(streams);
}

/// The server with a limit of open files that is too low for its connections, and may be raised.
#[cfg(unix)]
fn limited(folder: &Path) -> std::process::Command {
    let server = tocsin(folder);
    let mut shell = std::process::Command::new("sh");
    shell.current_dir(folder).stdin(Stdio::null()).args(["-c", "ulimit -S -n 64 && exec \"$0\" \"$@\""]);
    shell.arg(server.get_program());
    shell
}
