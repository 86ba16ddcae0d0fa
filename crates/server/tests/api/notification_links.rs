//! Links of notifications and their messages: to a page that the reader may open, or none.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};

use crate::support::TestServer;
use crate::support::notification::{complaints, list, one, screen, sent};

const RESIDENT: &str = "resident@demo.example";

/// The link in the message of a notification.
async fn message_link(server: &TestServer, notification_id: &str) -> String {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let row = database::entity::message::Entity::find()
        .filter(database::entity::message::Column::NotificationId.eq(notification_id))
        .one(&*server.state.db)
        .await
        .unwrap()
        .unwrap();
    let content: Value = serde_json::from_str(&row.content.unwrap()).unwrap();
    content["link"].as_str().unwrap().to_owned()
}

async fn template(server: &TestServer) -> String {
    let body = json!({"type": "email", "name": "News", "subject": "News", "body": "((link))"});
    let made = server.as_admin().await.post("/api/templates", body).await;
    made.body["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn without_anything_to_open_there_is_no_link_but_the_way_to_who_keeps_it() {
    let server = TestServer::start().await;
    let income = server.service(INCOME_KEY);
    for kind in ["FailedDirectDebits", "Estimates", "SuspenseAccount", "CourtAction", "AddNewProperty"] {
        sent(&income, screen(json!({"targetType": kind, "targetId": "nowhere"}))).await;
    }
    for item in list(&server.as_finance().await, "").await {
        assert_eq!((item.get("followOnUrl"), item.get("record")), (None, None), "{item}");
        assert_eq!(item["service"], "Income Services");
        assert_eq!(item["serviceContact"], "020 7946 0000, ask for Income Services");
    }
}

#[tokio::test]
async fn a_services_own_link_comes_before_that_of_every_service() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let id = |key: &str| key[key.len() - 73..key.len() - 37].to_owned();
    let path = "/api/follow-ons/FailedDirectDebits";
    let set = async |body: Value| admin.put(path, body).await;
    assert_eq!(set(json!({"template": "https://all.example/{targetId}"})).await.status, 200);
    let own = json!({"template": "https://income.example/{targetId}", "service": id(INCOME_KEY)});
    assert_eq!(set(own).await.body["isOwn"], true);
    let about = json!({"targetType": "FailedDirectDebits", "targetId": "a b", "requireAction": false});
    sent(&server.service(INCOME_KEY), screen(about.clone())).await;
    sent(&server.service(REPAIRS_KEY), screen(about)).await;
    let finance = server.as_finance().await;
    let links: Vec<Value> = list(&finance, "").await.iter().map(|item| item["followOnUrl"].clone()).collect();
    assert_eq!(links, ["https://all.example/a%20b", "https://income.example/a%20b"]);

    let of_income = admin.get(&format!("/api/follow-ons?service={}", id(INCOME_KEY))).await.body;
    let of_repairs = admin.get(&format!("/api/follow-ons?service={}", id(REPAIRS_KEY))).await.body;
    let find = |list: &Value| {
        let mut all = list.as_array().unwrap().iter();
        all.find(|link| link["targetType"] == "FailedDirectDebits").unwrap().clone()
    };
    assert_eq!(find(&of_income)["isOwn"], true);
    assert_eq!(
        (&find(&of_repairs)["isOwn"], &find(&of_repairs)["template"]),
        (&json!(false), &json!("https://all.example/{targetId}")),
        "what holds for every service"
    );
    let strange =
        json!({"template": "https://x.example/", "service": "00000000-0000-7000-8000-00000000dead"});
    assert_eq!(complaints(&set(strange).await), ["service"]);
    assert_eq!(complaints(&set(json!({"template": "https://x.example/{id}"})).await), ["template"]);
    assert_eq!(admin.get("/api/follow-ons?service=nothing").await.status, 404);
}

#[tokio::test]
async fn nobody_is_led_to_the_pages_of_somebody_else() {
    let server =
        TestServer::with(|config| config.web.public_url = Some("https://alarm.example".to_owned())).await;
    let income = server.service(INCOME_KEY);
    let resident = server.as_resident().await;
    for (url, expected) in [
        ("/staff/governance", Value::Null),
        ("/staff/records/visit/1", json!("/records/visit/1")),
        ("https://alarm.example/staff/governance", Value::Null),
        ("https://alarm.example/drill", json!("/drill")),
        ("https://elsewhere.example/staff", json!("https://elsewhere.example/staff")),
    ] {
        let about = json!({"targetType": "NoAccess", "targetId": "v", "user": RESIDENT, "requireAction": false, "followOnUrl": url});
        let id = sent(&income, screen(about)).await;
        assert_eq!(one(&resident, &id).await["followOnUrl"], expected, "{url}");
    }
    let about = json!({"followOnUrl": "/records/estimate/7"});
    let id = sent(&income, screen(about)).await;
    assert_eq!(one(&server.as_finance().await, &id).await["followOnUrl"], "/staff/records/estimate/7");
}

