//! `/api/control/responders` and `/api/control/suppliers`.

use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::callout::{act, here, pressed, read};

#[tokio::test]
async fn for_a_callout_the_nearest_who_is_free_and_fit_comes_first() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    let list = controller.get(&format!("/api/control/responders?callout={id}")).await.body;
    let list = list.as_array().unwrap();
    assert_eq!(list[0]["id"], 8);
    assert_eq!(list[0]["supplierName"], "Wynberg Response");
    assert!(list[0]["distance"].as_i64().unwrap() > 400 && list[0]["durationText"].is_string());
    let order: Vec<_> = list.iter().map(|row| row["id"].as_i64().unwrap()).collect();
    assert_eq!(order.len(), 5, "the demo vehicles are not offered: {order:?}");
    assert!(order[..4].iter().all(|id| [8, 9, 10, 12].contains(id)), "{order:?}");
    let drill = json!({"responseTypeId": 3, "internalTest": true});
    let drill = pressed(&server.as_resident().await, drill).await;
    let offered = controller.get(&format!("/api/control/responders?callout={drill}")).await.body;
    let offered = offered.as_array().unwrap();
    assert!(offered.len() == 3 && offered.iter().all(|row| row["demo"] == true), "{offered:?}");
    let distances: Vec<_> = list[..4].iter().map(|row| row["distance"].as_i64().unwrap()).collect();
    assert!(distances.is_sorted());
    assert_eq!(controller.get("/api/control/responders").await.body.as_array().unwrap().len(), 8);
    assert_eq!(controller.get("/api/control/responders?callout=999").await.status, 404);
    assert_eq!(controller.get("/api/control/responders?callout=x").await.status, 400);
}

#[tokio::test]
async fn a_demo_vehicle_is_added_placed_and_removed() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let new = json!({"name": "Demo", "surname": "Four", "supplierId": 200, "demo": true, "position": here()});
    let made = controller.post("/api/control/responders", new).await;
    assert_eq!((made.status, &made.body["available"]), (201, &json!(true)));
    assert_eq!(made.body["responseTypeIds"], json!([1]));
    let path = format!("/api/control/responders/{}", made.body["id"]);
    let change = json!({"position": {"latitude": -26.12, "longitude": 28.09}, "vehicleColour": "Pink", "responseTypeIds": [2, 1]});
    let changed = controller.patch(&path, change).await;
    assert_eq!(changed.body["position"]["latitude"], -26.12);
    assert_eq!(
        (&changed.body["vehicleColour"], &changed.body["responseTypeIds"]),
        (&json!("Pink"), &json!([1, 2]))
    );
    assert_eq!(changed.body["name"], "Demo");
    assert_eq!(controller.delete(&path).await.status, 204);
    assert_eq!(controller.get(&path).await.status, 404);
    assert_eq!(controller.delete(&path).await.status, 404);
    for bad in [
        json!({"name": " ", "supplierId": 200}),
        json!({"name": "X", "supplierId": 999}),
        json!({"name": "X"}),
        json!({"name": "X", "supplierId": 200, "responseTypeIds": [9]}),
        json!({"name": "X", "supplierId": 200, "position": {"latitude": 91, "longitude": 0}}),
    ] {
        assert_eq!(controller.post("/api/control/responders", bad).await.status, 400);
    }
    assert_eq!(server.as_officer().await.post("/api/control/responders", json!({})).await.status, 403);
}

#[tokio::test]
async fn who_is_on_a_callout_cannot_be_removed() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    assert_eq!(controller.delete("/api/control/responders/8").await.status, 409);
    act(&controller, id, "close", json!({})).await;
    assert_eq!(controller.delete("/api/control/responders/8").await.status, 204);
    let detail = &read(&controller, id).await["calloutincidentdetail"];
    assert_eq!(detail["responder"]["deleted"], true, "old callouts still show them");
}

