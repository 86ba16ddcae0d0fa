//! JSON by the browser's own parser. serde_json's, and the tables with which it and the standard library read and write
//! fractions, would make the resident's first load a fifth heavier; its `Value` is only the shape in which `wire` reads.

use js_sys::{Array, JSON, Object, Reflect};
use serde::Serialize;
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast, JsValue};
use wire::lenient::Lenient;

/// Reads a text; `None` for what is no JSON, or no `T`.
pub fn read<T: Lenient>(text: &str) -> Option<T> {
    from_js(&JSON::parse(text).ok()?)
}

/// Reads what JavaScript has parsed already.
pub fn from_js<T: Lenient>(value: &JsValue) -> Option<T> {
    T::read(to_value(value))
}

/// Writes a value as text.
pub fn write(value: &impl Serialize) -> String {
    // Not `expect`, which would bring along all that tells of an error of serde_json.
    let Ok(value) = serde_json::to_value(value) else {
        unreachable!("BUG: a value that cannot be written as JSON")
    };
    JSON::stringify(&to_js(&value)).map(String::from).unwrap_or_default()
}

fn to_value(value: &JsValue) -> Value {
    // First, since a third of what is read says nothing, and each question to JavaScript costs.
    if value.is_null() || value.is_undefined() {
        return Value::Null;
    }
    if let Some(text) = value.as_string() {
        return Value::String(text);
    }
    if let Some(number) = value.as_f64() {
        return Value::Number(to_number(number));
    }
    if let Some(flag) = value.as_bool() {
        return Value::Bool(flag);
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        return Value::Array(list.iter().map(|item| to_value(&item)).collect());
    }
    match value.dyn_ref::<Object>() {
        Some(object) => Value::Object(fields(object)),
        None => Value::Null,
    }
}

fn fields(object: &Object) -> Map<String, Value> {
    let mut fields = Map::new();
    // One by one: collecting would bring a sorting algorithm along.
    for key in Object::keys(object).iter() {
        let value = Reflect::get(object, &key).unwrap_or_default();
        if let Some(name) = key.as_string() {
            fields.insert(name, to_value(&value));
        }
    }
    fields
}

/// JavaScript has one kind of number; whole ones are ids, counts and milliseconds.
fn to_number(number: f64) -> Number {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Number::from(number as i64);
    }
    Number::from_f64(number).unwrap_or_else(|| Number::from(0))
}

fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(flag) => JsValue::from_bool(*flag),
        Value::Number(number) => JsValue::from_f64(number.as_f64().unwrap_or_default()),
        Value::String(text) => JsValue::from_str(text),
        Value::Array(list) => list.iter().map(to_js).collect::<Array>().into(),
        Value::Object(fields) => object(fields),
    }
}

fn object(fields: &Map<String, Value>) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &to_js(value));
    }
    object.into()
}
