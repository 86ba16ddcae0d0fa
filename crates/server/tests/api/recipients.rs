//! An address or number is accepted for registration if and only if it is accepted for sending: every endpoint is tested with the
//! same table.

use axum::http::Method;
use serde_json::{Value, json};
use server::config::Config;

use crate::support::process::tocsin;
use crate::support::provider::{PROVIDERS, provider};
use crate::support::{Answer, Client, TestServer, notify};

/// The table that the parsers' own tests and the app's forms also use.
fn table() -> Value {
    let path = format!("{}/../wire/fixtures/recipients.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The clients for all endpoints that accept an address.
struct Doors {
    /// Kept alive, because its database is deleted with it.
    _server: TestServer,
    admin: Client,
    resident: Client,
    controller: Client,
    officer: Client,
    token: Client,
    notify: Client,
}

impl Doors {
    async fn open() -> Self {
        // One person receives many messages here, in many spellings of their address.
        let many =
            |config: &mut Config| (config.same_messages_an_hour, config.messages_an_hour) = (1000, 1000);
        let server = TestServer::with(many).await;
        Self {
            admin: server.as_admin().await,
            resident: server.as_resident().await,
            controller: server.as_controller().await,
            officer: server.as_officer().await,
            token: server.server_token().await,
            notify: notify::live(&server),
            _server: server,
        }
    }

    /// Each endpoint's verdict on an e-mail address.
    async fn ask_email(&self, email: &str) -> Vec<(&'static str, bool)> {
        let sheet = format!(
            "name,label,content_type,object_id,kind,notifier_name,address\nWatch,Watch,site,5,email,Porter,\"{email}\"\n"
        );
        let notifiers =
            json!({"email_notifiers": [{"name": "Porter", "email": email}], "webhook_notifiers": []});
        let list = json!([provider(notifiers.clone())]);
        let invited = json!({"email": email, "name": "Rose", "role": "officer"});
        let mail = json!({"notificationType": "Email", "email": email, "templateId": notify::EMAIL, "personalisationParams": {"name": "Rose"}});
        vec![
            ("invitation", taken(&self.admin.post("/api/users", invited).await)),
            (
                "registration",
                taken(
                    &self
                        .token
                        .post("/api/oauth/user", json!({"email": email, "password": "long enough"}))
                        .await,
                ),
            ),
            ("own details", taken(&self.resident.patch("/api/customer", json!({"email": email})).await)),
            ("provider", taken(&self.admin.post(PROVIDERS, provider(notifiers)).await)),
            ("import of JSON", imported(&self.import("json", &list.to_string()).await)),
            ("import of a sheet", imported(&self.import("csv", &sheet).await)),
            (
                "supplier",
                taken(
                    &self
                        .controller
                        .post(
                            "/api/control/suppliers",
                            json!({"name": "Watch", "email": email, "responseTypeIds": [1]}),
                        )
                        .await,
                ),
            ),
            ("notification", taken(&self.officer.post("/api/notifications", mail).await)),
            ("sender", taken(&self.notify.post("/v2/notifications/email", notify::email_to(email)).await)),
        ]
    }

    /// Each endpoint's verdict on a number for text messages.
    async fn ask_mobile(&self, number: &str) -> Vec<(&'static str, bool)> {
        let text = json!({"notificationType": "Text", "mobileNumber": number, "templateId": notify::TEXT, "personalisationParams": {"name": "Rose"}});
        vec![
            ("notification", taken(&self.officer.post("/api/notifications", text).await)),
            ("sender", taken(&self.notify.post("/v2/notifications/sms", notify::text_to(number)).await)),
        ]
    }

    /// Each endpoint's verdict on a number that a person dials, and what was stored.
    async fn ask_dialable(&self, number: &str, callout: &Value) -> Vec<(&'static str, bool)> {
        let supplier = json!({"name": "Watch", "contactNumber": number, "responseTypeIds": [1]});
        let call = json!({"number": number, "answered": false});
        let answers = [
            ("own details", self.resident.patch("/api/customer", json!({"mobile": number})).await),
            ("supplier", self.controller.post("/api/control/suppliers", supplier).await),
            ("call", self.controller.post(&format!("/api/control/callouts/{callout}/phoned"), call).await),
        ];
        for field in [&answers[0].1.body["mobile"], &answers[1].1.body["contactNumber"]] {
            assert!(field.as_str().is_none_or(str::is_ascii), "a telephone dials plain ASCII: {field}");
        }
        answers.map(|(door, answer)| (door, taken(&answer))).to_vec()
    }

    /// Each endpoint's verdict on a postal address.
    async fn ask_address(&self, lines: &[String]) -> Vec<(&'static str, bool)> {
        let mut nested = json!({"name": "Rose"});
        let mut snake = json!({"name": "Rose"});
        for (number, line) in (1..).zip(lines) {
            nested[format!("addressLine{number}")] = line.clone().into();
            snake[format!("address_line_{number}")] = line.clone().into();
        }
        let letter = json!({"notificationType": "Letter", "templateId": notify::LETTER, "personalisationParams": nested});
        let direct = json!({"template_id": notify::LETTER, "personalisation": snake});
        vec![
            ("notification", taken(&self.officer.post("/api/notifications", letter).await)),
            ("sender", taken(&self.notify.post("/v2/notifications/letter", direct).await)),
        ]
    }

    async fn import(&self, format: &str, body: &str) -> Answer {
        let path = format!("{PROVIDERS}/import?format={format}&dry_run=true");
        self.admin.send(Method::POST, &path, body.as_bytes().to_vec()).await
    }
}

/// Two sign-in names for one person conflict, which can only happen after the address was parsed.
fn taken(answer: &Answer) -> bool {
    assert!(matches!(answer.status, 200 | 201 | 400 | 409 | 422), "{answer:?}");
    !matches!(answer.status, 400 | 422)
}

fn imported(answer: &Answer) -> bool {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body["errors"].as_array().unwrap().is_empty()
}

fn assert_verdict(input: &str, doors: &[(&'static str, bool)], expected: bool) {
    for (door, verdict) in doors {
        assert_eq!(*verdict, expected, "{door} on {input:?}");
    }
}

#[tokio::test]
async fn every_door_gives_the_same_verdict_on_an_email_address() {
    let doors = Doors::open().await;
    let table = table();
    for (kind, expected) in [("good", true), ("bad", false)] {
        for email in texts(&table["emails"][kind]) {
            assert_verdict(&email, &doors.ask_email(&email).await, expected);
        }
    }
}

#[tokio::test]
async fn every_door_gives_the_same_verdict_on_a_mobile_number() {
    let doors = Doors::open().await;
    let table = table();
    for (kind, expected) in [("good", true), ("bad", false)] {
        for number in texts(&table["mobiles"][kind]) {
            assert_verdict(&number, &doors.ask_mobile(&number).await, expected);
        }
    }
}

#[tokio::test]
async fn every_door_gives_the_same_verdict_on_a_postal_address() {
    let doors = Doors::open().await;
    let table = table();
    for (kind, expected) in [("good", true), ("bad", false)] {
        for lines in table["addresses"][kind].as_array().unwrap() {
            let lines = texts(lines);
            assert_verdict(&lines.join(" / "), &doors.ask_address(&lines).await, expected);
        }
    }
}

#[tokio::test]
async fn what_is_only_rung_may_be_a_landline_in_any_writing_and_every_mobile() {
    let doors = Doors::open().await;
    let callout = doors.resident.post("/api/callouts", json!({})).await.body["id"].clone();
    let table = table();
    let good = texts(&table["dialable"]["good"]).into_iter().chain(texts(&table["mobiles"]["good"]));
    for number in good {
        assert_verdict(&number, &doors.ask_dialable(&number, &callout).await, true);
    }
    for number in texts(&table["dialable"]["bad"]) {
        assert_verdict(&number, &doors.ask_dialable(&number, &callout).await, false);
    }
}

#[test]
fn the_command_line_gives_the_same_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &[&str]| tocsin(folder.path()).args(line).output().unwrap();
    assert!(run(&["customer", "add", "Acme"]).status.success());
    for name in ["\u{200b}", "Acme \u{202e}x"] {
        assert!(!run(&["customer", "add", name]).status.success(), "{name:?}");
    }
    let add = |email: &str, name: &str| {
        let output = run(&["user", "add", email, "--role", "officer", "--name", name, "--customer", "1"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success() || told.contains("exists already"), told)
    };
    let table = table();
    for (kind, expected) in [("good", true), ("bad", false)] {
        for email in texts(&table["emails"][kind]) {
            let (is_taken, told) = add(&email, "Rose");
            assert_eq!(is_taken, expected, "{email:?}: {told}");
        }
    }
    assert!(!add("rose@other.example", "Rose \u{202e}txet").0);
}

#[tokio::test]
async fn one_person_signs_in_with_every_spelling_of_their_address() {
    let server = TestServer::start().await;
    let token = server.server_token().await;
    let body = json!({"email": "post@xn--bcher-kva.example", "password": "long enough"});
    assert_eq!(token.post("/api/oauth/user", body).await.status, 201);
    for email in ["post@bücher.example", "POST@BÜCHER.example", " post@xn--bcher-kva.example\u{200b}"] {
        let answer =
            server.anonymous().post("/api/session", json!({"email": email, "password": "long enough"})).await;
        assert!(matches!(answer.status, 200 | 201), "{email:?}: {answer:?}");
    }
}

#[tokio::test]
async fn an_account_that_an_older_release_named_otherwise_can_still_sign_in() {
    let server = TestServer::start().await;
    let mut former = "officer2@demo.example";
    for stored in ["duty@acme.e", "o’hara", "post@xn--bcher-kva.example"] {
        rename(&server, former, stored).await;
        let client = server.signed_in(stored).await;
        assert_eq!(client.get("/api/session").await.body["user"]["email"], stored);
        former = stored;
    }
}

#[tokio::test]
async fn a_stored_address_that_mail_cannot_go_to_shows_in_health_and_coverage() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let only = json!({"webhook_notifiers": [], "content_type": "customer", "object_id": 2});
    let added = crate::support::provider::created(&admin, only).await;
    server.run("UPDATE notifier SET address = 'o’hara@acme.example' WHERE kind = 'email'").await;
    let shown = admin.get(&format!("{}?health=true", crate::support::provider::path(&added))).await.body;
    assert_eq!(shown["health"]["state"], "bad_address", "{shown}");
    let coverage = admin.get("/api/v2/coverage?customer=2").await.body;
    let told = coverage["told"].as_array().unwrap();
    let broken = told.iter().find(|row| row["address"] == "o’hara@acme.example").unwrap();
    assert_eq!(broken["health"]["state"], "bad_address", "{broken}");
}

async fn rename(server: &TestServer, from: &str, to: &str) {
    server.run(&format!("UPDATE \"user\" SET email = '{to}' WHERE email = '{from}'")).await;
}
