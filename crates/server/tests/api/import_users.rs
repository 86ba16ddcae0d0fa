//! `POST /api/users/import`: many residents from a sheet, with their tenure.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, TestServer};

async fn import(by: &Client, query: &str, sheet: &str) -> Answer {
    let by = by.clone().with_header("content-type", "text/csv");
    by.send(Method::POST, &format!("/api/users/import{query}"), sheet.as_bytes().to_vec()).await
}

async fn tenures(by: &Client) -> Vec<(String, Value)> {
    let page = by.get("/api/users?role=resident").await.body;
    let rows = page["results"].as_array().unwrap().clone();
    rows.iter().map(|row| (row["email"].as_str().unwrap().to_owned(), row["tenure"].clone())).collect()
}

const SHEET: &str = "email,name,surname,site,tenure,mobile\n\
    resident@demo.example,,,,Leaseholder,\n\
    jo@home.example,Jo,Smith,acacia avenue,Shared  owner,07700 900123\n";

#[tokio::test]
async fn known_residents_are_changed_and_others_added() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let dry = import(&admin, "?dryRun=true", SHEET).await;
    let expected = json!({"dryRun": true, "added": 1, "changed": 1, "errors": []});
    assert_eq!((dry.status, &dry.body), (200, &expected));
    assert_eq!(tenures(&admin).await.len(), 2, "nothing was stored");
    let real = import(&admin, "", SHEET).await;
    assert_eq!(
        (real.status, &real.body["added"], &real.body["changed"]),
        (200, &json!(1), &json!(1)),
        "{real:?}"
    );
    let found = tenures(&admin).await;
    for (email, tenure) in [
        ("resident@demo.example", json!("leaseholder")),
        ("neighbour@demo.example", json!("tenant")),
        ("jo@home.example", json!("shared owner")),
    ] {
        assert!(found.contains(&(email.to_owned(), tenure)), "{email}: {found:?}");
    }
    let rose = server.as_resident().await.get("/api/customer").await.body;
    assert_eq!(
        (&rose["name"], &rose["mobile"]),
        (&json!("Rose"), &json!("+27831234567")),
        "empty cells change nothing"
    );
    let again = import(&admin, "", SHEET).await;
    assert_eq!((&again.body["added"], &again.body["changed"]), (&json!(0), &json!(2)));
}

#[tokio::test]
async fn everything_wrong_is_told_by_line_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let long = "x".repeat(61);
    let sheet = format!(
        "email,name,site,tenure,mobile\n\
        ok@home.example,Ok,5,tenant,\n\
        nobody,Ann,5,,\n\
        stranger@demo.example,Sam,5,,\n\
        officer@demo.example,Olu,5,,\n\
        new@home.example,,99,{long},one\n\
        OK@home.example,Ok,5,,\n"
    );
    for (query, status) in [("?dryRun=true", 200), ("", 400)] {
        let answer = import(&admin, query, &sheet).await;
        assert_eq!(answer.status, status, "{answer:?}");
        let fields = |line: i64| {
            let errors = answer.body["errors"].as_array().unwrap();
            let found = errors.iter().find(|error| error["line"] == line).unwrap();
            let mut fields: Vec<_> = found["errors"].as_object().unwrap().keys().cloned().collect();
            fields.sort();
            fields
        };
        assert_eq!(answer.body["errors"].as_array().unwrap().len(), 5);
        assert_eq!(
            (fields(3), fields(4), fields(5)),
            (vec!["email".to_owned()], vec!["email".to_owned()], vec!["email".to_owned()])
        );
        assert_eq!(fields(6), ["mobile", "name", "site", "tenure"]);
        assert_eq!(fields(7), ["email"]);
    }
    assert_eq!(tenures(&admin).await.len(), 2);
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_with_what_to_do() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for (sheet, word) in [
        ("", "email"),
        ("name\nJo\n", "email"),
        ("email\n", "no resident"),
        ("email,name\n\u{fffd},Jo\n", "UTF-8"),
    ] {
        let answer = import(&admin, "", sheet).await;
        assert_eq!(answer.status, 400, "{sheet:?}");
        assert!(answer.message().contains(word), "{sheet:?}: {}", answer.message());
    }
    let list = json!([{"email": "kim@home.example", "name": "Kim", "site": 5, "tenure": "Licensee"}]);
    let answer = admin.post("/api/users/import", list).await;
    assert_eq!((answer.status, &answer.body["added"]), (200, &json!(1)), "{answer:?}");
    for other in [server.as_officer().await, server.as_manager().await, server.as_resident().await] {
        assert_eq!(import(&other, "", SHEET).await.status, 403);
    }
}
