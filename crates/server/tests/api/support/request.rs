//! Shorthands for tests of assistance requests.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use wire::delivery::DeliveryState;

use super::{Client, TestServer};
use database::entity::delivery;

/// The path of the requests.
pub const REQUESTS: &str = "/api/v2/assistance-request";

/// Requests a provider, which must succeed.
pub async fn asked(resident: &Client, provider: i64) -> Value {
    let answer = resident.post(REQUESTS, json!({ "provider": provider })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body
}

/// The current request as this person sees it.
pub async fn read(client: &Client, request: &Value) -> Value {
    let answer = client.get(&format!("{REQUESTS}/{}", request["id"])).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// Answers a request as this person.
pub async fn answered(client: &Client, request: &Value, choice: &str) -> Value {
    let answer =
        client.post(&format!("{REQUESTS}/{}/answer", request["id"]), json!({ "answer": choice })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// Ends every pending delivery of this kind, as the worker would.
pub async fn end(server: &TestServer, kind: &str, end: DeliveryState) {
    let waiting = delivery::Entity::find()
        .filter(delivery::Column::State.eq("waiting"))
        .filter(delivery::Column::Kind.eq(kind))
        .order_by_asc(delivery::Column::Id)
        .all(&*server.state.db)
        .await
        .unwrap();
    for row in waiting {
        let transaction = server.state.write().await.unwrap();
        let mut changed = row.into_active_model();
        changed.state = Set(end.as_str().to_owned());
        changed.ended_at = Set(Some(server.state.now()));
        let row = changed.update(&*transaction).await.unwrap();
        let why = Some("No server was found under its name.");
        server::assistance::end_delivery(&server.state, &*transaction, &row, &end, why).await.unwrap();
        transaction.commit().await.unwrap();
    }
}

/// The deliveries of a request: provider, kind and status.
pub fn deliveries(request: &Value) -> Vec<(i64, String, String)> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = request["deliveries"].as_array().unwrap();
    let mut rows: Vec<_> = rows
        .iter()
        .map(|row| (row["provider"].as_i64().unwrap(), text(row, "kind"), text(row, "status")))
        .collect();
    rows.sort();
    rows
}
