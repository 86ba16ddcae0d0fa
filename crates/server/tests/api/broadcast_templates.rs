//! Messages to every resident of a site or tenure from the service's templates.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use server::demo::INCOME_KEY;

use crate::broadcasts::{messages, neighbour_without_account, out_of_service};
use crate::support::TestServer;
use crate::support::notification::{complaints, one, sent};
use crate::support::notify::{NO_TEMPLATE, OWN_EMAIL, deliver, listening};
use database::entity::message;

/// Channel, template and content of all messages of one notification.
async fn contents(server: &TestServer, id: &str) -> Vec<(String, Option<String>, Value)> {
    messages(server, id).await;
    let rows = message::Entity::find().filter(message::Column::NotificationId.eq(id));
    let rows = rows.order_by_asc(message::Column::Channel).all(&*server.state.db).await.unwrap();
    let content = |row: &message::Model| serde_json::from_str(row.content.as_deref().unwrap()).unwrap();
    rows.into_iter().map(|row| (row.channel.clone(), row.template_id.clone(), content(&row))).collect()
}

async fn template(server: &TestServer, kind: &str, body: &str) -> String {
    let subject = (kind != "sms").then_some("News for ((first name))");
    let new = json!({"type": kind, "name": body, "subject": subject, "body": body});
    let made = server.as_admin().await.post("/api/templates", new).await;
    assert_eq!(made.status, 201, "{made:?}");
    made.body["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_services_own_templates_are_filled_for_each_resident_and_plain_words_go_by_other_channels() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    neighbour_without_account(&server, "Ann", "", "07700 900123").await;
    let email = template(&server, "email", "Dear ((name)): ((message)) ((reason)) ((link))").await;
    let fields =
        json!({"siteId": 5, "templateId": email, "personalisationParams": {"reason": "A part is missing."}});
    let id = sent(&service, out_of_service(fields)).await;
    let all = contents(&server, &id).await;
    let emails: Vec<_> = all.iter().filter(|(channel, ..)| channel == "email").collect();
    assert_eq!(emails.len(), 2);
    assert!(emails.iter().all(|(_, template, _)| template.as_deref() == Some(email.as_str())));
    let values: Vec<_> = emails.iter().map(|(.., content)| &content["personalisation"]).collect();
    assert!(values.iter().any(|values| values["name"] == "Rose Adeyemi" && values["firstName"] == "Rose"));
    assert!(values.iter().all(|values| values["reason"] == "A part is missing."
        && values["message"] == "The lift is out of order until Friday."));
    // Ann has no account: she receives plain text, because no template for texts was named, and a link that opens without signing
    // in.
    let (_, template, content) = all.iter().find(|(channel, ..)| channel == "text").unwrap();
    assert_eq!(
        (template, &content["plain"]["body"]),
        (&None, &json!("The lift is out of order until Friday."))
    );
    assert!(content["link"].as_str().unwrap().contains("/read/"), "{content}");
    let client = listening(&server).await;
    deliver(&server, &client).await;
    let counted = one(&service, &id).await["reached"].clone();
    assert_eq!(
        counted[0],
        json!({"channel": "Email", "count": 2, "failed": 0}),
        "the service's key sends them"
    );
}

#[tokio::test]
async fn a_template_for_residents_is_checked_when_it_is_posted() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let email = template(&server, "email", "((reason))").await;
    let text = template(&server, "sms", "((message)) ((link))").await;
    let none = NO_TEMPLATE;
    for (fields, field) in [
        (json!({"templateId": email}), "personalisationParams.reason"),
        (json!({"templateId": none}), "templateId"),
        (json!({"emailTemplateId": text}), "emailTemplateId"),
        (json!({"smsTemplateId": none}), "smsTemplateId"),
    ] {
        let mut body = out_of_service(json!({"siteId": 5}));
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        assert_eq!(complaints(&service.post("/api/notifications", body).await), [field], "{fields}");
    }
    let sent_by_text = out_of_service(json!({"siteId": 5, "smsTemplateId": text}));
    assert_eq!(service.post("/api/notifications", sent_by_text).await.status, 201);
}

#[tokio::test]
async fn an_email_without_a_recipient_says_how_a_site_is_written_to() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let body = json!({"notificationType": "Email", "siteId": 5, "templateId": OWN_EMAIL, "serviceKey": INCOME_KEY,
        "targetType": "CommunalComponentOutOfService", "targetId": "lift-2"});
    let answer = service.post("/api/notifications", body).await;
    assert!(complaints(&answer).contains(&"email".to_owned()), "{answer:?}");
    let said = answer.body["errors"]["email"][0].as_str().unwrap();
    assert!(said.contains("send a Screen notification"), "{said}");
}
