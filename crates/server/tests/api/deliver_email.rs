//! Deliveries by e-mail: queued as messages, and ended by the status of the message.

use server::deliveries::new_delivery::{NewDelivery, Target};

use crate::support::TestServer;
use crate::support::delivery::{attempts, put_down, row, tick, webhook};
use crate::support::notify::{deliver, listening};

fn email(address: &str) -> NewDelivery {
    let target = Target::Email {
        name: "Duty manager".to_owned(),
        address: address.to_owned(),
        subject: "Rose asks for assistance".to_owned(),
        body: "She lives in Acacia Avenue.".to_owned(),
    };
    NewDelivery { target, ..webhook("") }
}

#[tokio::test]
async fn an_email_is_delivered_when_the_sender_says_so_and_is_given_to_it_once() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let id = put_down(&server, email("duty@acme.example")).await;
    tick(&server).await;
    tick(&server).await;
    let given = row(&server, &id).await;
    assert_eq!(given.state, "waiting", "the sender has it, nobody else yet");
    assert_eq!(attempts(&server, &id).await.len(), 1);
    deliver(&server, &client).await;
    let ended = row(&server, &id).await;
    assert_eq!((ended.state.as_str(), ended.due_at), ("delivered", None));
    assert_eq!(ended.message_id, given.message_id);
}

#[tokio::test]
async fn an_email_that_does_not_arrive_is_dead() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let id = put_down(&server, email("perm-fail@simulator.notify")).await;
    tick(&server).await;
    deliver(&server, &client).await;
    assert_eq!(row(&server, &id).await.state, "dead");
}

#[tokio::test]
async fn an_email_of_which_nothing_is_heard_for_five_minutes_counts_as_not_arrived() {
    let server = TestServer::start().await;
    let id = put_down(&server, email("duty@acme.example")).await;
    tick(&server).await;
    server.clock.advance(299_999);
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "waiting");
    server.clock.advance(1);
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "dead");
    assert_eq!(attempts(&server, &id).await.len(), 1, "it is not given to the sender again");
}
