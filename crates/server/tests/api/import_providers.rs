//! `POST /api/v2/assistance-provider/import` and `GET …/export`.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::provider::{PROVIDERS, labels, provider};
use crate::support::{Answer, Client, TestServer};

async fn import(client: &Client, query: &str, body: &str) -> Answer {
    let path = format!("{PROVIDERS}/import?{query}");
    client.send(Method::POST, &path, body.as_bytes().to_vec()).await
}

async fn export(client: &Client, format: &str) -> String {
    let answer = client.get(&format!("{PROVIDERS}/export?format={format}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.header("content-disposition").unwrap().contains(&format!("providers.{format}")));
    String::from_utf8(answer.bytes).unwrap()
}

const SHEET: &str = "name,label,content_type,object_id,kind,notifier_name,address\n\
    Night Watch,Night,site,5,email,Porter,porter@acme.example\n\
    Night Watch,Night,site,5,webhook,Desk,https://desk.example/hook\n\
    Family,Family,customer,2,push,Sue,supporter@demo.example\n";

#[tokio::test]
async fn a_sheet_is_tried_out_and_then_stored() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let dry = import(&admin, "format=csv&dry_run=true", SHEET).await;
    assert_eq!(
        (dry.status, &dry.body),
        (200, &json!({"dry_run": true, "added": 2, "replaced": 0, "errors": []}))
    );
    assert_eq!(admin.get(PROVIDERS).await.body["count"], 3, "nothing was stored");
    let real = import(&admin, "format=csv", SHEET).await;
    assert_eq!((real.status, &real.body["added"]), (200, &json!(2)));
    let found = admin.get(&format!("{PROVIDERS}?search=night")).await.body;
    let night = &found["results"][0];
    assert_eq!(
        (&night["email_notifiers"][0]["name"], &night["webhook_notifiers"][0]["name"]),
        (&json!("Porter"), &json!("Desk"))
    );
    assert_eq!(
        labels(&admin.get(&format!("{PROVIDERS}?search=family&type=customer")).await.body),
        ["Family"]
    );
}

#[tokio::test]
async fn everything_wrong_is_told_by_line_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let sheet = "name,label,content_type,object_id,kind,notifier_name,address\n\
        Good,Good,site,5,email,A,a@acme.example\n\
        Bad,,planet,5,email,B,nobody\n\
        Bad,,planet,5,webhook,C,http://127.0.0.1/\n\
        Odd,Odd,site,6,pigeon,D,roof\n\
        Odd,Odd,site,6,push,E,stranger@demo.example\n";
    for (query, status) in [("format=csv&dry_run=True", 200), ("format=csv", 400)] {
        let answer = import(&admin, query, sheet).await;
        assert_eq!(answer.status, status, "{answer:?}");
        let rows = answer.body["errors"].as_array().unwrap();
        let fields = |row: &Value| {
            let mut names: Vec<_> = row["errors"].as_object().unwrap().keys().cloned().collect();
            names.sort();
            (row["line"].as_i64().unwrap(), names.join(" "))
        };
        let told: Vec<_> = rows.iter().map(fields).collect();
        let line = |line: i64, fields: &str| (line, fields.to_owned());
        assert_eq!(
            told,
            [
                line(3, "address content_type label"),
                line(4, "address"),
                line(5, "kind object_id"),
                line(6, "address")
            ]
        );
        assert_eq!(admin.get(PROVIDERS).await.body["count"], 3);
    }
}

#[tokio::test]
async fn what_is_exported_can_be_imported_and_changes_nothing() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    admin.post(PROVIDERS, provider(json!({"name": "=HYPERLINK(1)", "label": "Say \"hi\", twice"}))).await;
    let before = admin.get(PROVIDERS).await.body;
    for format in ["csv", "json"] {
        let file = export(&admin, format).await;
        assert!(!file.contains("whsec_"));
        let answer = import(&admin, &format!("format={format}"), &file).await;
        assert_eq!(
            (answer.status, &answer.body["replaced"], &answer.body["added"]),
            (200, &json!(4), &json!(0)),
            "{answer:?}"
        );
        assert_eq!(admin.get(PROVIDERS).await.body, before);
    }
    assert!(export(&admin, "csv").await.contains("'=HYPERLINK(1)"), "a spreadsheet must not run it");
}

