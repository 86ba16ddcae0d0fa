//! Tests of names, flags, lists and growing texts.

use super::*;
use proptest::prelude::*;
use serde_json::json;

fn fill(template: &str, values: &Map<String, Value>, lists: Lists) -> String {
    super::fill(template, values, lists, 10_000).unwrap()
}

fn values(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[test]
fn a_name_is_filled_however_it_is_written() {
    let values = values(json!({"First name": "Rose", "number": 5, "yes": true}));
    let text = "Dear ((first_name)), ((FirstName)): ((number)) ((yes)) (((number)))";
    assert_eq!(fill(text, &values, Lists::Bullets), "Dear Rose, Rose: 5 True (5)");
}

#[test]
fn conditional_words_stand_when_the_flag_says_yes() {
    for (flag, expected) in
        [(json!("yes"), "a late b"), (json!(true), "a late b"), (json!("no"), "a  b"), (json!(""), "a  b")]
    {
        let text = fill("a ((overdue??late)) b", &values(json!({"overdue": flag})), Lists::Bullets);
        assert_eq!(text, expected);
    }
}

#[test]
fn a_list_is_bullets_or_a_sentence() {
    let values = values(json!({"things": ["milk", " ", "bread", null, "tea"]}));
    assert_eq!(fill("Buy ((things))", &values, Lists::Bullets), "Buy \n\n* milk\n* bread\n* tea");
    assert_eq!(fill("Buy ((things))", &values, Lists::Sentence), "Buy milk, bread and tea");
}

#[test]
fn what_is_missing_is_named_once_and_in_order() {
    let given = values(json!({"b": "x", "n": null}));
    let names = missing(&["((a)) ((b)) ((A))", "((flag??(not a name))) ((c??d)) ((n))"], &given);
    assert_eq!(names, ["a", "c", "n"]);
}

#[test]
fn what_is_no_placeholder_stays() {
    for text in ["(name)", "((a)", "(())", "((a(b)))", "))((", "((é"] {
        assert_eq!(fill(text, &Map::new(), Lists::Bullets), text);
        assert!(names(&[text]).is_empty(), "{text}");
    }
}

#[test]
fn a_text_stops_growing_at_its_limit() {
    let given = values(json!({"v": "x".repeat(1_000), "list": vec!["y"; 1_000], "flag": true}));
    for template in ["((v))".repeat(100), "((list))".repeat(100), format!("((flag??{}))", "z".repeat(20_000))]
    {
        for lists in [Lists::Bullets, Lists::Sentence] {
            assert_eq!(super::fill(&template, &given, lists, 10_000), Err(TooLong));
        }
    }
    assert_eq!(super::fill("((v))", &given, Lists::Bullets, 1_000).unwrap().len(), 1_000);
    assert_eq!(super::fill("((v))", &given, Lists::Bullets, 999), Err(TooLong));
}

#[test]
fn many_names_and_many_values_are_matched_in_one_pass() {
    // Compared pair by pair, these would be 1.2 thousand million comparisons.
    let template: String = (0..4_000).map(|number| format!("((Name {number}))")).collect();
    let given: Map<_, _> = (0..300_000).map(|number| (format!("name_{number}"), json!("x"))).collect();
    assert!(missing(&[&template], &given).is_empty());
    assert_eq!(fill(&template, &given, Lists::Bullets), "x".repeat(4_000));
}

#[test]
fn a_value_without_words_is_read_once_however_often_it_stands() {
    let given = values(json!({"blank": vec![Value::Null; 1_000_000]}));
    // Rendered once per place, these would be eight thousand million items.
    let template = "((blank))((blank??x))".repeat(4_000);
    assert_eq!(fill(&template, &given, Lists::Bullets), "");
}

proptest! {
    #[test]
    fn without_values_every_text_stays_as_it_is(text in "[(){}?a-c é]{0,40}") {
        prop_assert_eq!(fill(&text, &Map::new(), Lists::Sentence), text);
    }

    #[test]
    fn with_all_values_nothing_is_missing(text in "[()?a-c ]{0,40}") {
        let values: Map<_, _> = names(&[&text]).into_iter().map(|name| (name, json!("x"))).collect();
        prop_assert!(missing(&[&text], &values).is_empty());
    }
}
