//! Responders and suppliers of the control room.

use wire::control::{
    ControlResponder, ControlSupplier, NewResponder, NewSupplier, ResponderChange, SupplierChange,
};
use wire::id::{CalloutId, ResponderId, SupplierId};

use super::{ApiError, Polled, Request, api_url, poll, send, send_json};

/// `GET /api/control/responders`; with a callout nearest first, with distance and duration.
pub async fn list_responders(
    callout: Option<CalloutId>,
    etag: Option<&str>,
) -> Result<Polled<Vec<ControlResponder>>, ApiError> {
    let path = match callout {
        Some(callout) => format!("/control/responders?callout={callout}"),
        None => "/control/responders".to_owned(),
    };
    poll(Request::get(&api_url(&path)), etag).await
}

/// `POST /api/control/responders`.
pub async fn create_responder(new: &NewResponder) -> Result<ControlResponder, ApiError> {
    send_json(Request::post(&api_url("/control/responders")), new).await
}

/// `PATCH /api/control/responders/{id}`.
pub async fn update_responder(
    id: ResponderId,
    change: &ResponderChange,
) -> Result<ControlResponder, ApiError> {
    send_json(Request::patch(&api_url(&format!("/control/responders/{id}"))), change).await
}

/// `DELETE /api/control/responders/{id}`.
pub async fn delete_responder(id: ResponderId) -> Result<(), ApiError> {
    delete(&format!("/control/responders/{id}")).await
}

/// `GET /api/control/suppliers`; with a callout only those that may be sent to it.
pub async fn list_suppliers(
    callout: Option<CalloutId>,
    etag: Option<&str>,
) -> Result<Polled<Vec<ControlSupplier>>, ApiError> {
    let query = callout.map(|id| format!("?callout={id}")).unwrap_or_default();
    poll(Request::get(&api_url(&format!("/control/suppliers{query}"))), etag).await
}

/// `POST /api/control/suppliers`.
pub async fn create_supplier(new: &NewSupplier) -> Result<ControlSupplier, ApiError> {
    send_json(Request::post(&api_url("/control/suppliers")), new).await
}

/// `PATCH /api/control/suppliers/{id}`.
pub async fn update_supplier(id: SupplierId, change: &SupplierChange) -> Result<ControlSupplier, ApiError> {
    send_json(Request::patch(&api_url(&format!("/control/suppliers/{id}"))), change).await
}

/// `DELETE /api/control/suppliers/{id}`.
pub async fn delete_supplier(id: SupplierId) -> Result<(), ApiError> {
    delete(&format!("/control/suppliers/{id}")).await
}

async fn delete(path: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(path))).await.map(drop)
}
