//! Words of the tray: its list, one notification, and what is done to it.

use super::table::table;

table! {
    /// The list.
    TrayWords tray {
        title: "Tray",
        bell: "Notifications: {count} unread",
        bell_none: "Notifications",
        which: "Which notifications",
        all: "All",
        unread: "Unread",
        to_decide: "To decide",
        decided: "Decided",
        search: "Search",
        search_hint: "Words, a name, a number",
        filters: "Filters",
        filters_on: "Filters: {count} on",
        about: "Kind",
        about_any: "Any kind",
        by: "Sent as",
        by_any: "Anything",
        on_screen: "Screen",
        by_email: "E-mail",
        by_text: "Text",
        by_letter: "Letter",
        to: "For",
        to_any: "Anybody",
        to_team: "Team: {team}",
        to_patch: "Patch: {site}",
        to_person: "Person",
        to_person_hint: "Their e-mail address",
        from_day: "Arrived from",
        until_day: "Arrived until",
        last_days: "Last 7 days",
        last_week: "Last week",
        urgent: "Urgent",
        none_urgent: "Nothing is urgent",
        none_urgent_help: "What has to be decided within a day appears here by itself.",
        whose: "Whose",
        mine: "Mine",
        everybodys: "Everybody's",
        clear: "Clear filters",
        count: "1 notification|{count} notifications",
        count_unread: "{count} unread",
        count_urgent: "{count} urgent",
        count_to_decide: "{count} to decide",
        count_decided: "{count} decided",
        show_new: "Show {count} new",
        none: "Nothing here yet",
        none_help: "What happens on your patch, and what needs your decision, appears here by itself.",
        none_unread: "Everything is read",
        none_unread_help: "New notifications appear here by themselves.",
        none_to_decide: "Nothing waits for a decision",
        none_to_decide_help: "When somebody needs your yes or no, it appears here by itself.",
        removed: "Removed",
        count_removed: "{count} removed",
        none_removed: "Nothing was removed",
        none_removed_help: "What you remove can be put back from here, until its personal details are erased.",
        see_removed: "Removed ones",
        none_decided: "Nothing is decided yet",
        none_decided_help: "What is approved or rejected is kept here.",
        none_found: "Nothing matches",
        none_found_help: "Try fewer words, or clear the filters.",
        search_all: "Search all notifications",
        failed: "The notifications could not be loaded",
        not_live: "Updates come every few seconds",
        choose: "What waits for you",
        choose_help: "Choose a notification and it opens here, with what it asks for, who decided, and its history.",
        wait_urgent: "has to be decided within a day|have to be decided within a day",
        wait_to_decide: "waits for a decision|wait for a decision",
        wait_unread: "is unread|are unread",
        loading_row: "Loading",
        more: "Load more",
        people: "Filter for one person",
        apply: "Show",
    }
}

table! {
    /// One notification, in the list and by itself.
    ItemWords item {
        title: "Notification",
        back: "Back to the list",
        actions: "Actions: {title}",
        unread: "Unread",
        no_title: "Notification",
        no_message: "No more is known.",
        erased: "The personal details were erased.",
        age_for: "For {whom}",
        needs_decision: "Needs a decision",
        decide_by: "Decide by {time}",
        by: "By {time}",
        urgent_by: "Urgent: decide by {time}",
        overdue: "Overdue since {time}",
        others_decide: "Others decide",
        begun: "Begun by {name}",
        checked: "Checked by {name}",
        approved: "Approved by {name}",
        rejected: "Rejected by {name}",
        you: "you",
        waits: "Waits to be sent: {what}, {time}",
        select: "Select: {title}",
        mark_read: "Mark read",
        remove: "Remove",
        restore: "Put back",
        removed: "Removed",
        removed_at: "Removed {time}",
        removed_help: "It goes in a few seconds.",
        approve: "Approve",
        reject: "Reject",
        begin: "Begin",
        check: "Mark as checked",
        previous: "Previous",
        next: "Next",
        gone: "This notification is not here",
        gone_help: "It was removed, or it is for somebody else.",
        failed: "It could not be loaded",
        whom: "For",
        from: "From",
        about: "About",
        arrived: "Arrived",
        read_at: "You read it",
        due: "Visit",
        due_decision: "Decide by",
        note: "Note",
        details: "Details",
        address: "Address",
        sent: "Also sent",
        decision: "Decision",
        decision_help: "A decision cannot be taken back.",
        steps_help: "Begin tells the others that you are on it. Mark as checked tells them that somebody looked at it, and leaves the decision to them.",
        decided_by: "{what} by {name}",
        not_yours: "{whom} decide this. You see what they decide.",
        replies: "Replies",
        replies_none: "Nobody has replied yet",
        reply_erased: "The name was erased",
        history: "History",
        history_csv: "Download as a table (CSV)",
        history_none: "Nothing yet",
        off_trays: "Removed from every tray {time}",
        reached: "Residents written to",
        reached_email: "1 by e-mail|{count} by e-mail",
        reached_text: "1 by text|{count} by text",
        reached_letter: "1 by letter|{count} by letter",
        reached_failed: "{words}, {failed} failed",
        property: "Home",
        visit_confirmed: "The resident confirmed the visit",
        visit_moved: "The resident chose this time",
        visit_rearrange: "The resident asks for another day",
    }
}

