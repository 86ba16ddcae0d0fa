//! Words for notification preferences.

use super::table::table;

table! {
    /// The choice for each kind.
    PreferencesWords preferences {
        title: "How you are told",
        lead: "Everything stands under your notifications. Choose how else each kind comes to you.",
        lead_staff: "Everything stands in your tray. Choose how else each kind comes to you.",
        email: "E-mail",
        text: "Text",
        letter: "Letter",
        push: "Pop-up on your devices",
        none: "{channel}: not known yet",
        no_letter: "{channel}: no address that a letter can be delivered to",
        no_device: "{channel}: none is registered",
        to: "{channel}: {destination}",
        always: "always",
        save: "Save how you are told",
        saved: "Saved",
        nothing: "Nothing comes to you that you could choose for.",
    }
}
