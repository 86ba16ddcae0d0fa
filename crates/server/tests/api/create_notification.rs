//! `POST /api/notifications`.

use axum::http::Method;
use serde_json::{Value, json};
use server::demo::{INCOME_KEY, SAMPLE_KEY};
use server::notifications::arrivals::arrive_due;
use wire::target_type::TargetType;

use crate::support::notification::{
    assert_problem, complaints, fixture, ids, list, one, screen, sent, unread,
};
use crate::support::notify::{FILE, OWN_EMAIL, OWN_TEXT, posted_text};
use crate::support::{NOON, TestServer};

const DAY: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn the_published_examples_are_taken() {
    let server = TestServer::start().await;
    let (service, finance) = (server.service(SAMPLE_KEY), server.as_finance().await);
    let answer = service.post("/api/notifications", fixture("create-screen")).await;
    assert_eq!(answer.status, 201);
    let id = answer.body.as_str().unwrap();
    assert_eq!(answer.header("location"), Some(format!("/api/notifications/{id}").as_str()));
    let stored = one(&finance, id).await;
    for (name, value) in fixture("create-screen").as_object().unwrap() {
        assert_eq!(&stored[name], value, "{name}");
    }
    assert_eq!(stored["createdBy"], "sample");
    assert_eq!((&stored["isReadStatus"], &stored["isRemovable"]), (&json!(false), &json!(false)));

    let id = sent(&service, fixture("create-letter")).await;
    let stored = one(&service, &id).await;
    assert_eq!(stored["serviceKey"], Value::Null, "a key is a secret");
    assert_eq!(stored["sentMessageDetails"][0]["channel"], "Letter");
    assert_eq!(stored["personalisationParams"]["addressLine3"], "SW1A 1AA");
}

#[tokio::test]
async fn a_program_with_a_server_token_needs_the_key_of_a_service() {
    let server = TestServer::start().await;
    let program = server.server_token().await;
    sent(&program, screen(json!({}))).await;
    let id = sent(&program, fixture("create-letter")).await;
    assert_eq!(one(&program, &id).await["service"], "sample");
    let mut body = fixture("create-letter");
    body.as_object_mut().unwrap().remove("serviceKey");
    assert_eq!(complaints(&program.post("/api/notifications", body.clone()).await), ["serviceKey"]);
    body["serviceKey"] = SAMPLE_KEY.replace("c6a75cc9", "c6a75cc8").into();
    assert_eq!(complaints(&program.post("/api/notifications", body).await), ["serviceKey"]);
}

#[tokio::test]
async fn who_may_not_send_is_refused() {
    let server = TestServer::start().await;
    let body = screen(json!({}));
    assert_problem(&server.anonymous().post("/api/notifications", body.clone()).await, 401);
    assert_problem(&server.service("x-y").post("/api/notifications", body.clone()).await, 401);
    let unknown = INCOME_KEY.replace("33333333-", "44444444-");
    assert_problem(&server.service(&unknown).post("/api/notifications", body.clone()).await, 401);
    for other in [
        server.as_resident().await,
        server.as_controller().await,
        server.signed_in("supporter@demo.example").await,
    ] {
        assert_problem(&other.post("/api/notifications", body.clone()).await, 403);
    }
    for staff in [server.as_officer().await, server.as_manager().await, server.as_admin().await] {
        let id = sent(&staff, body.clone()).await;
        assert!(ids(&server.as_finance().await, "").await.contains(&id));
    }
}

