//! Words of governance: guidelines, stale processes, and erasure.

use super::table::table;

table! {
    /// The page.
    GovernanceWords governance {
        title: "Governance",
        lead: "How services keep to what was agreed, what has stood still for too long, and what is forgotten.",
        kept: "How the guidelines are kept",
        kept_none: "No guideline applies to any service yet",
        kept_none_help: "Set a guideline, and how each service keeps it stands here.",
        service: "Service",
        guideline: "Guideline",
        now: "Now",
        state: "State",
        failure_share: "Failed messages of the last 7 days",
        undecided_days: "Oldest item without a decision",
        silent_days: "Time since it last sent anything",
        in_percent: "{measure} (%)",
        in_days: "{measure} (days)",
        most: "at most {limit}",
        percent: "{count} %",
        days: "1 day|{count} days",
        nothing: "Nothing to measure",
        chart_most: "At most, by the guideline",
        chart_none: "Nothing to measure at any service",
        chart_days: "days",
        is_kept: "Kept",
        breached: "Breached",
        told: "Admins told {ago}",
        not_told: "Admins are told within minutes",
        erasure: "What is erased, and when",
        erasure_help: "Names, addresses, numbers, texts and notes of a notification are erased, with its e-mails, texts and letters, their PDFs, and the files that went along. What kind it was, when, and who did what with it stays in the history.",
        undecided: "Notifications that nobody decided or removed",
        deleted: "Notifications that were removed from every tray",
        sent: "Messages at the embedded message service",
        loose: "Documents that belong to no notification",
        locations: "Locations of closed callouts",
        erasure_kept: "A decided notification is kept until it is removed from every tray. Removing takes it off one's own tray only: until it is erased, managers, admins and the service that sent it still find it.",
        after: "after {days}",
        operator: "Whoever runs the server sets these.",
    }
}

table! {
    /// Setting the guidelines.
    GuidelinesWords guidelines {
        title: "Guidelines",
        lead: "A breach is told to the admins once, and again only after it was over.",
        none: "There are no guidelines yet.",
        change: "Change the guidelines",
        every: "Every service",
        measure: "What is limited",
        whose: "Service",
        limit: "At most",
        add: "Add a guideline",
        remove: "Remove",
        save: "Save",
        cancel: "Cancel",
        enter_limit: "Enter a number: a percentage up to 100, or days up to 3650",
        twice: "There is one for this service already. Change that one, or remove it",
    }
}

table! {
    /// Stale processes, and their thresholds.
    ProcessesWords processes {
        title: "Processes",
        stale: "Standing still",
        all: "All that are open",
        which: "Which processes",
        none_stale: "Nothing stands still",
        none_stale_help: "A process that nobody moves in time appears here, and its officer and the manager are told once.",
        none: "No process is open",
        none_help: "Systems that run housing processes tell of them here.",
        process: "Process",
        state: "State",
        owner: "Officer",
        moved: "Last moved",
        chart: "Days since each one moved",
        chart_longest: "Days since each of the {count} longest untouched moved",
        chart_due: "Counts as standing still from here",
        due: "Counts as standing still",
        stands: "Stands still",
        moves: "Moves",
        told: "Told {ago}",
        not_told: "Not told yet",
        thresholds: "How long it may take",
        thresholds_help: "Days without an update after which the officer and the manager are told.",
        others: "Every other process",
        notification: "A decision that nobody touches",
        days: "Days",
        save: "Save",
        saved: "Saved",
        usual: "Use the usual {days}",
        new_kind: "Another kind of process",
        new_kind_hint: "As the system that runs it calls it, such as tenancy-change",
        enter_kind: "Enter what kind of process",
        enter_days: "Enter a number of days, 1 to 3650",
        add: "Add",
    }
}
