//! Every column that points to an account, a service or an API client, and what becomes of it when that is revoked.

use Fate::{Kept, Revoked};

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It counts no more.
    Revoked,
    /// It stays, and why that gives nobody any right.
    Kept(&'static str),
}

/// What happened stays as it was.
const HISTORY: Fate = Kept("says who did something; nobody acts by it");

/// The keys of a service that is off open nothing, so what it has is read and sent by nobody.
const BEHIND_KEY: Fate = Kept("only the service's own key leads here, and that is refused");

/// The tokens of a client that was revoked open nothing.
const BEHIND_TOKEN: Fate = Kept("only the client's own token leads here, and that is refused");

/// What an organisation's admins set stays for when the service is switched on again.
const SETTING: Fate = Kept("an admin's setting about the service, not a right of it");

/// Table, column, fate.
pub const HELD: &[(&str, &str, Fate)] = &[
    ("session", "user_id", Revoked),
    ("token", "user_id", Revoked),
    ("token", "client_id", Revoked),
    ("push_subscription", "user_id", Revoked),
    ("password_reset", "user_id", Revoked),
    ("tv_pairing", "user_id", Revoked),
    ("known_device", "device", Kept("strangers' guesses do not slow this device down; it signs nobody in")),
    (
        "tray",
        "user_id",
        Kept("read only by its owner when signed in; items of a former team or place leave it"),
    ),
    ("tray_item", "user_email", Kept("a copy of whom the notification names, to filter by")),
    ("notification_audience", "key", Kept("accounts are found by what they are now, and closed ones never")),
    ("resident", "user_id", Kept("who the account is; a closed one cannot use it")),
    ("user", "client_id", Kept("who registered the resident, who keeps their own sign-in")),
    ("assistance_reply", "user_id", HISTORY),
    (
        "notifier",
        "address",
        Kept("a provider names them; without a device it is given up at once, and the next is asked"),
    ),
    (
        "delivery",
        "address",
        Kept("a push needs the device, which is gone; it is given up and counts for nobody"),
    ),
    (
        "escalation_contact",
        "user_id",
        Kept("a link or a reply counts only while its account is active staff"),
    ),
    ("delivery", "service_id", Kept("a callback to a service that is off is given up when it is due")),
    ("delivery", "signer_id", Kept("a callback to a service that is off is given up when it is due")),
    ("delivery", "signer_kind", Kept("says whether the signer is a service")),
    ("client_callout", "client_id", Kept("what a client was told; one that is revoked is told nothing more")),
    ("client_callout", "owned_by", HISTORY),
    ("callout", "last_updated_by_client_id", HISTORY),
    ("callout_reporter", "reporter", Kept("a client reports by its tokens, and those are revoked")),
    ("callout", "owned_by", HISTORY),
    ("callout", "last_updated_by", HISTORY),
    ("callout_event", "created_by", HISTORY),
    ("notification", "user_email", Kept("whom it names; their account decides who reads it")),
    ("notification", "created_by_user_id", HISTORY),
    ("notification", "created_by", HISTORY),
    ("notification", "service_id", HISTORY),
    ("notification", "personalisation", Kept("words of a message, which name no account of ours")),
    ("preference", "user_id", Kept("how somebody is told; nobody is told who cannot sign in")),
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
        Kept("of a resident's press; answered only to that resident when signed in"),
    ),
    ("message", "service_id", Kept("what still waits is refused when its service is off")),
    ("message", "service_key", Kept("sealed, and refused by the sender when its service is off")),
    ("message", "service_name", HISTORY),
    ("breach", "service_id", SETTING),
    ("guideline", "service_id", SETTING),
    ("link_template", "service_id", SETTING),
    ("record", "service_id", BEHIND_KEY),
    ("notification_reply", "user_id", HISTORY),
    ("template", "service_id", SETTING),
    ("template", "created_by", HISTORY),
    ("template_version", "created_by", HISTORY),
    ("sender_identity", "service_id", SETTING),
    ("signing_secret", "owner_id", Kept("signs nothing while the service is off")),
    ("signing_secret", "owner_kind", Kept("says whether the owner is a service")),
    ("sender_key", "service_id", BEHIND_KEY),
    ("sender_bucket", "service_id", BEHIND_KEY),
    ("sender_day", "service_id", BEHIND_KEY),
    ("received_text", "service_id", BEHIND_KEY),
    ("received_text", "user_number", Kept("the telephone number that a text came from")),
    ("receipt", "service_id", Kept("a service that is off is told of nothing")),
    ("sent", "service_id", BEHIND_KEY),
    ("sent_file", "service_id", Kept("waits for whom it was sent to, by the link in their e-mail")),
    ("session", "device", Kept("a browser's name; the row itself is revoked")),
    ("supplier", "contact_person", Kept("a name to ring")),
    ("supplier", "last_updated_by", HISTORY),
    (
        "controller_organisation",
        "user_id",
        Kept("counts only for an active account with the role controller"),
    ),
    ("controller_shift", "user_id", Kept("counts only while an active controller's page listens")),
];