#[tokio::test]
async fn everything_wrong_is_told_at_once_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let program = server.server_token().await;
    let body =
        json!({"notificationType": "Screen", "targetType": "Luck", "user": "Olu", "requireLetter": "true"});
    let answer = program.post("/api/notifications", body).await;
    assert_eq!(
        complaints(&answer),
        ["addressLine1", "message", "serviceKey", "targetId", "targetType", "templateId", "user"]
    );
    for (body, field) in [
        (json!({"siteId": 6}), "siteId"),
        (json!({"siteId": 99}), "siteId"),
        (json!({"targetType": "VisitDue"}), "user"),
        (json!({"targetType": "CommunalComponentOutOfService"}), "siteId"),
        (json!({"service": "Nobody"}), "service"),
    ] {
        assert_eq!(complaints(&program.post("/api/notifications", screen(body)).await), [field]);
    }
    for body in ["", "{", "[]", "5"] {
        let answer = program.send("POST".parse().unwrap(), "/api/notifications", body.into()).await;
        assert_problem(&answer, 400);
    }
    assert!(list(&program, "").await.is_empty());
}

#[tokio::test]
async fn each_type_reaches_whom_the_catalogue_says() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let people = [
        ("officer", server.as_officer().await),
        ("resident", server.as_resident().await),
        ("stranger", server.as_stranger().await),
        ("manager", server.as_manager().await),
        ("admin", server.as_admin().await),
        ("controller", server.as_controller().await),
        ("finance", server.as_finance().await),
        ("repairs-manager", server.signed_in("repairs-manager@demo.example").await),
        ("rcc", server.signed_in("rcc-supervisor@demo.example").await),
    ];
    for (kind, reached) in [
        ("Estimates", &["finance"][..]),
        ("WorkOrderVariation", &["repairs-manager"]),
        ("HighCostAuthorisation", &["rcc"]),
        ("LegalDisrepair", &["finance", "repairs-manager"]),
        ("TenantDeath", &["officer"]),
        ("CommunalComponentOutOfService", &["resident"]),
    ] {
        let id = sent(&service, screen(json!({"targetType": kind, "siteId": 5}))).await;
        for (name, person) in &people {
            assert_eq!(ids(person, "").await.contains(&id), reached.contains(name), "{kind} with {name}");
        }
    }
}

#[tokio::test]
async fn what_the_server_raises_itself_cannot_be_posted_by_anybody() {
    let server = TestServer::start().await;
    let senders = [
        server.as_officer().await,
        server.as_manager().await,
        server.as_admin().await,
        server.user_token("officer@demo.example").await,
        server.service(INCOME_KEY),
        server.server_token().await,
    ];
    let kinds: Vec<_> = TargetType::ALL.iter().filter(|kind| kind.is_made_by_server()).collect();
    assert_eq!(kinds.len(), 7);
    for kind in kinds {
        for written in [kind.to_string(), format!("  {kind}\t"), kind.to_string().to_uppercase()] {
            for sender in &senders {
                let body = json!({"targetType": written, "siteId": 5, "user": "resident@demo.example",
                    "message": "Rose: I am safe now."});
                let answer = sender.post("/api/notifications", screen(body)).await;
                assert_eq!(complaints(&answer), ["targetType"], "{written:?}");
            }
        }
    }
    for person in ["resident@demo.example", "officer@demo.example", "controller@demo.example"] {
        assert!(ids(&server.signed_in(person).await, "").await.is_empty(), "{person}");
    }
}

#[tokio::test]
async fn a_named_person_is_told_and_nobody_else_is() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let id = sent(&service, screen(json!({"user": "Officer@demo.example"}))).await;
    assert_eq!(ids(&server.as_officer().await, "").await, [id.as_str()]);
    assert!(ids(&server.as_finance().await, "").await.is_empty());
    // In another organisation: it is sent to the type's own team, so that it is not lost.
    let id = sent(&service, screen(json!({"user": "stranger@demo.example"}))).await;
    assert!(ids(&server.as_stranger().await, "").await.is_empty());
    assert_eq!(ids(&server.as_finance().await, "").await, [id]);
}

