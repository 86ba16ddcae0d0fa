//! The map's words and the operator's tiles.

use wire::session::AppConfig;

use crate::ui::{MapWords, Tiles};
use crate::words;

/// The words of every map.
pub fn map_words() -> MapWords {
    let words = words::map();
    MapWords {
        zoom_in: words.zoom_in,
        zoom_out: words.zoom_out,
        show_all: words.show_all,
        failed: words.failed,
    }
}

/// The configured tiles; none by default, so that no third party is called.
pub fn tiles(config: &AppConfig) -> Option<Tiles> {
    let address = config.map_tiles.clone()?;
    Some(Tiles { address, attribution: config.map_attribution.clone().unwrap_or_default() })
}
