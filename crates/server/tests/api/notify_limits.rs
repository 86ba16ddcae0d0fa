//! Rate limits and daily limits of a service.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::demo::SAMPLE_TEST_KEY;

use crate::support::TestServer;
use crate::support::notify::{accepted, assert_refused, email_to, letter, live, text_to, with_key};
use database::entity::notify_service::{Column, Entity};

async fn set(server: &TestServer, column: Column, limit: i64) {
    Entity::update_many()
        .filter(Column::Name.eq("sample"))
        .col_expr(column, Expr::value(limit))
        .exec(&*server.state.db)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_bucket_of_requests_fills_up_evenly_for_each_kind_of_key() {
    let server = TestServer::start().await;
    set(&server, Column::RateLimit, 6).await;
    // A burst may use a third of a minute's requests, plus one.
    for _ in 0..3 {
        accepted(&live(&server), "email", email_to("rose@demo.example")).await;
    }
    let over = live(&server).post("/v2/notifications/email", email_to("rose@demo.example")).await;
    let message = "Exceeded rate limit for key type LIVE of 6 requests per 60 seconds";
    assert_refused(&over, 429, "RateLimitError", message);
    accepted(&with_key(&server, SAMPLE_TEST_KEY), "email", email_to("rose@demo.example")).await;
    server.clock.advance(9_999);
    let over = live(&server).post("/v2/notifications/sms", text_to("07700900123")).await;
    assert_refused(&over, 429, "RateLimitError", message);
    server.clock.advance(1);
    accepted(&live(&server), "sms", text_to("07700900123")).await;
}

#[tokio::test]
async fn a_request_that_is_refused_counts_as_well() {
    let server = TestServer::start().await;
    set(&server, Column::RateLimit, 3).await;
    for _ in 0..2 {
        assert_eq!(live(&server).post("/v2/notifications/email", email_to("nobody")).await.status, 400);
    }
    assert_eq!(live(&server).post("/v2/notifications/email", email_to("nobody")).await.status, 429);
}

#[tokio::test]
async fn a_day_has_its_number_of_each_channel() {
    let server = TestServer::start().await;
    for column in [Column::EmailLimit, Column::SmsLimit, Column::LetterLimit] {
        set(&server, column, 1).await;
    }
    for (kind, body) in
        [("email", email_to("rose@demo.example")), ("sms", text_to("07700900123")), ("letter", letter())]
    {
        accepted(&live(&server), kind, body.clone()).await;
        let over = live(&server).post(&format!("/v2/notifications/{kind}"), body).await;
        let message = format!("Exceeded send limits ({kind}: 1) for today");
        assert_refused(&over, 429, "TooManyRequestsError", &message);
    }
    server.clock.advance(12 * 60 * 60 * 1000);
    accepted(&live(&server), "email", email_to("rose@demo.example")).await;
}

#[tokio::test]
async fn what_a_test_key_sends_does_not_count_for_the_day() {
    let server = TestServer::start().await;
    set(&server, Column::EmailLimit, 1).await;
    for _ in 0..3 {
        accepted(&with_key(&server, SAMPLE_TEST_KEY), "email", email_to("rose@demo.example")).await;
    }
    accepted(&live(&server), "email", email_to("rose@demo.example")).await;
}
