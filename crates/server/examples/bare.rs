//! The reference of `script/bench`: an axum handler that does nothing, on the same machine in the same run. It listens on the
//! loopback port in its argument. `POST` reads the body and answers 201, `GET` answers 304.

use axum::{Router, body::Bytes, http::StatusCode, routing::get};

async fn not_modified() -> StatusCode {
    StatusCode::NOT_MODIFIED
}

async fn created(body: Bytes) -> (StatusCode, String) {
    (StatusCode::CREATED, format!("{{\"read\":{}}}", body.len()))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(0_u16);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, Router::new().route("/", get(not_modified).post(created))).await
}
