//! Channels on which a person prefers to be contacted.

use wire::preference::PreferredChannel;

/// Parses the stored channels.
pub(crate) fn read(stored: &str) -> Vec<PreferredChannel> {
    stored.split(',').filter_map(PreferredChannel::known).collect()
}
