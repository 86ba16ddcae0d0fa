//! Words of the resident's own notifications.

use super::table::table;

table! {
    /// The list, and one of them.
    Notifications notifications {
        title: "Notifications",
        lead: "What your housing team tells you, the newest first.",
        unread: "1 is new to you.|{count} are new to you.",
        all_read: "You have read everything.",
        none: "Nothing here yet",
        none_help: "When somebody is coming to you, or something where you live changes, it appears here by itself.",
        none_older: "Nothing is older than this",
        none_older_help: "Go to newer notifications, or to the newest.",
        sign_in_first: "Sign in to see your notifications.",
        pages: "Older and newer",
        older: "Older",
        newer: "Newer",
        newest: "Newest",
        old: "No connection. This is how it was {time}.",
        back: "All notifications",
        one: "Notification",
        gone: "This notification is not here",
        gone_help: "It was removed, or it is for somebody else.",
        from: "From {name}",
        visit_at: "When",
        see_visit: "See the visit",
        open: "Open",
        seen_help: "Your answer is kept with its time.",
        remove: "Remove",
        keep: "Keep it",
        not_done: "{title}: this did not work. {why}",
    }
}

table! {
    /// A visit that is due.
    Visits visit {
        waits: "Your answer is wanted",
        confirmed: "You confirmed",
        rearrange: "You asked for another time",
        over: "This visit is over",
        question: "Does this time suit you?",
        your_answer: "Your answer",
        confirm: "Confirm visit",
        ask: "Ask for another time",
        change: "You can change your answer until the visit.",
        confirmed_next: "You confirmed the visit. We come as planned.",
        rearrange_next: "You asked for another time. Whoever comes is told, and writes to you.",
        over_next: "It is too late to answer here. Ring your housing team to arrange another visit.",
        slots: "Choose another time",
        no_slot: "None of these suits me",
        slot: "A day and time that suits you",
        when: "When would it suit you?",
        when_hint: "Days and times, in your own words.",
        enter_when: "Choose a time, or write when it would suit you",
        past: "Choose a time that is still to come",
        moved_next: "The visit is now on {time}. Whoever comes is told.",
        too_long: "Use at most 1000 characters",
        send: "Send",
        cancel: "Cancel",
    }
}

table! {
    /// What a resident replies to a survey, or after nobody could get in.
    Replies reply {
        survey: "How satisfied are you?",
        no_access: "When can we come?",
        very_satisfied: "Very satisfied",
        satisfied: "Satisfied",
        neither: "Neither satisfied nor dissatisfied",
        dissatisfied: "Dissatisfied",
        very_dissatisfied: "Very dissatisfied",
        at_home: "Somebody is at home, at these times",
        ring_first: "Ring me first",
        note: "Anything else? (optional)",
        times: "Days and times, or anything else",
        choose: "Choose one answer",
        enter_times: "Write when somebody is at home",
        too_long: "Use at most 1000 characters",
        send: "Send answer",
        change: "Change my answer",
        cancel: "Keep my answer",
        sent: "You answered: {answer}",
        sent_next: "Your answer was sent. You can change it here.",
    }
}

table! {
    /// What a notification is about, for a resident.
    OwnRecord own_record {
        title: "What it is about",
        gone: "This is not here any more",
        gone_help: "It may have been removed in the system that keeps it.",
    }
}
