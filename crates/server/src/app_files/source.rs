//! Where the app's files come from: the binary itself, or a folder while somebody works on them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use sha2::{Digest, Sha256};

/// One file of the app.
#[derive(Clone, Debug)]
pub struct File {
    /// Its bytes.
    pub plain: Bytes,
    /// Its bytes compressed by brotli, where that was done ahead.
    pub brotli: Option<Bytes>,
    /// Quoted, over the bytes.
    pub etag: String,
    /// By its name.
    pub content_type: &'static str,
}

impl File {
    /// A file from its bytes.
    pub fn new(name: &str, plain: Bytes, brotli: Option<Bytes>) -> Self {
        let hash = Sha256::digest(&plain);
        let etag: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { plain, brotli, etag: format!("\"{etag}\""), content_type: content_type(name) }
    }

    /// Whether it is a document, which gets a policy.
    pub fn is_page(&self) -> bool {
        self.content_type.starts_with("text/html")
    }
}

/// Where the app's files come from.
#[derive(Clone, Debug, Default)]
pub enum Source {
    /// There is no app: the API alone.
    #[default]
    Nowhere,
    /// Read anew at every request, so that a new build shows at once.
    Folder(PathBuf),
    /// In the binary, by path.
    Embedded(Arc<HashMap<String, File>>),
}

impl Source {
    /// The folder when one is given, else what the binary carries.
    pub fn choose(folder: Option<PathBuf>) -> Self {
        match folder {
            Some(folder) => Self::Folder(folder),
            None => embedded(),
        }
    }

    /// The file at this path of an address; a folder's is its `index.html`.
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

#[cfg(not(feature = "embed"))]
fn embedded() -> Source {
    Source::Nowhere
}

#[cfg(feature = "embed")]
fn embedded() -> Source {
    use memory_serve::Asset;
    use std::io::Read;

    let folders: &[(&str, &[Asset])] = include!(concat!(env!("OUT_DIR"), "/memory_serve_assets.rs"));
    let files = folders.iter().flat_map(|(_, assets)| assets.iter()).filter_map(|asset| {
        let stored = Bytes::from_static(asset.bytes?);
        let file = if asset.is_compressed {
            let mut plain = Vec::new();
            let reader = &mut brotli::Decompressor::new(&stored[..], 4096);
            reader.read_to_end(&mut plain).expect("BUG: the build stored broken brotli");
            File::new(asset.route, plain.into(), Some(stored))
        } else {
            File::new(asset.route, stored, None)
        };
        Some((asset.route.to_owned(), file))
    });
    Source::Embedded(Arc::new(files.collect()))
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
