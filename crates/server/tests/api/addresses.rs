//! Homes of residents: entered by staff or by the residents, shown to controllers, and used for a press without a location.

use serde_json::{Value, json};
use wiremock::matchers::{path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::TestServer;
use crate::support::callout::{act, pressed, read, told};

const SITE: &str = "/api/v2/site/5/address";

fn site() -> Value {
    json!({"street": "33 Acacia Avenue", "town": "Sandton", "region": "Gauteng", "postcode": "2090", "country": "South Africa",
        "uprn": "100023336956", "lat": -26.109, "lon": 28.083})
}

async fn resident_id(server: &TestServer) -> i64 {
    server.as_resident().await.get("/api/customer").await.body["id"].as_i64().unwrap()
}

#[tokio::test]
async fn an_admin_writes_a_sites_address_and_an_officer_a_residents_flat() {
    let server = TestServer::start().await;
    let (admin, officer) = (server.as_admin().await, server.as_officer().await);
    let answer = admin.put(SITE, site()).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!((&answer.body["address"]["postcode"], &answer.body["lat"]), (&json!("2090"), &json!(-26.109)));
    let found = admin.get("/api/v2/site?search=gauteng").await.body;
    assert_eq!(found["results"][0]["id"], 5, "it is found by its address");
    let one = format!("/api/v2/resident/{}/address", resident_id(&server).await);
    let answer = officer.put(&one, json!({"flat": "4b", "uprn": "100023336957"})).await;
    assert_eq!((answer.status, &answer.body["address"]["flat"]), (200, &json!("4b")));
    let own = server.as_resident().await.get("/api/customer").await.body;
    let expected = json!({"flat": "4b", "street": "33 Acacia Avenue", "town": "Sandton", "region": "Gauteng", "postcode": "2090",
        "country": "South Africa", "uprn": "100023336957"});
    assert_eq!(own["address"], expected);
}

#[tokio::test]
async fn everything_wrong_is_told_at_its_own_field() {
    let server = TestServer::start().await;
    let body = json!({"street": 5.5, "postcode": "!", "uprn": "x", "lat": 200, "lon": ""});
    let answer = server.as_admin().await.put(SITE, body).await;
    let fields: Vec<_> = answer.body.as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        (answer.status, fields),
        (400, vec!["lat".to_owned(), "postcode".to_owned(), "uprn".to_owned()])
    );
    let half = server.as_admin().await.put(SITE, json!({"street": "x", "lat": 5})).await;
    assert_eq!((half.status, &half.body["lon"][0]), (400, &json!("Write both numbers, or neither.")));
}

#[tokio::test]
async fn a_resident_says_where_they_live_themselves() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let body =
        json!({"address": {"flat": " 7 ", "street": "1 Own Street", "town": "London", "postcode": "n19gu"}});
    let answer = resident.patch("/api/customer", body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let expected = json!({"flat": "7", "street": "1 Own Street", "town": "London", "postcode": "N1 9GU"});
    assert_eq!(answer.body["address"], expected);
    assert_eq!(resident.patch("/api/customer", json!({"name": "Rose"})).await.body["address"], expected);
    let wrong = resident.patch("/api/customer", json!({"address": {"postcode": "?"}})).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.message().contains("postcode"), "{wrong:?}");
}

#[tokio::test]
async fn at_home_the_address_is_the_homes_and_elsewhere_it_is_not() {
    let server = TestServer::start().await;
    assert_eq!(server.as_admin().await.put(SITE, site()).await.status, 200);
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    let at = read(&resident, id).await["location"].clone();
    assert_eq!(at["formattedAddress"], "33 Acacia Avenue, Sandton, Gauteng, 2090, South Africa");
    assert_eq!(
        (&at["region"], &at["city"], &at["country"]),
        (&json!("Gauteng"), &json!("Sandton"), &json!("South Africa"))
    );
    assert_eq!(at["description"], "The resident's home");
    server.clock.advance(10_000);
    let away = json!({"latitude": -26.13, "longitude": 28.083, "accuracy": 10});
    assert_eq!(resident.post(&format!("/api/callouts/{id}/location"), away).await.status, 200);
    let at = read(&resident, id).await["location"].clone();
    assert_eq!((&at["formattedAddress"], &at["city"]), (&Value::Null, &Value::Null));
    let desk = server.as_controller().await.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(desk["home"]["line"], "33 Acacia Avenue, Sandton, Gauteng, 2090, South Africa");
    assert_eq!(desk["home"]["notMeasured"], false);
}

