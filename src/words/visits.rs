//! Words of the staff's visits and cautionary records, and of telling everybody of a site.

use super::table::table;

table! {
    /// Visits.
    VisitsWords visits {
        title: "Visits",
        lead: "Who visits whom, what the resident answered, and what to take care of.",
        which: "Which visits",
        planned: "To come",
        over: "Over",
        cancelled: "Called off",
        none: "No visit is planned",
        none_help: "Services plan visits. Each appears here with the resident's answer.",
        none_over: "Nothing here",
        none_over_help: "Visits that are over or were called off appear here.",
        back: "All visits",
        gone: "There is no such visit",
        gone_help: "It may belong to another patch, or it was erased.",
        failed: "The visit could not be loaded",
        to: "Visit to {name}",
        somewhere: "Visit",
        when: "When",
        resident: "Resident",
        officer: "Who visits",
        property: "Home",
        household: "Household",
        service: "Planned by",
        answer: "Answer",
        waits: "No answer yet",
        confirmed: "Confirmed",
        asks: "Asks for another time",
        asks_for: "Asks for {time}",
        state_over: "Over",
        state_cancelled: "Called off",
        cautions: "Take care",
        confirm: "Confirm the visit",
        confirm_wish: "Confirm {time}",
        other_time: "Choose another time",
        change_help: "The resident is told at once, and so is the service that planned it.",
        time: "New time",
        note: "Note to the resident",
        note_hint: "In your own words. You may leave it empty.",
        enter_time: "Choose the new time",
        past_time: "Choose a time that is still to come",
        too_long: "Use at most 1000 characters",
        send: "Move the visit",
        cancel: "Cancel",
        open: "See all visits",
    }
}

table! {
    /// Cautionary records.
    CautionsWords cautions {
        title: "Cautionary records",
        lead: "Whoever is about to visit such a home is told, and the officers of its site.",
        none: "There is no cautionary record",
        none_help: "Services keep them, and you can add one here.",
        add: "Add a record",
        property: "Home",
        property_hint: "As your services name it, such as a property reference.",
        household: "Household",
        household_hint: "Its reference, when the record is about the people.",
        site: "Site",
        no_site: "Not at one of the sites",
        message: "What to take care of",
        enter_place: "Enter which home or household this is about",
        enter_message: "Enter what to take care of",
        too_long: "Use at most 4000 characters",
        save: "Add",
        cancel: "Cancel",
        end: "It holds no longer",
        since: "since {time}",
    }
}

table! {
    /// Notifying everybody of a site or a tenure.
    EverybodyWords everybody {
        title: "Tell everybody",
        lead: "It stands on the screen of every resident you choose, and goes to each by e-mail, text or letter as they prefer.",
        way: "Tell everybody of a site",
        back: "Write to one person",
        kind: "What it is about",
        site: "Site",
        every_site: "Every site",
        tenure: "Tenure",
        every_tenure: "Every tenure",
        tenure_hint: "Only residents who hold their home so.",
        message: "What happened, and what they can do",
        template: "Template",
        template_hint: "Residents who get this by the channel of the template read its words. The others read the message above.",
        no_template: "None: the message above, everywhere",
        enter_message: "Enter what happened",
        too_long: "Use at most 4000 characters",
        choose: "Choose a site, a tenure, or both",
        send: "Tell everybody",
        sent: "On its way to everybody",
        sent_help: "It is on their screens now. E-mails, texts and letters follow.",
        another: "Tell something else",
    }
}
