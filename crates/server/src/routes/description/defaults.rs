//! Removes the defaults that the derive reads from serde. They are the values used while parsing, not the meaning of an omitted
//! field: in a change, an omitted field stays unchanged.

use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, Schema};
use utoipa::openapi::{OpenApi, RefOr};

/// Removes them from every named schema.
pub(super) fn remove(api: &mut OpenApi) {
    for schema in api.components.iter_mut().flat_map(|components| components.schemas.values_mut()) {
        clear(schema);
    }
}

fn clear(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            object.default = None;
            object.properties.values_mut().for_each(clear);
            if let Some(AdditionalProperties::RefOr(values)) = object.additional_properties.as_deref_mut() {
                clear(values);
            }
        }
        Schema::Array(array) => {
            array.default = None;
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                clear(items);
            }
        }
        Schema::OneOf(forms) => {
            forms.default = None;
            forms.items.iter_mut().for_each(clear);
        }
        Schema::AllOf(parts) => {
            parts.default = None;
            parts.items.iter_mut().for_each(clear);
        }
        Schema::AnyOf(forms) => {
            forms.default = None;
            forms.items.iter_mut().for_each(clear);
        }
        _ => {}
    }
}