#[tokio::test]
async fn a_press_without_a_location_rings_by_the_home_until_one_is_measured() {
    let server = TestServer::start().await;
    assert_eq!(server.as_admin().await.put(SITE, site()).await.status, 200);
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let answer = resident.post("/api/callouts", json!({})).await;
    let id = answer.body["id"].as_i64().unwrap();
    let callout = read(&resident, id).await;
    assert_eq!((&callout["location"], &callout["locations"]), (&Value::Null, &Value::Null));
    assert!(!callout["calloutResponderInRanges"].as_array().unwrap().is_empty());
    assert!(
        told(&callout).iter().any(|event| event.ends_with("the way leads to the resident's home.")),
        "{callout}"
    );
    let desk = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!((&desk["home"]["notMeasured"], &desk["home"]["latitude"]), (&json!(true), &json!(-26.109)));
    assert_eq!(desk["noCoverage"], false);
    let near = controller.get(&format!("/api/control/responders?callout={id}")).await.body;
    assert!(near[0]["distance"].as_i64().is_some_and(|metres| metres < 20_000), "{near}");
    assert_eq!(
        resident.post(&format!("/api/callouts/{id}/location"), crate::support::callout::here()).await.status,
        200
    );
    let desk = act(&controller, id, "acknowledge", json!({})).await;
    assert_eq!(desk["home"]["notMeasured"], false);
}

#[tokio::test]
async fn without_a_location_and_a_known_home_nobody_is_rung_and_the_desk_says_so() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = resident.post("/api/callouts", json!({})).await.body["id"].as_i64().unwrap();
    let desk = server.as_controller().await.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(desk["noCoverage"], true);
    assert_eq!((&desk["home"]["notMeasured"], &desk["home"]["latitude"]), (&json!(false), &Value::Null));
    assert_eq!(
        desk["home"]["line"], "33 Acacia Avenue, Wynberg, Sandton, 2090",
        "the line of before still serves"
    );
}

async fn nominatim() -> MockServer {
    let endpoint = MockServer::start().await;
    let found = json!({"place_id": 7, "display_name": "12 High Street, Sandton, 2090, South Africa",
        "address": {"house_number": "12", "road": "High Street", "city": "Sandton", "state": "Gauteng", "country": "South Africa"}});
    Mock::given(path("/reverse"))
        .and(query_param("format", "jsonv2"))
        .respond_with(ResponseTemplate::new(200).set_body_json(found))
        .mount(&endpoint)
        .await;
    let home = json!([{"lat": "-26.11", "lon": "28.09"}]);
    Mock::given(path("/search"))
        .respond_with(ResponseTemplate::new(200).set_body_json(home))
        .mount(&endpoint)
        .await;
    endpoint
}

async fn geocoding(endpoint: &MockServer) -> TestServer {
    let url = endpoint.uri();
    TestServer::with(|config| config.geocoder_url = Some(url)).await
}

#[tokio::test]
async fn a_position_gets_its_street_address_and_another_one_only_after_moving_on() {
    let endpoint = nominatim().await;
    let server = geocoding(&endpoint).await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    for _ in 0..2 {
        server::geocoder::geocode(&server.state, id).await.unwrap();
    }
    let at = read(&resident, id).await["location"].clone();
    assert_eq!(at["formattedAddress"], "12 High Street, Sandton, 2090, South Africa");
    assert_eq!(
        (&at["city"], &at["region"], &at["placeId"]),
        (&json!("Sandton"), &json!("Gauteng"), &json!("7"))
    );
    assert_eq!(at["description"], Value::Null);
    let asked = endpoint.received_requests().await.unwrap();
    assert_eq!(asked.len(), 1);
    let query = asked[0].url.query().unwrap();
    assert!(query.contains("lat=-26.109054") && query.contains("lon=28.083"), "{query}");
    server.clock.advance(10_000);
    let on = json!({"latitude": -26.2, "longitude": 28.1, "accuracy": 10});
    assert_eq!(resident.post(&format!("/api/callouts/{id}/location"), on).await.status, 200);
    assert_ne!(read(&resident, id).await["location"]["formattedAddress"], at["formattedAddress"]);
    server::geocoder::geocode(&server.state, id).await.unwrap();
    assert_eq!(endpoint.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_geocoder_that_fails_delays_nothing_and_its_finds_are_erased_with_the_locations() {
    let broken = MockServer::start().await;
    let server = geocoding(&broken).await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    assert!(server::geocoder::geocode(&server.state, id).await.is_err());
    let endpoint = nominatim().await;
    let server = geocoding(&endpoint).await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    server::geocoder::geocode(&server.state, id).await.unwrap();
    act(&server.as_controller().await, id, "close", json!({})).await;
    server.clock.advance(8 * 24 * 3_600_000);
    server::jobs::retention::delete_old_locations(server.state.context.clone()).await.unwrap();
    assert!(!server.stores("12 High Street").await);
}

#[tokio::test]
async fn an_address_without_a_place_is_looked_up() {
    let endpoint = nominatim().await;
    let server = geocoding(&endpoint).await;
    let body = json!({"street": "33 Acacia Avenue", "town": "Sandton"});
    let answer = server.as_admin().await.put(SITE, body).await;
    assert_eq!((&answer.body["lat"], &answer.body["lon"]), (&json!(-26.11), &json!(28.09)));
}
