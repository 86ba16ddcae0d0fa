//! One page of a list, in the form of the assistance API: `{"count","next","previous","results"}`.

use crate::lenient::{Fields, Lenient, deserialize_leniently};
use serde::Serialize;
use serde_json::Value;

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// Total number of items.
    pub count: i64,
    /// URL of the next page; null on the last page.
    pub next: Option<String>,
    /// URL of the previous page; null on the first page.
    pub previous: Option<String>,
    /// The items of this page.
    pub results: Vec<T>,
}

impl<T: Lenient> Lenient for Page<T> {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            count: fields.take("count"),
            next: fields.take("next"),
            previous: fields.take("previous"),
            results: fields.take("results"),
        })
    }
}

deserialize_leniently!(Page<T>);
