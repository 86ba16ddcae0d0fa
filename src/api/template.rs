//! Templates of e-mails, texts and letters.

use wire::carrier::Carriers;
use wire::sender::template::{Template, TemplateChange};

use super::{ApiError, Polled, Request, api_url, get_json, poll, send_json};

/// `GET /api/templates?type=&archived=`, by name.
pub async fn list_templates(query: &str, etag: Option<&str>) -> Result<Polled<Vec<Template>>, ApiError> {
    poll(Request::get(&api_url(&format!("/templates?{query}"))), etag).await
}

/// `GET /api/carriers`: which channels can send.
pub async fn list_carriers(etag: Option<&str>) -> Result<Polled<Carriers>, ApiError> {
    poll(Request::get(&api_url("/carriers")), etag).await
}

/// `GET /api/templates/{id}`
pub async fn get_template(id: &str) -> Result<Template, ApiError> {
    get_json(&api_url(&format!("/templates/{id}"))).await
}

/// `POST /api/templates`
pub async fn create_template(new: &TemplateChange) -> Result<Template, ApiError> {
    send_json(Request::post(&api_url("/templates")), new).await
}

/// `PATCH /api/templates/{id}`: omitted fields stay unchanged.
pub async fn update_template(id: &str, change: &TemplateChange) -> Result<Template, ApiError> {
    send_json(Request::patch(&api_url(&format!("/templates/{id}"))), change).await
}

/// `GET /api/templates/{id}/versions`, newest first.
pub async fn list_versions(id: &str, etag: Option<&str>) -> Result<Polled<Vec<Template>>, ApiError> {
    poll(Request::get(&api_url(&format!("/templates/{id}/versions"))), etag).await
}

/// The URL of a letter template as PDF: `GET /api/templates/{id}/letter?version=`.
pub fn template_letter_address(id: &str, version: i64) -> String {
    api_url(&format!("/templates/{id}/letter?version={version}"))
}
