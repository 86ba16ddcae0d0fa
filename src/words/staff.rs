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
        deliveries: "Deliveries",
        governance: "Governance",
        tray: "Tray",
        compose: "Write",
        messages: "Sent messages",
        this_device: "This device",
        sign_out: "Sign out",
        sound: "Alarm sound",
        sound_blocked: "Press any key to let the alarm sound",
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
    }
}

table! {
    /// The alarm that stands above every page.
    AlarmWords alarm {
        title: "Alarm",
        one: "{kind} alarm: {name} asks for help",
        many: "{count} alarms wait for somebody to acknowledge them",
        announce: "New alarm. {kind}. {name} asks for help.",
        announce_again: "{name} pressed again. {kind}.",
        announce_silent: "Nothing is heard from the phone of {name}. {kind}.",
        open: "Open",
    }
}
