//! The app's files: a folder of the operator's, or what the binary carries.

use std::path::PathBuf;

use web::static_files::Source;

/// The files of the folder when one is given, else what the binary carries.
pub(crate) fn choose(folder: Option<PathBuf>) -> Source {
    folder.map_or_else(embedded, Source::Folder)
}

#[cfg(not(feature = "embed"))]
pub(crate) fn embedded() -> Source {
    Source::Nowhere
}

#[cfg(feature = "embed")]
pub(crate) fn embedded() -> Source {
    use std::io::Read;
    use std::sync::Arc;

    use axum::body::Bytes;
    use memory_serve::Asset;
    use web::static_files::File;

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
