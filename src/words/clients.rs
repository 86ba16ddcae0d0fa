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
        tokens: "1 token counts|{count} tokens count",
        webhook: "Webhook address",
        webhook_hint: "Where it is told of what happens to its callouts. It begins with https://. Leave it empty for none.",
        enter_webhook: "Enter an address that begins with https://",
        no_webhook: "No webhook",
        save: "Save",
        saved: "Saved",
        rotate: "Make a new secret",
        rotate_title: "Make a new secret?",
        rotate_help: "The old secret signs too for a day, so that {name} can change over.",
        revoke: "Revoke all tokens",
        revoke_title: "Revoke all tokens?",
        revoke_help: "{name} is refused from now on, until it asks for a new token with its secret.",
        revoked_now: "All tokens are revoked",
        secret_title: "The webhook secret of {name}",
        secret_help: "It is shown this once. The client checks with it that a webhook is ours.",
        secret: "Webhook secret",
        close: "I have put it away",
        cancel: "Cancel",
        gone: "There is no such client",
        back: "All API clients",
        webhooks: "Webhooks",
        webhooks_none: "No webhooks yet",
        webhooks_none_help: "When something happens to a callout of this client, the webhook and each try stand here.",
    }
}