#[tokio::test]
async fn a_list_of_bodies_is_judged_as_each_would_be() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let list = json!([provider(json!({})), provider(json!({"label": ""})), {"id": 12}, {"id": "x"}, 5]);
    let answer = import(&admin, "dry_run=1", &list.to_string()).await;
    let rows = answer.body["errors"].as_array().unwrap();
    let lines: Vec<_> = rows.iter().map(|row| row["line"].as_i64().unwrap()).collect();
    assert_eq!((lines, &answer.body["added"]), (vec![2, 3, 4, 5], &json!(1)));
    assert_eq!(rows[0]["errors"]["label"][0], "Write what the television shows.");
    let twice = json!([{"id": 9}, {"id": 9}]);
    let answer = import(&admin, "dry_run=1", &twice.to_string()).await;
    assert!(answer.body["errors"][1]["errors"]["provider_id"].is_array(), "{answer:?}");
}

#[tokio::test]
async fn files_that_are_none_are_refused() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for (query, body) in [
        ("format=json", "{}"),
        ("format=json", "["),
        ("format=json", "nonsense"),
        ("format=csv", "\0"),
        ("format=xml", "[]"),
    ] {
        let answer = import(&admin, query, body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.body["detail"].is_string(), "{answer:?}");
    }
    let latin =
        admin.send(Method::POST, &format!("{PROVIDERS}/import?format=csv"), b"name\xff".to_vec()).await;
    assert_eq!(latin.status, 400);
    for (query, body) in [("format=json", "[]"), ("format=csv", ""), ("format=csv", "name,label\nA,B\n")] {
        let answer = import(&admin, query, body).await;
        assert_eq!((answer.status, answer.body["errors"][0]["line"].as_i64()), (400, Some(1)), "{body}");
    }
    let huge = "x".repeat(5 * 1024 * 1024);
    assert_eq!(import(&admin, "format=csv", &huge).await.status, 413);
    let large = format!("{SHEET}{}", "\n".repeat(100_000));
    assert_eq!(import(&admin, "format=csv&dry_run=true", &large).await.status, 200, "more than other bodies");
}

#[tokio::test]
async fn only_admins_move_providers_and_only_their_own() {
    let server = TestServer::start().await;
    for (client, status) in [
        (server.as_officer().await, 403),
        (server.as_resident().await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.get(&format!("{PROVIDERS}/export")).await.status, status);
        assert_eq!(import(&client, "format=csv", SHEET).await.status, status);
    }
    assert!(!export(&server.as_admin().await, "csv").await.contains("Concierge"));
}

#[tokio::test]
async fn a_file_in_another_encoding_is_refused_with_the_line_and_what_to_do() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let head = SHEET.lines().next().unwrap();
    let sheet =
        format!("{head}\nGood,Good,site,5,email,A,a@acme.example\nÉlan,Élan,site,5,email,B,b@acme.example\n");
    let latin: Vec<u8> = sheet.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide: Vec<u8> = sheet.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let lost = sheet.replace('É', "\u{fffd}").into_bytes();
    for (bytes, words) in
        [(latin, "Line 3 is not in UTF-8"), (wide, "UTF-16"), (lost, "Line 3 contains the character")]
    {
        for dry_run in ["true", "false"] {
            let path = format!("{PROVIDERS}/import?format=csv&dry_run={dry_run}");
            let answer = admin.send(Method::POST, &path, bytes.clone()).await;
            assert_eq!(answer.status, 400, "{answer:?}");
            let detail = answer.body["detail"].as_str().unwrap();
            assert!(detail.contains(words) && detail.contains("CSV UTF-8"), "{detail}");
        }
    }
    assert_eq!(admin.get(PROVIDERS).await.body["count"], 3, "nothing was stored");
    assert_eq!(
        import(&admin, "format=csv", &format!("\u{feff}{sheet}")).await.body["added"],
        2,
        "the mark is skipped"
    );
}

#[tokio::test]
async fn a_name_that_looks_like_a_formula_survives_a_spreadsheet_and_is_none_there() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for name in ["=x", "'=x", "''=x", "+x", "-x", "@x", "'x", "'", "＝x", "=\"a\",b", "Élan", "'@SUM(1)"] {
        let added = admin.post(PROVIDERS, provider(json!({"name": name, "label": name}))).await;
        assert_eq!(added.status, 201, "{name}: {added:?}");
    }
    let before = admin.get(&format!("{PROVIDERS}?page_size=100")).await.body;
    let file = export(&admin, "csv").await;
    assert!(file.starts_with('\u{feff}'), "spreadsheets read it as UTF-8");
    let mut reader = csv::ReaderBuilder::new().from_reader(file.as_bytes());
    for record in reader.records() {
        for cell in record.unwrap().iter() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']), "{cell:?} would run");
        }
    }
    let answer = import(&admin, "format=csv", &file).await;
    assert_eq!((answer.status, &answer.body["added"]), (200, &json!(0)), "{answer:?}");
    assert_eq!(admin.get(&format!("{PROVIDERS}?page_size=100")).await.body, before);
}
