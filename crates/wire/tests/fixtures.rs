//! Every example body of the source is read and written again, value for value.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, from_value, to_value};
use wire::callout::Callout;
use wire::new_callout::NewCallout;
use wire::status::CalloutStatus;

macro_rules! fixture {
    ($name:literal) => {
        ($name, from_str::<Value>(include_str!(concat!("../fixtures/callouts/", $name, ".json"))).unwrap())
    };
}

fn round_trip<T: DeserializeOwned + Serialize>(name: &str, body: &Value) -> T {
    let read: T = from_value(body.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(&to_value(&read).expect("what was read can be written"), body, "{name}");
    read
}

#[test]
fn every_callout_is_read_and_written_losslessly() {
    use CalloutStatus::*;
    for ((name, body), status) in [
        (fixture!("created"), Created),
        (fixture!("dispatched-tech"), ResponderDispatched),
        (fixture!("dispatched-manual"), ResponderDispatched),
        (fixture!("arrived"), ResponderArrived),
        (fixture!("cancelled"), ResponderCancelled),
        (fixture!("completed"), ResponderCompleted),
        (fixture!("closed"), Closed),
    ] {
        let callout: Callout = round_trip(name, &body);
        assert_eq!(callout.status, status, "{name}");
    }
}

#[test]
fn the_request_is_read_and_written_losslessly() {
    let (name, body) = fixture!("create-request");
    let callout: NewCallout = round_trip(name, &body);
    let location = callout.callout_location.unwrap();
    assert!(location.is_coarse());
    assert_eq!(location.latitude.degrees(), -26.109054);
}

#[test]
fn events_are_read_and_written_losslessly() {
    let (name, body) = fixture!("events");
    let events: Vec<wire::event::CalloutEvent> = round_trip(name, &body["calloutEvents"]);
    assert_eq!(events.len(), 2);
    let mut callout = fixture!("arrived").1;
    callout["calloutEvents"] = body["calloutEvents"].clone();
    callout["route"] = serde_json::json!({"points": "_p~iF~ps|U_ulLnnqC"});
    let _: Callout = round_trip("arrived with events and route", &callout);
}

#[test]
fn what_a_newer_server_adds_blanks_nothing() {
    let mut body = fixture!("arrived").1;
    body["status"] = "Responder Refuelling".into();
    body["newField"] = serde_json::json!({"deep": [1, 2, 3]});
    body.as_object_mut().unwrap().remove("distance");
    let callout: Callout = from_value(body).unwrap();
    assert_eq!(callout.status.as_str(), "Responder Refuelling");
    assert_eq!(callout.customer.full_name(), "Testy McTestFace");
    assert_eq!(callout.distance, wire::measure::Distance::default());
}
