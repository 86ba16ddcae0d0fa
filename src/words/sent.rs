//! Words for what became of an e-mail, a text or a letter.

use super::table::table;

table! {
    /// What the delivery statuses mean.
    SentWords sent {
        queued: "Waiting to go out",
        created: "Going out",
        sending: "On its way",
        pending: "On its way",
        sent_abroad: "Sent to a number abroad",
        delivered: "Delivered",
        posted: "Printed and posted",
        accepted: "Will be printed",
        checking: "Being checked before printing",
        cancelled: "Stopped before printing",
        no_such_number: "There is no such phone number",
        no_such_address: "There is no such e-mail address",
        phone_not_accepting: "Phone not accepting messages right now",
        inbox_not_accepting: "Inbox not accepting messages right now",
        letter_failed: "Could not be printed",
        technical: "The sender could not hand it on",
        refused: "Not accepted for sending. Check the address and the template",
        not_printable: "The file cannot be printed",
        virus: "The file holds a virus",
        unknown: "Not known yet",
    }
}
