//! Words of the API clients: the programs of integrators.

use super::table::table;

table! {
    /// API clients.
    ClientsWords clients {
        title: "API clients",
        lead: "Programs of integrators that raise callouts for their users. The operator of this server adds and revokes them.",
        none: "No API clients yet",
        none_help: "The operator adds one with: tocsin-server client add",
        real: "Real callouts",
        tried_out: "Being tried out",
        tried_out_help: "Its callouts are TEST and Demo only. No real queue shows them, and no real vehicle comes.",
        revoked: "Revoked",
        id: "Client id",
        tokens: "1 valid token|{count} valid tokens",
        webhook: "Webhook address",
        webhook_hint: "We send each change of its callouts to this address. It begins with https://. Leave it empty to send none.",
        enter_webhook: "Enter an address that begins with https://",
        no_webhook: "No webhook",
        save: "Save",
        saved: "Saved",
        rotate: "Make a new secret",
        rotate_title: "Make a new secret?",
        rotate_help: "For one day webhooks carry a signature of the old secret too, so that {name} can switch over.",
        revoke: "Revoke all tokens",
        revoke_title: "Revoke all tokens?",
        revoke_help: "From now on {name} is refused, until it gets a new token with its secret.",
        revoked_now: "All tokens are revoked",
        secret_title: "The webhook secret of {name}",
        secret_help: "We show it only once. With it the client checks that a webhook comes from us.",
        secret: "Webhook secret",
        close: "I have put it away",
        cancel: "Cancel",
        gone: "There is no such client",
        back: "All API clients",
        webhooks: "Webhooks",
        webhooks_none: "No webhooks yet",
        webhooks_none_help: "Each change of a callout of this client is listed here, with every attempt to send it.",
    }
}
