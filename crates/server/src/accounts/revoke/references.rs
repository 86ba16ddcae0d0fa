//! Every column that refers to an account, a service or an API client, and what happens to its rows when that is revoked.

use AfterRevocation::{Kept, Revoked};

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRevocation {
    /// It is deleted or marked as revoked.
    Revoked,
    /// It is kept; the text explains why it gives nobody any right.
    Kept(&'static str),
}

/// The history is not changed.
const HISTORY: AfterRevocation = Kept("records who did something; it authorises nobody");

/// All keys of an inactive service are refused, so nobody reads or sends what belongs to it.
const BEHIND_KEY: AfterRevocation = Kept("reached only with the service's own key, which is refused");

/// The tokens of a revoked client are refused.
const BEHIND_TOKEN: AfterRevocation = Kept("reached only with the client's own token, which is refused");

/// Settings by an organisation's admins are kept for when the service is activated again.
const SETTING: AfterRevocation = Kept("an admin's setting about the service, not a right of the service");

/// Table, column, and what happens to the rows.
pub const HELD: &[(&str, &str, AfterRevocation)] = &[
    ("session", "user_id", Revoked),
    ("token", "user_id", Revoked),
    ("token", "client_id", Revoked),
    ("push_subscription", "user_id", Revoked),
    ("password_reset", "user_id", Revoked),
    ("tv_pairing", "user_id", Revoked),
    (
        "known_device",
        "device",
        Kept("keeps other people's guesses from delaying this device; it signs nobody in"),
    ),
    (
        "tray",
        "user_id",
        Kept("read only by its owner when signed in; items of a former team or site are removed"),
    ),
    ("tray_item", "user_email", Kept("a copy of the notification's addressee, for filters")),
    ("notification_audience", "key", Kept("matched with the current attributes of active accounts only")),
    ("resident", "user_id", Kept("the resident record of the account; a deactivated account cannot use it")),
    (
        "user",
        "client_id",
        Kept("the client that registered the resident; the resident keeps their own sign-in"),
    ),
    ("assistance_reply", "user_id", HISTORY),
    (
        "notifier",
        "address",
        Kept(
            "a provider's notifier; without a device its delivery is given up at once, and the next provider is tried",
        ),
    ),
    (
        "delivery",
        "address",
        Kept("a push needs the device, which was deleted; the push is given up and counts for nobody"),
    ),
    (
        "escalation_contact",
        "user_id",
        Kept("a link or reply is accepted only while its account is active staff"),
    ),
    ("delivery", "service_id", Kept("a callback to an inactive service is given up when it is due")),
    ("delivery", "signer_id", Kept("a callback to an inactive service is given up when it is due")),
    ("delivery", "signer_kind", Kept("the kind of the signer")),
    (
        "client_callout",
        "client_id",
        Kept("the state last sent to a client; a revoked client receives nothing more"),
    ),
    ("client_callout", "owned_by", HISTORY),
    ("callout", "last_updated_by_client_id", HISTORY),
    ("callout_reporter", "reporter", Kept("a client reports by its tokens, and those are revoked")),
    ("callout", "owned_by", HISTORY),
    ("callout", "last_updated_by", HISTORY),
    ("callout_event", "created_by", HISTORY),
    ("notification", "user_email", Kept("the addressee; who may read it depends on the account")),
    ("notification", "created_by_user_id", HISTORY),
    ("notification", "created_by", HISTORY),
    ("notification", "service_id", HISTORY),
    ("notification", "personalisation", Kept("the content of a message, which refers to no account")),
    ("preference", "user_id", Kept("preferred channels; accounts that cannot sign in receive nothing")),
    ("visit", "service_id", BEHIND_KEY),
    ("visit", "client_id", BEHIND_TOKEN),
    ("visit", "resident_email", Kept("an e-mail address as another system wrote it")),
    ("visit", "officer_email", Kept("an e-mail address as another system wrote it")),
    ("caution", "service_id", BEHIND_KEY),
    ("caution", "client_id", BEHIND_TOKEN),
    ("document", "created_by", HISTORY),
    ("document", "service_id", BEHIND_KEY),
    ("document", "client_id", BEHIND_TOKEN),
    ("notification", "client_id", BEHIND_TOKEN),
    ("process", "owner", Kept("an e-mail address as another system wrote it")),
    (
        "idempotency_key",
        "owner",
        Kept("the stored response to a resident's press; returned only to that resident when signed in"),
    ),
    ("message", "service_id", Kept("queued messages are refused when their service is inactive")),
    ("message", "service_key", Kept("sealed, and refused by notify when its service is inactive")),
    ("message", "service_name", HISTORY),
    ("breach", "service_id", SETTING),
    ("guideline", "service_id", SETTING),
    ("link_template", "service_id", SETTING),
    ("record", "service_id", BEHIND_KEY),
    ("notification_reply", "user_id", HISTORY),
    ("template", "service_id", SETTING),
    ("template", "created_by", HISTORY),
    ("template_version", "created_by", HISTORY),
    ("notify_identity", "service_id", SETTING),
    ("signing_secret", "owner_id", Kept("signs nothing while the service is inactive")),
    ("signing_secret", "owner_kind", Kept("the kind of the owner")),
    ("notify_key", "service_id", BEHIND_KEY),
    ("notify_bucket", "service_id", BEHIND_KEY),
    ("notify_day", "service_id", BEHIND_KEY),
    ("received_text", "service_id", BEHIND_KEY),
    ("received_text", "user_number", Kept("the telephone number that a text came from")),
    ("receipt", "service_id", Kept("an inactive service receives no receipts")),
    ("notify_message", "service_id", BEHIND_KEY),
    ("notify_file", "service_id", Kept("downloaded by its recipient with the link in an e-mail")),
    ("session", "device", Kept("a browser's name; the row itself is revoked")),
    ("supplier", "contact_person", Kept("the name of a contact person")),
    ("supplier", "last_updated_by", HISTORY),
    (
        "controller_organisation",
        "user_id",
        Kept("counts only for an active account with the role controller"),
    ),
    ("controller_shift", "user_id", Kept("counts only while an active controller's page listens")),
];
