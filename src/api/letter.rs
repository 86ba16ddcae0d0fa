//! Letters that staff write.

use wire::letter::{Letter, NewLetter};

use super::{ApiError, Polled, Request, api_url, poll, send, send_json};

/// `GET /api/letters`: letters not sent yet, newest first.
pub async fn list_letters(etag: Option<&str>) -> Result<Polled<Vec<Letter>>, ApiError> {
    poll(Request::get(&api_url("/letters")), etag).await
}

/// `POST /api/letters`
pub async fn create_letter(new: &NewLetter) -> Result<Letter, ApiError> {
    send_json(Request::post(&api_url("/letters")), new).await
}

/// `PUT /api/letters/{id}`
pub async fn update_letter(id: &str, new: &NewLetter) -> Result<Letter, ApiError> {
    send_json(Request::put(&of(id)), new).await
}

/// `DELETE /api/letters/{id}`
pub async fn delete_letter(id: &str) -> Result<(), ApiError> {
    send(Request::delete(&of(id))).await.map(drop)
}

/// The URL of a letter's PDF: `GET /api/letters/{id}/pdf`.
pub fn letter_pdf_address(id: &str) -> String {
    format!("{}/pdf", of(id))
}

fn of(id: &str) -> String {
    api_url(&format!("/letters/{id}"))
}
