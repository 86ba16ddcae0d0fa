//! Words of the coverage map.

use super::table::table;

table! {
    /// Who is not covered, and why.
    CoverageWords coverage {
        title: "Coverage",
        lead: "Who would be told, for every resident, if they asked for help now.",
        nobody: "Nobody",
        only_failing: "Only failing",
        one_notifier: "Only one",
        covered: "Covered",
        nobody_help: "No provider: nobody would be told.",
        only_failing_help: "Everyone who would be told was not reached the last time, or has no device.",
        one_notifier_help: "One notifier in all: when that fails, nobody is told.",
        covered_help: "Two or more would be told, and one of them is not failing.",
        chart: "1 resident by who would be told|{count} residents by who would be told",
        residents: "1 resident|{count} residents",
        look: "Look at a resident or a site",
        look_hint: "Type a part of a name.",
        everybody: "Everybody",
        sees: "On the television",
        sees_site: "What everybody at {name} sees",
        sees_all: "What everybody sees",
        sees_nothing: "Nothing: no provider is registered for them.",
        told: "Who would be told",
        told_nobody: "Nobody.",
        told_by: "by {label}",
        email: "E-mail",
        webhook: "Webhook",
        push: "Devices",
        fine: "No gap",
        mend: "Register a provider",
        list: "Residents with a gap",
        list_all: "All gaps",
        none: "No gaps",
        none_help: "Every resident has two or more who would be told.",
        none_kind: "Nobody has this gap",
        name: "Resident",
        site: "Site",
        gap: "Gap",
        clear: "Close",
        escalation: "When nobody could be told, ask the next provider",
        escalation_help: "The next provider that the resident sees is told when every delivery to the first was given up, or everyone it reached said no.",
        of_site: "At {name}",
    }
}
