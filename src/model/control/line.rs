//! Whether alarms can reach this page, by the age of the last event.

/// A stream without an event for this long is lost, in milliseconds. The server sends a heartbeat every four seconds.
pub const LOST_AFTER: i64 = 10_000;

/// The connection that brings alarms to this browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// It is being opened.
    #[default]
    Opening,
    Live,
    /// The server is unreachable or silent.
    Lost,
    /// The session has ended: no alarm arrives.
    SignedOut,
}

impl Line {
    /// The state of a stream whose last event, or opening, was at `heard_at`.
    pub fn judge(self, heard_at: i64, now: i64) -> Self {
        match self {
            Self::Opening | Self::Live if now - heard_at >= LOST_AFTER => Self::Lost,
            other => other,
        }
    }

    /// Whether no alarm arrives.
    pub fn is_deaf(self) -> bool {
        matches!(self, Self::Lost | Self::SignedOut)
    }

    /// Its word in messages between tabs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Live => "live",
            Self::Lost => "lost",
            Self::SignedOut => "signed-out",
        }
    }

    /// Parses the word of [`Self::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Opening, Self::Live, Self::Lost, Self::SignedOut]
            .into_iter()
            .find(|line| line.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_stream_is_lost_within_ten_seconds() {
        assert_eq!(Line::Live.judge(0, 9_999), Line::Live);
        assert_eq!(Line::Live.judge(0, 10_000), Line::Lost);
        assert_eq!(Line::Opening.judge(0, 10_000), Line::Lost, "a server that was never reached");
    }

    #[test]
    fn an_ended_session_stays_ended() {
        assert_eq!(Line::SignedOut.judge(0, 99_999), Line::SignedOut);
        assert!(Line::SignedOut.is_deaf() && Line::Lost.is_deaf() && !Line::Live.is_deaf());
    }

    #[test]
    fn every_line_word_parses_back() {
        for line in [Line::Opening, Line::Live, Line::Lost, Line::SignedOut] {
            assert_eq!(Line::parse(line.as_str()), Some(line));
        }
    }
}
