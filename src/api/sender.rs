//! Residents and documents, for composing messages.

use wasm_bindgen::JsValue;
use wire::assistance::Resident;
use wire::lenient::{Fields, Lenient};
use wire::page::Page;

use super::{ApiError, Request, api_url, fetch_json, get_json};

/// `GET /api/v2/resident?search=`: the first page of residents that match every word.
pub async fn list_residents(search: &str) -> Result<Vec<Resident>, ApiError> {
    let search = String::from(js_sys::encode_uri_component(search));
    let page: Page<Resident> = get_json(&api_url(&format!("/v2/resident?search={search}"))).await?;
    Ok(page.results)
}

/// `POST /api/documents?filename=`: stores a file and returns the document's id.
pub async fn create_document(filename: &str, file: JsValue) -> Result<String, ApiError> {
    let filename = String::from(js_sys::encode_uri_component(filename));
    let request = Request::post(&api_url(&format!("/documents?filename={filename}"))).bytes(file);
    let UploadedDocument(id) = fetch_json(request).await?;
    Ok(id)
}

/// The field used of a new document.
struct UploadedDocument(String);

impl Lenient for UploadedDocument {
    fn read(value: serde_json::Value) -> Option<Self> {
        Some(Self(Fields::of(value)?.take("id")))
    }
}
