//! Words of where notifications lead.

use super::table::table;

table! {
    /// Links of each kind of notification.
    LinksWords links {
        title: "Where notifications lead",
        lead: "A notification leads where the service that sent it says; else by the link below; else to the record, when its service keeps it here.",
        back: "All services",
        whose: "Links of",
        every: "Every service",
        example: "An id to try the links with",
        example_hint: "Such as the number of an account or a work order in the service.",
        link: "Link",
        link_hint: "Write {targetId} where the record's id belongs, such as https://income.example/accounts/{targetId}.",
        leads: "Leads to",
        usual: "Usual link",
        own: "Own link",
        usual_help: "The record's own page here, for as long as its service keeps it.",
        open: "Try it in a new tab",
        save: "Save link",
        saved: "Saved",
        back_to_usual: "Use the usual link",
        enter_link: "Enter a link that begins with https:// or with one /",
        only_target: "Use {targetId} for the record's id, and no other braces",
        no_resident: "Residents have no such page, so they are led to the notification alone.",
    }
}
