//! How somebody wants to be reached.

use wire::preference::PreferredChannel;

/// The channels that are stored as text.
pub(crate) fn read(stored: &str) -> Vec<PreferredChannel> {
    stored.split(',').filter_map(PreferredChannel::known).collect()
}