#[tokio::test]
async fn a_position_keeps_estimate_and_route_true() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let before = read(&resident, id).await;
    server.clock.advance(5_000);
    let nearer = json!({"latitude": -26.1100, "longitude": 28.0832});
    assert_eq!(controller.post("/api/control/responders/8/position", nearer).await.status, 200);
    let path = format!("/api/callouts/{id}?shouldIncludeRoute=true");
    let after = resident.get(&path).await.body;
    let metres = |callout: &Value| callout["distance"]["distance"]["value"].as_i64().unwrap();
    assert!(metres(&after) < metres(&before) && metres(&after) > 50);
    // A device without a route has reported its position: no route is made up for it.
    assert_eq!((&after["calloutResponseEta"], after.get("route")), (&json!([]), None));
    assert_eq!(after["calloutincidentdetail"]["responder"]["responderlocations"][0]["latitude"], "-26.11");

    // A late report with an earlier fix does not move the vehicle.
    let late = json!({"latitude": -26.2, "longitude": 28.1, "recordedAt": "2026-01-05T12:00:01Z"});
    assert_eq!(controller.post("/api/control/responders/8/position", late).await.status, 200);
    assert_eq!(metres(&resident.get(&path).await.body), metres(&after));

    // The values that the vehicle's own device reports are used.
    let known = json!({"latitude": -26.1095, "longitude": 28.0831, "route": "_p~iF~ps|U_ulLnnqC", "distance": 77, "duration": 33});
    assert_eq!(controller.post("/api/control/responders/8/position", known).await.status, 200);
    let known = resident.get(&path).await.body;
    assert_eq!((metres(&known), &known["route"]["points"]), (77, &json!("_p~iF~ps|U_ulLnnqC")));
    for bad in [
        json!({"latitude": 91, "longitude": 0}),
        json!({"latitude": 0, "longitude": 0, "route": "\u{1}"}),
        json!({}),
    ] {
        assert_eq!(controller.post("/api/control/responders/8/position", bad).await.status, 400);
    }
}

#[tokio::test]
async fn when_the_resident_moves_away_the_estimate_follows() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let tag = resident.get(&format!("/api/callouts/{id}")).await.header("etag").unwrap().to_owned();
    let known = resident.clone().with_header("if-none-match", &tag);
    let path = format!("/api/callouts/{id}/location?return=callout");
    let little = known.post(&path, json!({"latitude": -26.10915, "longitude": 28.083})).await;
    assert_eq!(little.body["callout"], Value::Null);
    let far = known.post(&path, json!({"latitude": -26.0800, "longitude": 28.083})).await;
    assert!(far.body["callout"]["distance"]["distance"]["value"].as_i64().unwrap() > 3000);
}

#[tokio::test]
async fn suppliers_are_added_changed_and_removed() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let new = json!({"name": "Beta", "contactNumber": "+27110000099", "responseTypeIds": [2]});
    let made = controller.post("/api/control/suppliers", new).await;
    assert_eq!(made.status, 201, "{made:?}");
    let path = format!("/api/control/suppliers/{}", made.body["id"]);
    let changed = controller.patch(&path, json!({"contactPerson": "Bea", "contactNumber": ""})).await;
    assert_eq!(
        (&changed.body["contactPerson"], &changed.body["contactNumber"]),
        (&json!("Bea"), &Value::Null)
    );
    assert_eq!(changed.body["available"], false);
    assert_eq!(controller.get("/api/control/suppliers").await.body.as_array().unwrap().len(), 5);
    assert_eq!(controller.delete(&path).await.status, 204);
    assert_eq!(controller.get(&path).await.status, 404);
    assert_eq!(controller.delete("/api/control/suppliers/109").await.status, 409, "responders drive for it");
    for bad in [
        json!({}),
        json!({"name": ""}),
        json!({"name": "X", "email": "nobody"}),
        json!({"name": "X", "contactNumber": "call"}),
        json!({"name": "X", "supplierLogoUrl": "javascript:alert(1)"}),
    ] {
        assert_eq!(controller.post("/api/control/suppliers", bad).await.status, 400);
    }
    assert_eq!(server.as_admin().await.post("/api/control/suppliers", json!({})).await.status, 403);
}
