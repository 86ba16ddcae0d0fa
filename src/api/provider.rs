//! Providers: who is notified when a resident asks for assistance, whom they cover, and their test results.

use wire::assistance::{
    Coverage, ImportOutcome, Organisation, OrganisationChange, Provider, ProviderDraft, ResidentGap,
    RotatedSecret, Site, Trials, Uncovered,
};
use wire::id::{NotifierId, OrganisationId, ProviderId};
use wire::page::Page;

use super::{ApiError, Polled, Request, api_url, fetch_json, get_json, poll, send, send_json};

const PROVIDERS: &str = "/v2/assistance-provider";

/// The URL of an export of every provider; `format` is `csv` or `json`.
pub fn export_address(format: &str) -> String {
    api_url(&format!("{PROVIDERS}/export?format={format}"))
}

/// `GET /api/v2/assistance-provider?health=true&…`: one page, by name.
pub async fn list_providers(query: &str, etag: Option<&str>) -> Result<Polled<Page<Provider>>, ApiError> {
    poll(Request::get(&api_url(&format!("{PROVIDERS}?health=true{query}"))), etag).await
}

/// `GET /api/v2/assistance-provider/{id}`.
pub async fn get_provider(id: ProviderId) -> Result<Provider, ApiError> {
    get_json(&one(id, "?health=true")).await
}

/// `POST /api/v2/assistance-provider`: the only response with the webhooks' secrets.
pub async fn create_provider(draft: &ProviderDraft) -> Result<Provider, ApiError> {
    send_json(Request::post(&api_url(PROVIDERS)), &draft.to_body()).await
}

/// `PUT /api/v2/assistance-provider/{id}`: returns the secrets of new webhooks only.
pub async fn replace_provider(id: ProviderId, draft: &ProviderDraft) -> Result<Provider, ApiError> {
    send_json(Request::put(&one(id, "")), &draft.to_body()).await
}

/// `DELETE /api/v2/assistance-provider/{id}`.
pub async fn delete_provider(id: ProviderId) -> Result<(), ApiError> {
    send(Request::delete(&one(id, ""))).await.map(drop)
}

/// `GET /api/v2/assistance-provider/{id}/uncovered`: residents whom deleting it would leave uncovered.
pub async fn get_uncovered(id: ProviderId) -> Result<Uncovered, ApiError> {
    get_json(&one(id, "/uncovered")).await
}

/// `POST /api/v2/assistance-provider/test`: notifies everybody in the draft once, saved or not.
pub async fn test_provider(id: Option<ProviderId>, draft: &ProviderDraft) -> Result<Trials, ApiError> {
    let mut body = draft.to_body();
    if let Some(id) = id {
        body["id"] = id.0.into();
    }
    send_json(Request::post(&api_url(&format!("{PROVIDERS}/test"))), &body).await
}

/// `POST /api/v2/webhook-notifiers/{id}/rotate`: a new secret, shown once.
pub async fn rotate_webhook_notifier(id: NotifierId) -> Result<RotatedSecret, ApiError> {
    fetch_json(Request::post(&api_url(&format!("/v2/webhook-notifiers/{id}/rotate")))).await
}

/// `POST /api/v2/assistance-provider/import`: a preview of the import, or its result.
pub async fn import_providers(format: &str, file: &[u8], dry_run: bool) -> Result<ImportOutcome, ApiError> {
    let path = format!("{PROVIDERS}/import?format={format}&dry_run={dry_run}");
    fetch_json(Request::post(&api_url(&path)).bytes(js_sys::Uint8Array::from(file).into())).await
}

/// `GET /api/v2/coverage?resident=|site=|customer=`.
pub async fn get_coverage(query: &str, etag: Option<&str>) -> Result<Polled<Coverage>, ApiError> {
    poll(Request::get(&api_url(&format!("/v2/coverage?{query}"))), etag).await
}

/// `GET /api/v2/coverage/gaps?gap=&page=`: residents with a gap in their cover.
pub async fn list_coverage_gaps(
    query: &str,
    etag: Option<&str>,
) -> Result<Polled<Page<ResidentGap>>, ApiError> {
    poll(Request::get(&api_url(&format!("/v2/coverage/gaps?{query}"))), etag).await
}

/// `GET /api/v2/site?search=`: the first page of sites that match every word.
pub async fn list_sites(search: &str) -> Result<Vec<Site>, ApiError> {
    let search = String::from(js_sys::encode_uri_component(search));
    let page: Page<Site> =
        get_json(&api_url(&format!("/v2/site?include=address_line&search={search}"))).await?;
    Ok(page.results)
}

/// `GET /api/v2/customer`: the organisation of the signed-in person.
pub async fn get_organisation(etag: Option<&str>) -> Result<Polled<Organisation>, ApiError> {
    match poll::<Page<Organisation>>(Request::get(&api_url("/v2/customer")), etag).await? {
        Polled::Unchanged => Ok(Polled::Unchanged),
        Polled::Changed(page, etag) => {
            let own = page.results.into_iter().next().ok_or(ApiError::Unreadable)?;
            Ok(Polled::Changed(own, etag))
        }
    }
}

/// `PATCH /api/v2/customer/{id}`.
pub async fn update_organisation(
    id: OrganisationId,
    change: &OrganisationChange,
) -> Result<Organisation, ApiError> {
    send_json(Request::patch(&api_url(&format!("/v2/customer/{id}"))), change).await
}

fn one(id: ProviderId, rest: &str) -> String {
    api_url(&format!("{PROVIDERS}/{id}{rest}"))
}
