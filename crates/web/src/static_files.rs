//! The app's files: embedded in the binary, or read from a folder during development.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header::{HeaderMap, HeaderValue};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// One file of the app.
#[derive(Clone, Debug)]
pub struct File {
    /// Its bytes.
    pub plain: Bytes,
    /// The bytes compressed with brotli at build time, if available.
    pub brotli: Option<Bytes>,
    /// The hash of the bytes, in quotes.
    pub etag: String,
    /// Derived from the file name.
    pub content_type: &'static str,
}

impl File {
    /// Creates a file from its bytes.
    pub fn new(name: &str, plain: Bytes, brotli: Option<Bytes>) -> Self {
        let hash = Sha256::digest(&plain);
        let etag: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { plain, brotli, etag: format!("\"{etag}\""), content_type: content_type(name) }
    }

    /// Whether it is an HTML page, which gets a content security policy.
    pub fn is_page(&self) -> bool {
        self.content_type.starts_with("text/html")
    }
}

/// The source of the app's files.
#[derive(Clone, Debug, Default)]
pub enum Source {
    /// No app: the server offers only the API.
    #[default]
    Nowhere,
    /// Read on every request, so that a new build is visible at once.
    Folder(PathBuf),
    /// Embedded in the binary, by path.
    Embedded(Arc<HashMap<String, File>>),
}

impl Source {
    /// The file for a URL path; a folder's file is its `index.html`.
    pub async fn read(&self, path: &str) -> Option<File> {
        let path = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        match self {
            Self::Nowhere => None,
            Self::Embedded(files) => files.get(&path).cloned(),
            Self::Folder(folder) => {
                let relative = Path::new(path.trim_start_matches('/'));
                if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
                    return None;
                }
                let bytes = tokio::fs::read(folder.join(relative)).await.ok()?;
                Some(File::new(&path, bytes.into(), None))
            }
        }
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A file with its headers, or 304 if the browser has this version.
pub fn answer(file: &File, headers: &HeaderMap, policy: Option<String>) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known
        .is_some_and(|known| known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == file.etag));
    let mut answer = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { body(file, headers) };
    let out = answer.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&file.etag) {
        out.insert(header::ETAG, etag);
    }
    if let Some(Ok(policy)) = policy.map(|policy| HeaderValue::from_str(&policy)) {
        out.insert(header::CONTENT_SECURITY_POLICY, policy);
        out.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        out.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
        out.insert("permissions-policy", HeaderValue::from_static(PERMISSIONS));
    }
    answer
}

/// Browser features that the app uses, allowed for its own origin only; the others are off.
pub const PERMISSIONS: &str =
    "geolocation=(self), screen-wake-lock=(self), camera=(), microphone=(), payment=(), usb=()";

fn body(file: &File, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let takes_brotli = accepted.is_some_and(|accepted| {
        accepted.split(',').any(|part| part.split(';').next().is_some_and(|name| name.trim() == "br"))
    });
    let content_type = (header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    match &file.brotli {
        Some(brotli) if takes_brotli => {
            let encoding = (header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            let vary = (header::VARY, HeaderValue::from_static("accept-encoding"));
            ([content_type, encoding, vary], brotli.clone()).into_response()
        }
        _ => ([content_type], file.plain.clone()).into_response(),
    }
}
