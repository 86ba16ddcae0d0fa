//! Search by name, regardless of case, accents and Unicode composition, in every list.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::support::provider::{PROVIDERS, created, own_id};
use crate::support::{Client, TestServer, notification};
use database::entity::{resident, search_text, site, user};

/// Stored names, and what people type for them.
const NAMES: [(&str, &[&str]); 3] = [
    ("Élodie Nguyễn", &["Élodie", "élodie", "ÉLODIE", "E\u{301}lodie", "elodie", "ELODIE nguyen", "lodie"]),
    ("U\u{308}ber Łódź", &["Über", "über", "u\u{308}ber", "UBER", "łódź", "lodz"]),
    ("ŵyn Ørsted", &["ŵyn", "Ŵyn", "w\u{302}yn", "wyn", "ørsted", "ORSTED"]),
];

fn encoded(words: &str) -> String {
    serde_urlencoded::to_string([("x", words)]).unwrap()[2..].to_owned()
}

async fn found(by: &Client, path: &str, words: &str, field: &str) -> Vec<String> {
    let answer = by.get(&format!("{path}{}", encoded(words))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let rows = answer.body["results"].as_array().or(answer.body.as_array()).unwrap();
    rows.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
}

/// Gives this name to the resident's account, the resident and the site.
async fn rename(server: &TestServer, name: &str) {
    let transaction = server.state.write().await.unwrap();
    user::Entity::update_many()
        .filter(user::Column::Email.eq("resident@demo.example"))
        .col_expr(user::Column::Name, Expr::value(name))
        .exec(&*transaction)
        .await
        .unwrap();
    resident::Entity::update_many()
        .filter(resident::Column::Email.eq("resident@demo.example"))
        .col_expr(resident::Column::Name, Expr::value(name))
        .exec(&*transaction)
        .await
        .unwrap();
    site::Entity::update_many()
        .filter(site::Column::Id.eq(5))
        .col_expr(site::Column::Name, Expr::value(name))
        .exec(&*transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

#[tokio::test]
async fn a_name_with_accents_is_found_at_every_door_however_it_is_typed() {
    let server = TestServer::start().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let rose = own_id(&resident).await;
    for (name, typed) in NAMES {
        let mine = json!({"name": name, "label": name, "content_type": "resident", "object_id": rose});
        created(&admin, mine).await;
        rename(&server, name).await;
        for words in typed {
            for path in [
                "/api/users?q=",
                "/api/v2/resident?search=",
                "/api/v2/site?search=",
                "/api/v2/assistance-provider?search=",
            ] {
                let all = found(&admin, path, words, "name").await;
                assert!(all.iter().any(|one| one.starts_with(name)), "{path}{words}: {all:?}");
            }
            // By the name of whom it is for, and by its label on their own television.
            assert!(!found(&resident, &format!("{PROVIDERS}?search="), words, "label").await.is_empty());
        }
        assert!(found(&admin, "/api/users?q=", "zzz", "name").await.is_empty());
    }
}

#[tokio::test]
async fn a_resident_without_cover_is_found_by_a_name_with_accents() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let all = admin.get(PROVIDERS).await.body;
    for provider in all["results"].as_array().unwrap() {
        assert_eq!(admin.delete(&format!("{PROVIDERS}/{}", provider["id"])).await.status, 204);
    }
    for (name, typed) in NAMES {
        rename(&server, name).await;
        for words in typed {
            let page = admin.get(&format!("/api/v2/coverage/gaps?search={}", encoded(words))).await.body;
            assert_eq!(page["count"], 1, "{words}: {page}");
        }
    }
}

#[tokio::test]
async fn a_notifier_is_found_by_a_name_with_accents() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let notifiers = json!([{"name": "Zoë Ångström", "email": "zoe@acme.example"}]);
    created(&admin, json!({"email_notifiers": notifiers})).await;
    for words in ["zoë", "ZOE", "angstrom", "Zoe\u{308} A\u{30a}ngstro\u{308}m"] {
        let path = format!("{PROVIDERS}?search=");
        assert_eq!(found(&admin, &path, words, "label").await, ["Night Watch"], "{words}");
    }
}

#[tokio::test]
async fn notifications_are_found_with_and_without_accents() {
    let server = TestServer::start().await;
    let (officer, finance) = (server.as_officer().await, server.as_finance().await);
    for message in ["Élodie wartet", "E\u{301}lodie Nguyễn waits", "ŵyn waits"] {
        notification::sent(&officer, notification::screen(json!({"message": message}))).await;
    }
    for (words, count) in
        [("élodie", 2), ("ELODIE", 2), ("e\u{301}lod", 2), ("nguyen", 1), ("wyn", 1), ("ŴY", 1)]
    {
        let list = notification::list(&finance, &format!("?q={}", encoded(words))).await;
        assert_eq!(list.len(), count, "{words}");
    }
}

#[tokio::test]
async fn whatever_is_written_is_folded_when_it_is_committed_and_gone_when_it_is_deleted() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = created(&admin, json!({"name": "Größe", "label": "Über"})).await;
    let stored = async || {
        let texts = search_text::Entity::find()
            .filter(search_text::Column::Kind.eq("provider"))
            .filter(search_text::Column::RowId.eq(made["id"].to_string()));
        texts.one(&*server.state.db).await.unwrap()
    };
    let text = stored().await.unwrap();
    assert_eq!((text.words.as_str(), text.folded), ("grosse uber", true));
    let waiting = search_text::Entity::find().filter(search_text::Column::Folded.eq(false));
    assert_eq!(waiting.all(&*server.state.db).await.unwrap(), []);
    let sql = format!("DELETE FROM assistance_provider WHERE id = {}", made["id"]);
    server
        .state
        .db
        .execute_unprepared(&format!("DELETE FROM notifier WHERE provider_id = {}", made["id"]))
        .await
        .unwrap();
    server.state.db.execute_unprepared(&sql).await.unwrap();
    assert_eq!(stored().await, None);
}