#[tokio::test]
async fn a_message_leads_its_reader_to_the_notification_on_a_page_of_theirs() {
    let server =
        TestServer::with(|config| config.web.public_url = Some("https://alarm.example".to_owned())).await;
    let template = template(&server).await;
    let income = server.service(INCOME_KEY);
    let mail = |email: &str, fields: Value| {
        let mut body = json!({"notificationType": "Email", "targetId": "s-1", "targetType": "SatisfactionSurvey", "message": "How did we do?",
            "email": email, "templateId": template, "serviceKey": INCOME_KEY});
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let own = sent(&income, mail(RESIDENT, json!({}))).await;
    let officers = sent(&income, mail("officer@demo.example", json!({}))).await;
    let given = sent(&income, mail(RESIDENT, json!({"followOnUrl": "https://survey.example/1"}))).await;
    let staffs = sent(&income, mail(RESIDENT, json!({"followOnUrl": "/staff/governance"}))).await;
    let root = "https://alarm.example";
    for (id, expected) in [
        (&own, format!("{root}/notifications/{own}")),
        (&officers, format!("{root}/staff/tray/{officers}")),
        (&given, "https://survey.example/1".to_owned()),
        (&staffs, format!("{root}/notifications/{staffs}")),
    ] {
        assert_eq!(message_link(&server, id).await, expected);
    }
    assert_eq!(
        one(&server.as_resident().await, &own).await["id"],
        own.as_str(),
        "they find it behind the link"
    );
    assert_eq!(one(&server.as_officer().await, &officers).await["id"], officers.as_str());
}

#[tokio::test]
async fn a_text_leads_the_only_resident_with_that_number_to_the_notification() {
    let server = TestServer::start().await;
    let body = json!({"type": "sms", "name": "News", "body": "((link))"});
    let made = server.as_admin().await.post("/api/templates", body).await;
    let text = json!({"notificationType": "Text", "targetId": "s-1", "targetType": "SatisfactionSurvey", "message": "How did we do?",
        "mobileNumber": "07700 900201", "templateId": made.body["id"], "serviceKey": INCOME_KEY});
    server.run("UPDATE resident SET mobile = '+447700900201' WHERE email = 'resident@demo.example'").await;
    let id = sent(&server.service(INCOME_KEY), text).await;
    assert_eq!(message_link(&server, &id).await, format!("http://localhost:8080/notifications/{id}"));
    assert_eq!(one(&server.as_resident().await, &id).await["id"], id.as_str());
}

#[tokio::test]
async fn without_an_account_a_message_leads_to_a_signed_page_and_never_to_a_sign_in() {
    let server =
        TestServer::with(|config| config.web.public_url = Some("https://alarm.example".to_owned())).await;
    let template = template(&server).await;
    let income = server.service(INCOME_KEY);
    let post = async |fields: Value| {
        let mut body = json!({"notificationType": "Email", "targetId": "r-1", "targetType": "RequestActioned",
            "message": "Your <request> was actioned.", "email": "nobody@home.example", "templateId": template,
            "serviceKey": INCOME_KEY});
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        sent(&income, body).await
    };
    let id = post(json!({})).await;
    let link = message_link(&server, &id).await;
    let path = link.strip_prefix("https://alarm.example").unwrap().to_owned();
    assert!(path.starts_with("/read/"), "{path}");
    let anybody = server.anonymous();
    let page = anybody.get(&path).await;
    let html = String::from_utf8(page.bytes.to_vec()).unwrap();
    assert_eq!(page.status, 200, "{html}");
    assert!(html.contains("Your &lt;request&gt; was actioned.") && html.contains("020 7946 0000"), "{html}");
    for (given, expected) in [
        ("https://survey.example/1", "https://survey.example/1"),
        ("/d/abc?key=x", "https://alarm.example/d/abc?key=x"),
        ("/drill", "https://alarm.example/read/"),
        ("/staff/governance", "https://alarm.example/read/"),
    ] {
        let id = post(json!({"followOnUrl": given})).await;
        let link = message_link(&server, &id).await;
        assert!(link.starts_with(expected), "{given} leads to {link}");
    }
    // It stops working when it expires, when it was changed, and when the notification was withdrawn.
    let broken = anybody.get(&format!("{path}A")).await;
    let kind = broken.header("content-type").unwrap_or_default();
    assert_eq!((broken.status, kind), (404, "text/html; charset=utf-8"), "a page that browsers show");
    assert_eq!(income.delete(&format!("/api/notifications/{id}")).await.status, 204);
    assert_eq!(anybody.get(&path).await.status, 404);
    let other = message_link(&server, &post(json!({})).await).await;
    server.clock.advance(31 * 24 * 60 * 60 * 1000);
    assert_eq!(anybody.get(other.strip_prefix("https://alarm.example").unwrap()).await.status, 404);
}
