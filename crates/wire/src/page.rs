//! One page of a longer list, as the assistance API pages: `{"count","next","previous","results"}`.

use crate::lenient::{Fields, Lenient, deserialize_leniently};
use serde::Serialize;
use serde_json::Value;

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page<T> {
    /// How many there are on all pages.
    pub count: i64,
    /// Where the next page is; null on the last.
    pub next: Option<String>,
    /// Where the page before is; null on the first.
    pub previous: Option<String>,
    /// What is on this page.
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
