//! The sender's statuses: which are the last word, and which mean that nothing arrived.

use crate::word::words;

words!(
    /// What became of a message, in the sender's words and one of ours.
    MessageStatus {
        /// Ours: it waits in the outbox.
        Queued = "queued",
        /// Ours: the sender refused it.
        Refused = "failed",
        /// The sender has it.
        Created = "created",
        /// It is on its way.
        Sending = "sending",
        /// A text on its way, the network has not said more.
        Pending = "pending",
        /// A text to another country, whose networks do not say more.
        Sent = "sent",
        /// It arrived.
        Delivered = "delivered",
        /// There is no such address or number.
        PermanentFailure = "permanent-failure",
        /// A full mailbox, a telephone that is off.
        TemporaryFailure = "temporary-failure",
        /// The sender could not hand it on.
        TechnicalFailure = "technical-failure",
        /// A letter that will be printed.
        Accepted = "accepted",
        /// A letter that was printed and posted.
        Received = "received",
        /// A letter that was stopped.
        Cancelled = "cancelled",
        /// A ready letter that is being looked at.
        PendingVirusCheck = "pending-virus-check",
        /// A ready letter that cannot be printed.
        ValidationFailed = "validation-failed",
        /// A ready letter that holds a virus.
        VirusScanFailed = "virus-scan-failed",
    }
);

impl MessageStatus {
    /// Whether nothing more will be heard.
    pub fn is_final(&self) -> bool {
        self.is_failure() || matches!(self, Self::Sent | Self::Delivered | Self::Received | Self::Cancelled)
    }

    /// Whether it did not arrive.
    pub fn is_failure(&self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::PermanentFailure
                | Self::TemporaryFailure
                | Self::TechnicalFailure
                | Self::ValidationFailed
                | Self::VirusScanFailed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_that_nobody_knows_is_waited_on() {
        assert!(!MessageStatus::from("held-at-customs".to_owned()).is_final());
        assert!(MessageStatus::from("delivered".to_owned()).is_final());
    }
}
