//! `GET /api/notifications`.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::notifications::{self, Audience, ServerNotification};
use wire::target_type::TargetType;
use wire::time::Timestamp;

use crate::support::notification::{act, assert_problem, complaints, ids, list, one, screen, sent, unread};
use crate::support::{Client, NOON, TestServer};

async fn several(server: &TestServer) -> Vec<String> {
    let service = server.service(INCOME_KEY);
    let mut all = Vec::new();
    for fields in [
        json!({"targetId": "a", "message": "The lift of Acacia Avenue"}),
        json!({"targetId": "b", "targetType": "CourtAction", "requireAction": false, "message": "Hearing of Ms Ñandú"}),
        json!({"targetId": "c", "targetType": "CourtAction", "user": "finance@demo.example", "message": "Hearing in May"}),
        json!({"targetId": "a", "targetType": "LegalDisrepair", "siteId": 5, "message": "Damp at 33 Acacia Avenue"}),
    ] {
        all.push(sent(&service, screen(fields)).await);
    }
    all
}

#[tokio::test]
async fn each_filter_takes_what_it_names_the_newest_first() {
    let server = TestServer::start().await;
    let all = several(&server).await;
    let finance = server.as_finance().await;
    act(&finance, &all[2], "Approved").await;
    let expect = async |query: &str, wanted: &[usize]| {
        let wanted: Vec<String> = wanted.iter().map(|index| all[*index].clone()).collect();
        assert_eq!(ids(&finance, query).await, wanted, "{query}");
    };
    expect("", &[3, 2, 1, 0]).await;
    expect("?notificationType=Screen", &[3, 2, 1, 0]).await;
    expect("?notificationType=Email", &[]).await;
    expect("?notificationType=[Screen,%20Email,%20Text]", &[3, 2, 1, 0]).await;
    expect("?notificationType=%5BScreen%2C%20Email%5D", &[3, 2, 1, 0]).await;
    expect("?notificationType=Email&notificationType=Screen", &[3, 2, 1, 0]).await;
    expect("?notificationType[]=Email&notificationType[]=Text", &[]).await;
    expect("?targetId=a", &[3, 0]).await;
    expect("?targetType=CourtAction", &[2, 1]).await;
    expect("?targetType=Unheard", &[]).await;
    expect("?user=Finance@demo.example", &[2]).await;
    expect("?unread=true", &[3, 1, 0]).await;
    expect("?unread=false", &[2]).await;
    expect("?requireAction=true", &[3, 2, 0]).await;
    expect("?requireAction=False", &[1]).await;
    expect("?requireAction=true&decided=false", &[3, 0]).await;
    expect("?decided=true", &[2]).await;
    expect("?team=finance", &[3, 1, 0]).await;
    expect("?team=repairs-manager", &[3]).await;
    expect("?siteId=5", &[3]).await;
    expect("?q=hearing", &[2, 1]).await;
    expect("?q=acac", &[3, 0]).await;
    expect("?q=damp+acacia&team=finance&targetId=a", &[3]).await;
    expect("?q=court", &[2, 1]).await;
    expect("?q=hearing+OR+lift", &[]).await;
    expect("?q=%22%2A", &[]).await;
    expect("?targetId=a&targetType=Estimates&unread=true&unknown=x", &[0]).await;
    expect(&format!("?before={}&limit=2", all[3]), &[2, 1]).await;
    expect(&format!("?before={}&q=acacia", all[3]), &[0]).await;
    expect(&format!("?before={}&team=finance", all[3]), &[1, 0]).await;
}

#[tokio::test]
async fn the_counts_come_with_the_list_and_agree_with_the_session() {
    let server = TestServer::start().await;
    let all = several(&server).await;
    let finance = server.as_finance().await;
    act(&finance, &all[0], "IsRead").await;
    let answer = finance.get("/api/notifications?targetType=CourtAction&limit=1").await;
    assert_eq!((answer.header("x-total-count"), answer.header("x-unread-count")), (Some("2"), Some("3")));
    assert_eq!(answer.body.as_array().unwrap().len(), 1);
    assert_eq!(unread(&finance).await, 3);
    let nobody = server.as_officer().await.get("/api/notifications").await;
    assert_eq!((nobody.header("x-total-count"), nobody.header("x-unread-count")), (Some("0"), Some("0")));
}

#[tokio::test]
async fn an_unchanged_list_is_not_sent_again() {
    let server = TestServer::start().await;
    let all = several(&server).await;
    let finance = server.as_finance().await;
    let tag = finance.get("/api/notifications").await.header("etag").unwrap().to_owned();
    let again = finance.clone().with_header("if-none-match", &tag);
    let answer = again.get("/api/notifications").await;
    assert_eq!((answer.status, answer.bytes.len(), answer.header("x-unread-count")), (304, 0, Some("4")));
    act(&finance, &all[0], "IsRead").await;
    assert_eq!(again.get("/api/notifications").await.status, 200);
}

#[tokio::test]
async fn what_cannot_be_asked_is_told_at_once() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    let query = "?limit=201&unread=perhaps&notificationType=Pigeon&scope=moon&siteId=x";
    let answer = finance.get(&format!("/api/notifications{query}")).await;
    assert_eq!(complaints(&answer), ["limit", "notificationType", "scope", "siteId", "unread"]);
    assert_eq!(complaints(&finance.get("/api/notifications?before=nothing").await), ["before"]);
    assert_problem(&server.anonymous().get("/api/notifications").await, 401);
}

