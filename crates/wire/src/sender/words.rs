//! GOV.UK Notify's statuses: which are final, and which are failures.

use crate::word::words;

words!(
    /// The status of a message: GOV.UK Notify's, and two of ours.
    MessageStatus {
        /// Ours: it waits in the outbox.
        Queued = "queued",
        /// Ours: GOV.UK Notify refused it.
        Refused = "failed",
        /// GOV.UK Notify has accepted it.
        Created = "created",
        /// It is being sent.
        Sending = "sending",
        /// A text that is being sent; the network has not reported yet.
        Pending = "pending",
        /// A text to another country, whose network does not report.
        Sent = "sent",
        Delivered = "delivered",
        /// The address or number does not exist.
        PermanentFailure = "permanent-failure",
        /// The mailbox is full, or the telephone is off.
        TemporaryFailure = "temporary-failure",
        /// GOV.UK Notify could not pass it to the provider.
        TechnicalFailure = "technical-failure",
        /// A letter that will be printed.
        Accepted = "accepted",
        /// A letter that was printed and posted.
        Received = "received",
        /// A letter that was cancelled.
        Cancelled = "cancelled",
        /// A ready letter that is being checked.
        PendingVirusCheck = "pending-virus-check",
        /// A ready letter that cannot be printed.
        ValidationFailed = "validation-failed",
        /// A ready letter with a virus.
        VirusScanFailed = "virus-scan-failed",
    }
);

impl MessageStatus {
    /// Whether the status cannot change any more.
    pub fn is_final(&self) -> bool {
        self.is_failure() || matches!(self, Self::Sent | Self::Delivered | Self::Received | Self::Cancelled)
    }

    /// Whether the message was not delivered.
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