table! {
    /// What happened to a notification.
    HistoryWords history {
        created: "Created",
        read: "Seen",
        said_seen: "Said: I have seen this",
        replied: "Answered",
        initiated: "Begun",
        validate: "Checked",
        approved: "Approved",
        rejected: "Rejected",
        deleted: "Removed from a tray",
        restored: "Put back onto a tray",
        withdrawn: "Withdrawn by the service that sent it",
        visit_confirmed: "Visit confirmed",
        rearrangement: "Another day asked for",
        visit_moved: "Moved the visit to another time",
        erased: "Personal details erased",
        made_at: "decided {time}, without a connection",
    }
}

table! {
    /// Deciding.
    DecideWords decide {
        approve: "Approve this?",
        reject: "Reject this?",
        begin: "Begin work on this?",
        approve_many: "Approve these {count}?",
        reject_many: "Reject these {count}?",
        check: "Mark this as checked?",
        note: "Note (optional)",
        note_hint: "Others read it in the history.",
        note_reject: "Why is it rejected?",
        enter_note: "Write why, so that others can go on",
        too_long: "The note has {count} characters. Use at most 1000.",
        cancel: "Cancel",
        taken: "Somebody was quicker",
        taken_help: "{name} decided this {time}: {what}. Your decision was not kept.",
        close: "Close",
        waits: "No connection. Your decision is kept on this device with its time, and goes out by itself.",
        refused: "A decision that waited was not taken",
        refused_help: "{title}: {why}",
    }
}

table! {
    /// Asking whether something was seen.
    SeenWords seen {
        title: "Have you seen this?",
        before: "Say that you have seen it, then decide.",
        help: "Your answer is kept in the history with your name and the time.",
        yes: "I have seen this",
        later: "Not now",
    }
}

table! {
    /// Several at once.
    BulkWords bulk {
        title: "Selected",
        count: "{count} selected",
        all: "Select all shown",
        none: "Clear selection",
        results: "What was decided",
        ok: "Done",
        done: "{count} done",
        not_done: "{count} not done",
        close: "Close",
        none_fits: "Nothing can be done with these together.",
    }
}

table! {
    /// Taking back.
    UndoWords undo {
        read: "Marked as read|{count} marked as read",
        removed: "Removed|{count} removed",
        undo: "Undo",
        failed: "{what}: this did not work. {why}",
        title: "What can be taken back",
    }
}

table! {
    /// The keyboard.
    KeyWords keys {
        title: "Keys",
        open: "Keyboard shortcuts",
        next: "Next notification",
        previous: "Previous notification",
        open_it: "Open it",
        approve: "Approve it",
        reject: "Reject it",
        select: "Select it",
        back: "Back to the list",
        help: "This sheet",
        undo: "Undo reading or removing",
        search: "Search",
        on: "Use these keys",
        on_hint: "Switch them off if they get in the way of other software, such as a screen reader.",
        close: "Close",
    }
}
