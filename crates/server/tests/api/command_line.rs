//! The binary as operators and process managers use it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;

use crate::support::process::{Running, tocsin};

fn run(folder: &Path, line: &str) -> Output {
    tocsin(folder).args(line.split(' ')).output().unwrap()
}

/// The one line that a failing command prints.
fn complaint(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    assert!(!output.status.success(), "{line} worked");
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text.trim_end().lines().count(), 1, "{text}");
    text
}

fn said(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_cannot_work_is_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap();
    for (line, words) in [
        ("serve --demo --listen 0.0.0.0:0", "loopback only"),
        ("serve --listen 0.0.0.0:0", "--public-url"),
        ("serve --listen 127.0.0.1:0 --trusted-proxy 10.0.0.1", "--public-url"),
        (
            "serve --listen 127.0.0.1:0 --smtp smtps://mail.example:465 --smtp-from alarm@acme.example",
            "--public-url",
        ),
        (&format!("serve --listen {port}"), "listens there already"),
        (
            "serve --listen 127.0.0.1:0 --database sqlite:missing/x.db",
            "Cannot write the database file missing/x.db",
        ),
        ("serve --listen 127.0.0.1:0 --database sqlite:.", "Cannot write the database file"),
        ("serve --listen 127.0.0.1:0 --dist missing", "There is no index.html in missing"),
        ("user add x@demo.example --role admin --name X --customer 1", "There is no customer 1"),
    ] {
        let text = complaint(folder.path(), line);
        assert!(text.contains(words), "{line}: {text}");
    }
    assert!(!folder.path().join("missing").exists());
}

#[test]
fn an_operator_sets_up_an_installation_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(said(folder, "migrate").contains("up to date"));
    assert!(said(folder, "customer add Acme").contains("Customer 1 added"));
    assert!(said(folder, "site add Acacia --customer 1").contains("Site 1 added"));
    let add = "user add r@demo.example --role resident --name Rose --customer 1 --site 1";
    assert!(said(folder, add).contains("choose a password with the code"));
    assert!(complaint(folder, add).contains("exists already"));
    assert!(complaint(folder, &add.replace("--site 1", "--site 9")).contains("has no site 9"));
    assert!(said(folder, "user reset-password r@demo.example").contains("code"));
    assert!(said(folder, "user sign-out r@demo.example").contains("signed out"));
    assert!(said(folder, "user deactivate r@demo.example").contains("deactivated"));
    assert!(complaint(folder, "user sign-out nobody@demo.example").contains("no user"));
    assert!(said(folder, "history verify").contains("whole: 0 entries"));
    assert!(complaint(folder, "history verify --kept abc").contains("cut off"));
    let client = said(folder, "client add Integrator --customer 1 --response-types 1,2");
    assert!(client.contains("clientId") && client.contains("clientSecret"));
    assert!(
        complaint(folder, "client add X --customer 1 --default-response-type 3").contains("must be one of")
    );
}

#[test]
fn an_operator_gives_an_integrator_a_place_of_their_own_to_try_out() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let client =
        said(folder, "client add Panic --request-type INTEGRATION_TEST --webhook https://panic.example/hook");
    assert!(client.contains("webhookSecret  whsec_"), "{client}");
    let id = client.lines().next().unwrap().split_whitespace().last().unwrap().to_owned();
    let sandbox = format!("client sandbox {id} --controller dev@panic.example --vehicles 3 --at -26.1,28.08");
    let words = said(folder, &sandbox);
    assert!(words.contains("dev@panic.example controls what Panic raises, with 3 demo vehicles"), "{words}");
    assert!(words.contains("choose a password with the code"));
    assert!(complaint(folder, &sandbox).contains("exists already"));
    assert!(complaint(folder, &sandbox.replace(&id, "x")).contains("There is no client x"));
    assert!(complaint(folder, "client add Other --request-type INTEGRATION").contains("--customer"));
    said(folder, "customer add Acme");
    let real = said(folder, "client add Real --customer 2");
    let real = real.lines().next().unwrap().split_whitespace().last().unwrap().to_owned();
    let refused = sandbox.replace(&id, &real).replace("dev@", "other@");
    assert!(complaint(folder, &refused).contains("is not being tried out"));
    let site =
        "site add Acacia --customer 2 --street Acacia --postcode N19GU --latitude 51.5 --longitude -0.12";
    assert!(said(folder, site).contains("Site 1 added"));
    assert!(complaint(folder, &site.replace("N19GU", "??")).contains("--postcode: write a postcode"));
}

#[test]
fn a_stopping_server_finishes_the_request_under_way() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::start(folder.path(), &[]);
    let body = r#"{"email":"resident@demo.example","password":"tocsin-demo"}"#;
    let (first, last) = body.split_at(20);
    let mut stream = TcpStream::connect(&running.address).unwrap();
    write!(
        stream,
        "POST /api/oauth/token HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
        body.len()
    )
    .unwrap();
    // "100 Continue" means that the handler has begun to read.
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 100");
    stream.write_all(first.as_bytes()).unwrap();
    running.signal("-TERM");
    while TcpStream::connect(&running.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(last.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("HTTP/1.1 200") && answer.contains("accessToken"), "{answer}");
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn starting_again_keeps_the_demo_as_it_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let running = Running::start(folder.path(), &[]);
        running.signal("-KILL");
    }
    assert!(said(folder.path(), "user deactivate officer@demo.example").contains("deactivated"));
    drop(Running::start(folder.path(), &[]));
    assert!(said(folder.path(), "user sign-out officer@demo.example").contains("signed out"));
}
