//! The app's files: from a folder that the operator chose, or embedded in the binary.

use std::path::PathBuf;

use web::static_files::Source;

/// The files of the folder if there is one, otherwise the embedded ones.
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
            reader.read_to_end(&mut plain).expect("BUG: the build embedded invalid brotli data");
            File::new(asset.route, plain.into(), Some(stored))
        } else {
            File::new(asset.route, stored, None)
        };
        Some((asset.route.to_owned(), file))
    });
    Source::Embedded(Arc::new(files.collect()))
}
