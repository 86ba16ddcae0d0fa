//! Words of the frame around every staff page, of signing in, and of the alarm that shows on all of them.

use super::table::table;

table! {
    /// The frame of the staff's pages.
    Staff staff {
        product: "Tocsin",
        skip: "Skip to the page",
        pages: "Pages",
        control_room: "Control room",
        vehicles: "Vehicles",
        services: "Services",
        templates: "Templates",
        providers: "Providers",
        coverage: "Coverage",
        accounts: "Accounts",
        clients: "API clients",
        addresses: "Addresses",
        deliveries: "Deliveries",
        governance: "Governance",
        escalation: "Escalation",
        tray: "Tray",
        compose: "Write",
        visits: "Visits",
        messages: "Sent messages",
        this_device: "This device",
        sign_out: "Sign out",
        sound: "Alarm sound",
        demo: "Demonstration: made-up people",
        loading: "Loading",
        not_found: "There is no such page",
        not_found_help: "The address may be old. Look for it among your pages.",
        to_my_pages: "Go to my pages",
        to_the_alarm: "Go to the alarm button",
        unreachable: "Tocsin cannot be reached",
        unreachable_help: "Check the connection. This page asks again by itself.",
        nothing_here: "These pages are for staff",
        nothing_here_help: "You are signed in as {name} ({role}). Your pages are on the other side.",
    }
}

table! {
    /// The staff's sign-in.
    SignInWords sign_in {
        title: "Sign in",
        lead: "For controllers and housing staff.",
        email: "E-mail address",
        password: "Password",
        submit: "Sign in",
        enter_email: "Enter an e-mail address like name@example.com",
        enter_password: "Enter your password",
        wrong: "The e-mail address or the password is not right. Check both and try again.",
        resident: "Do you live here? Go to the alarm button",
    }
}

table! {
    /// What somebody sees who may not open the page.
    NotAllowed not_allowed {
        title: "This page is not for your account",
        lead: "You are signed in as {name} ({role}).",
        help: "Sign in with another account, or ask your administrator.",
        other_account: "Sign in with another account",
        resident: "Go to the alarm button",
        own_page: "Open it on your own page",
    }
}

table! {
    /// The alarm above every page.
    AlarmWords alarm {
        title: "Alarm",
        one: "{kind} alarm: {name} asks for help",
        many: "1 alarm waits for somebody to acknowledge it|{count} alarms wait for somebody to acknowledge them",
        announce: "New alarm. {kind}. {name} asks for help.",
        announce_again: "{name} pressed again. {kind}.",
        announce_silent: "Nothing is heard from the phone of {name}. {kind}.",
        open: "Open",
    }
}

table! {
    /// What prevents hearing the next alarm, and who is on duty.
    WatchWords watch {
        deaf: "No alarms arrive here",
        lost: "No connection to the control room's server: no alarm arrives here. It is tried again by itself. Use another way to be reached until then.",
        signed_out: "You are signed out: no alarm arrives here.",
        sign_in: "Sign in",
        sound_off: "The alarm sound is off in this browser.",
        sound_blocked: "This browser keeps the alarm silent until somebody presses here.",
        sound_on: "Switch the sound on",
        nobody: "Nobody is on duty for {names}.",
        who: "On duty",
        until: "{name} on duty until {time}",
        until_deaf: "{name} on duty until {time}, but no page of theirs listens",
        on_duty: "On duty until {time}",
        off_duty: "Not on duty",
        start: "Start a shift",
        end: "End my shift",
        start_title: "Start your shift",
        start_help: "While you are on duty, a page of yours stays open and sounds for every alarm, also behind other windows. Allow desktop alerts when the browser asks.",
        ends_at: "Your shift lasts",
        hours: "1 hour, until {time}|{count} hours, until {time}",
        try_sound: "Try the sound",
        cancel: "Cancel",
        ends: "Your session ends at {time}: it has lasted as long as one may. Sign in again before then.",
        ends_idle: "You will be signed out at {time}, because nothing was pressed here for a while.",
        stay: "Stay signed in",
    }
}
