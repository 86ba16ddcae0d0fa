//! The simulator, over a real socket, advanced by the test.

use std::net::SocketAddr;

use serde_json::{Value, json};
use server::config::Simulator as Mode;
use server::jobs::simulator::Simulator;

use crate::support::callout::{act, pressed, read};
use crate::support::{Client, TestServer};

async fn listening(server: &TestServer) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = server::app(server.state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

fn metres(callout: &Value) -> i64 {
    callout["distance"]["distance"]["value"].as_i64().unwrap()
}

async fn run(server: &TestServer, simulator: &Simulator, seconds: i64) {
    server.clock.advance(seconds * 1000);
    simulator.step(seconds as f64).await.unwrap();
    server::dispatch::tick(&server.state).await.unwrap();
}

async fn run_until(server: &TestServer, simulator: &Simulator, reader: &Client, id: i64, status: &str) {
    for _ in 0..200 {
        if read(reader, id).await["status"] == status {
            return;
        }
        run(server, simulator, 5).await;
    }
    panic!("never {status}: {:#}", read(reader, id).await);
}

#[tokio::test]
async fn it_moves_what_was_dispatched_and_takes_no_steps() {
    let server = TestServer::with(|config| config.simulator = Mode::Move).await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let id = pressed(&resident, json!({})).await;
    run(&server, &simulator, 10).await;
    assert_eq!(read(&resident, id).await["acknowledged"], false);
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let mut left = metres(&read(&resident, id).await);
    for _ in 0..3 {
        run(&server, &simulator, 10).await;
        let now = metres(&read(&resident, id).await);
        assert!((left - now - 83).abs() <= 3, "10 s at 30 km/h: {left} then {now}");
        left = now;
    }
    // A new simulator continues from there, because its whole state is in the callout.
    drop(simulator);
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    run(&server, &simulator, 10).await;
    assert!((left - metres(&read(&resident, id).await) - 83).abs() <= 3);
    for _ in 0..30 {
        run(&server, &simulator, 10).await;
    }
    let there = read(&resident, id).await;
    assert_eq!((metres(&there), &there["status"]), (0, &json!("Responder Dispatched")));
}

#[tokio::test]
async fn it_leaves_a_vehicle_alone_that_reports_by_itself() {
    let server = TestServer::with(|config| config.simulator = Mode::Move).await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    server.clock.advance(1_000);
    let own = json!({"latitude": -26.112, "longitude": 28.084});
    assert_eq!(controller.post("/api/control/responders/8/position", own).await.status, 200);
    let left = metres(&read(&resident, id).await);
    run(&server, &simulator, 10).await;
    assert_eq!(metres(&read(&resident, id).await), left);
}

#[tokio::test]
async fn auto_takes_a_callout_from_created_to_closed_by_itself() {
    let server = TestServer::with(|config| config.simulator = Mode::Auto).await;
    let resident = server.as_resident().await;
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let id = pressed(&resident, json!({})).await;
    for status in ["Responder Dispatched", "Responder Arrived", "Responder Completed", "closed"] {
        run_until(&server, &simulator, &resident, id, status).await;
    }
    let closed = read(&resident, id).await;
    assert_eq!(closed["verifiedBy"], "simulator@tocsin.invalid");
    assert_eq!(closed["calloutincidentdetail"]["responderId"], 8);
    assert_eq!(closed["calloutincidentdetail"]["anyInjuries"], false);
}

#[tokio::test]
async fn the_switch_lets_one_callout_go_on_by_itself() {
    let server = TestServer::with(|config| config.simulator = Mode::Move).await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let waits = pressed(&server.as_neighbour().await, json!({"responseTypeId": 2})).await;
    let demo = pressed(&resident, json!({"responseTypeId": 3, "internalTest": true})).await;
    act(&controller, demo, "automatic", json!({"on": true})).await;
    run_until(&server, &simulator, &resident, demo, "closed").await;
    assert!(read(&resident, demo).await["calloutincidentdetail"]["responderId"].as_i64().unwrap() > 200);
    assert_eq!(read(&controller, waits).await["acknowledged"], false);
}

#[tokio::test]
async fn auto_rings_a_supplier_by_hand_when_nobody_is_in_range() {
    let server = TestServer::with(|config| {
        config.simulator = Mode::Auto;
        config.responder_range_km = 0;
    })
    .await;
    let resident = server.as_resident().await;
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let id = pressed(&resident, json!({"responseTypeId": 2})).await;
    run_until(&server, &simulator, &resident, id, "closed").await;
    let detail = &read(&resident, id).await["calloutincidentdetail"];
    assert_eq!((&detail["supplierId"], &detail["responderId"]), (&json!(46), &Value::Null));
}

/// A client under test and one of its users, in an installation; the demo's vehicles serve the organisation.
async fn tried_out(server: &TestServer) -> (Client, i64) {
    let client = server::demo::CLIENT_ID;
    server.run(&format!("UPDATE client SET request_type = 'INTEGRATION_TEST' WHERE id = '{client}'")).await;
    let body = json!({"email": "guid_1@company.example", "password": "long enough"});
    let made = server.server_token().await.post("/api/oauth/user", body.clone()).await;
    let answer = server.anonymous().post("/api/oauth/token", body).await;
    let user = server.anonymous().with_token(answer.body["accessToken"].as_str().unwrap());
    (user, made.body["customerId"].as_i64().unwrap())
}

/// An installation; the controller of the tests is on duty in it.
async fn installation() -> TestServer {
    TestServer::with(|config| {
        config.demo = false;
        config.simulator = Mode::Auto;
    })
    .await
}

async fn nobody_on_duty(server: &TestServer) {
    server.run("DELETE FROM controller_shift").await;
}

#[tokio::test]
async fn in_an_installation_an_integrators_test_goes_to_its_close_by_itself_and_nothing_else_moves() {
    let server = installation().await;
    nobody_on_duty(&server).await;
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let (user, _) = tried_out(&server).await;
    let real = pressed(&server.as_resident().await, json!({})).await;
    let demo =
        pressed(&server.as_neighbour().await, json!({"responseTypeId": 3, "internalTest": true})).await;
    let id = pressed(&user, json!({"calloutClassificationId": 2})).await;
    for status in ["Responder Dispatched", "Responder Arrived", "Responder Completed", "closed"] {
        run_until(&server, &simulator, &user, id, status).await;
    }
    let closed = read(&user, id).await;
    assert_eq!(closed["verifiedBy"], "sandbox@tocsin.invalid");
    assert!(closed["calloutincidentdetail"]["responderId"].as_i64().unwrap() > 200, "a demo vehicle came");
    let controller = server.as_controller().await;
    for untouched in [real, demo] {
        let callout = read(&controller, untouched).await;
        assert_eq!((&callout["acknowledged"], &callout["status"]), (&json!(false), &json!("created")));
    }
}

#[tokio::test]
async fn a_sandbox_without_a_location_comes_to_its_close_too() {
    let server = installation().await;
    nobody_on_duty(&server).await;
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let (user, resident) = tried_out(&server).await;
    let home = json!({"street": "12 Acacia Avenue", "town": "Sandton", "postcode": "2090", "lat": -26.1033, "lon": 28.0862});
    let address = format!("/api/v2/resident/{resident}/address");
    assert_eq!(server.as_admin().await.put(&address, home).await.status, 200);
    let press = json!({"calloutClassificationId": 2, "customer": {"name": "Gus"}});
    let id = user.post("/api/callouts", press).await.body["id"].as_i64().unwrap();
    run_until(&server, &simulator, &user, id, "closed").await;
}

#[tokio::test]
async fn while_a_controller_is_on_duty_a_sandbox_leaves_the_steps_to_them() {
    let server = installation().await;
    let simulator = Simulator::new(server.state.context.clone(), listening(&server).await).await.unwrap();
    let (user, _) = tried_out(&server).await;
    let id = pressed(&user, json!({"calloutClassificationId": 2})).await;
    for _ in 0..6 {
        run(&server, &simulator, 5).await;
    }
    let controller = server.as_controller().await;
    assert_eq!(read(&controller, id).await["acknowledged"], false);
    act(&controller, id, "acknowledge", json!({})).await;
    act(&controller, id, "verify", json!({})).await;
    run_until(&server, &simulator, &user, id, "Responder Dispatched").await;
    for _ in 0..12 {
        run(&server, &simulator, 10).await;
    }
    let callout = read(&user, id).await;
    assert_eq!(callout["status"], "Responder Dispatched", "the controller says that somebody arrived");
    assert_eq!(metres(&callout), 0, "the vehicle answered and came by itself");
}