#[tokio::test]
async fn everybody_sees_their_own_and_managers_all_when_they_ask() {
    let server = TestServer::start().await;
    let all = several(&server).await;
    sent(&server.service(REPAIRS_KEY), screen(json!({"targetType": "WorkOrderVariation"}))).await;
    for other in [server.as_officer().await, server.as_resident().await, server.as_controller().await] {
        assert!(list(&other, "").await.is_empty());
        assert_problem(&other.get("/api/notifications?scope=all").await, 403);
        assert_problem(&other.get(&format!("/api/notifications/{}", all[0])).await, 404);
    }
    for looks in [server.as_manager().await, server.as_admin().await] {
        assert!(list(&looks, "").await.is_empty());
        assert_eq!(list(&looks, "?scope=all").await.len(), 5);
        assert_eq!(list(&looks, "?scope=all&targetType=CourtAction&limit=1").await.len(), 1);
        assert_eq!(list(&looks, "?scope=all&unread=true").await.len(), 0);
        assert_eq!(list(&looks, "?scope=all&q=hearing").await.len(), 2);
        assert_eq!(list(&looks, "?scope=all&team=finance").await.len(), 3);
    }
    assert!(list(&server.as_stranger().await, "").await.is_empty());
    assert_eq!(ids(&server.service(INCOME_KEY), "?targetId=a").await.len(), 2);
    assert_eq!(list(&server.service(REPAIRS_KEY), "").await.len(), 1);
    assert!(list(&server.server_token().await, "").await.is_empty(), "another program sent none of them");
    assert_problem(&server.service(REPAIRS_KEY).get(&format!("/api/notifications/{}", all[0])).await, 404);
}

async fn links(by: &Client, query: &str) -> Vec<Value> {
    list(by, query).await.iter().map(|item| item["followOnUrl"].clone()).collect()
}

/// Callout 7, as the server notifies of it.
async fn raised_callout(server: &TestServer) {
    let audience = vec![Audience::Patch(5), Audience::ControlRoom(2)];
    let raise = ServerNotification::new(2, TargetType::CalloutRaised, "7", "Rose asks for help.", audience);
    let transaction = server.state.write().await.unwrap();
    notifications::raise(&*transaction, &server.state, raise).await.unwrap();
    transaction.commit().await.unwrap();
}

#[tokio::test]
async fn each_leads_on_as_the_sender_or_the_admin_or_the_catalogue_says() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let finance = server.as_finance().await;
    sent(&service, screen(json!({"targetId": "a b/c"}))).await;
    sent(&service, screen(json!({"followOnUrl": "https://income.example/x"}))).await;
    assert_eq!(links(&finance, "").await[1], Value::Null, "nobody keeps that record here");
    let record = json!({"title": "Estimates", "state": "open"});
    assert_eq!(service.put("/api/records/estimate/a%20b%2Fc", record).await.status, 200);
    assert_eq!(links(&finance, "").await, ["https://income.example/x", "/staff/records/estimate/a%20b%2Fc"]);
    let body = json!({"template": "https://ledger.example/{targetId}/open"});
    assert_eq!(server.as_admin().await.put("/api/follow-ons/Estimates", body).await.status, 200);
    assert_eq!(links(&finance, "").await[1], "https://ledger.example/a%20b%2Fc/open");
    raised_callout(&server).await;
    assert_eq!(links(&server.as_controller().await, "").await, ["/staff/control/7"]);
    assert_eq!(links(&server.as_officer().await, "").await, ["/staff/records/callout/7"]);
    sent(&service, screen(json!({"targetType": "NoAccess", "user": "resident@demo.example"}))).await;
    let resident = server.as_resident().await;
    assert_eq!(links(&resident, "").await, [Value::Null]);
    let record = json!({"title": "Gas check", "state": "nobody at home"});
    assert_eq!(service.put("/api/records/visit/estimate-7", record).await.status, 200);
    assert_eq!(links(&resident, "").await, ["/records/visit/estimate-7"]);
}

#[tokio::test]
async fn one_notification_has_a_tag_that_changes_with_it() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let finance = server.as_finance().await;
    let path = format!("/api/notifications/{id}");
    let tag = finance.get(&path).await.header("etag").unwrap().to_owned();
    assert_eq!(finance.clone().with_header("if-none-match", &tag).get(&path).await.status, 304);
    act(&finance, &id, "IsRead").await;
    assert_eq!(finance.clone().with_header("if-none-match", &tag).get(&path).await.status, 200);
    assert_eq!(one(&finance, &id).await["isReadStatus"], true);
}

#[tokio::test]
async fn a_list_is_narrowed_to_days_and_to_what_is_due() {
    let server = TestServer::start().await;
    let (service, finance) = (server.service(INCOME_KEY), server.as_finance().await);
    let at = |minutes: i64| String::from(Timestamp::from_millis(NOON + minutes * 60_000));
    let mut all = Vec::new();
    for due in [Some(3), None, Some(80)] {
        all.push(sent(&service, screen(json!({"dueAt": due.map(at)}))).await);
        server.clock.advance(2 * 60_000);
    }
    let expect = async |query: String, wanted: &[usize]| {
        let wanted: Vec<String> = wanted.iter().map(|index| all[*index].clone()).collect();
        assert_eq!(ids(&finance, &query).await, wanted, "{query}");
    };
    expect(format!("?createdFrom={}", at(1)), &[2, 1]).await;
    expect(format!("?createdBefore={}", at(2)), &[0]).await;
    expect(format!("?createdFrom={}&createdBefore={}", at(1), at(3)), &[1]).await;
    expect(format!("?dueBefore={}", at(24)), &[0]).await;
    expect(format!("?dueBefore={}&before={}", at(90), all[2]), &[0]).await;
    act(&finance, &all[0], "Approved").await;
    expect(format!("?dueBefore={}", at(90)), &[2]).await;
}