#[tokio::test]
async fn what_an_officer_sends_by_e_mail_is_on_their_own_tray_read() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let body = json!({"notificationType": "Email", "email": "rose@home.example", "targetType": "RequestActioned",
        "targetId": "request-4", "emailTemplateId": OWN_EMAIL, "smsTemplateId": OWN_TEXT, "personalisationParams": {"firstName": "Rose"}, "requireSmsNotification": "True",
        "mobileNumber": "07700 900123"});
    let id = sent(&officer, body).await;
    let stored = one(&officer, &id).await;
    assert_eq!((&stored["isReadStatus"], &stored["mayDecide"]), (&json!(true), &json!(false)));
    let channels: Vec<_> =
        stored["sentMessageDetails"].as_array().unwrap().iter().map(|sent| sent["channel"].clone()).collect();
    assert_eq!(channels, ["Email", "Text"]);
    assert_eq!(unread(&officer).await, 0);
    assert!(ids(&server.as_resident().await, "").await.is_empty());
}

#[tokio::test]
async fn too_many_of_the_same_are_refused_with_the_time_to_wait() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let body = posted_text("07700 900123");
    for _ in 0..server.state.config.same_messages_an_hour {
        sent(&service, body.clone()).await;
    }
    let answer = service.post("/api/notifications", body).await;
    assert_problem(&answer, 429);
    assert!(answer.header("retry-after").is_some());
}

#[tokio::test]
async fn a_visit_is_told_of_the_day_before_with_two_texts() {
    let server = TestServer::start().await;
    let due = wire::time::Timestamp::from_millis(NOON + 3 * DAY).to_string();
    let body = json!({"targetType": "VisitDue", "user": "resident@demo.example", "message": "Olu visits you on Thursday at noon.",
        "dueAt": due, "requireAction": false,
        "personalisationParams": {"officerEmail": "officer@demo.example", "officerMessage": "Rose Adeyemi, 33 Acacia Avenue"}});
    sent(&server.service(INCOME_KEY), screen(body)).await;
    for (wait, there) in [(0, 0), (2 * DAY - 1, 0), (1, 1)] {
        server.clock.advance(wait);
        let (resident, officer) = (server.as_resident().await, server.as_officer().await);
        arrive_due(server.state.context.clone()).await.unwrap();
        assert_eq!(list(&resident, "").await.len(), there);
        assert_eq!(list(&officer, "").await.len(), there);
    }
    let (resident, officer) = (server.as_resident().await, server.as_officer().await);
    assert_eq!(list(&resident, "").await[0]["message"], "Olu visits you on Thursday at noon.");
    assert_eq!(list(&officer, "").await[0]["message"], "Rose Adeyemi, 33 Acacia Avenue");
    arrive_due(server.state.context.clone()).await.unwrap();
    assert_eq!(list(&resident, "").await.len(), 1);
}

#[tokio::test]
async fn who_joins_a_team_finds_what_waits_for_it() {
    let server = TestServer::start().await;
    let waiting = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let mut user =
        server::auth::account::find(&*server.state.db, "officer2@demo.example").await.unwrap().unwrap();
    user.team = Some("finance".into());
    let transaction = server.state.write().await.unwrap();
    for _ in 0..2 {
        server::notifications::join(&*transaction, &user, None).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let officer = server.signed_in("officer2@demo.example").await;
    assert_eq!(ids(&officer, "").await, [waiting]);
    assert_eq!(unread(&officer).await, 1);
}

#[tokio::test]
async fn only_documents_of_the_same_organisation_are_attached() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let bytes = b"%PDF-1.4 a plan".to_vec();
    let document = officer.send(Method::POST, "/api/documents?filename=plan.pdf", bytes).await;
    let own = document.body["id"].as_str().unwrap().to_owned();
    let with = |id: &str| {
        json!({"notificationType": "Email", "email": "r@demo.example", "templateId": FILE,
        "personalisationParams": {"name": "Rose", "urgent": "no"}, "attachments": [id]})
    };
    assert_eq!(
        complaints(&officer.post("/api/notifications", with("01890000-0000-7000-8000-000000000000")).await),
        ["attachments"]
    );
    sent(&officer, with(&own)).await;
}
