//! Words of the drill: what is tried, what came of it, and how to mend it.

use super::table::table;

table! {
    /// The page around the checks.
    DrillWords drill {
        title: "Test this phone",
        why: "Find out now whether this phone can call for help when you need it. A test call goes to the control room. Nobody is sent to you.",
        asks: "Your phone may ask whether it may show messages and find you. Allow both.",
        start: "Start the test",
        again: "Test again",
        never: "This phone was not tested yet.",
        last: "Last test: {when}.",
        last_well: "Everything worked.",
        last_ill: "Not everything worked.",
        ready: "This phone is ready.",
        nearly: "This phone can call for help. Below stands what could be better.",
        not_ready: "This phone cannot call for help now. Mend what stands below. Until then, ring.",
        remind: "Test again in a month. The page of the alarm reminds you.",
        runs: "Testing. Keep this page open.",
        next: "Not tried yet",
        tries: "Trying",
        works: "Works",
        mend: "To mend",
    }
}

table! {
    /// Each check with what it may find.
    CheckWords checks {
        signed_in: "Signed in",
        signed_in_as: "As {name}.",
        signed_in_not: "Nobody is signed in on this phone.",
        signed_in_how: "Sign in. You stay signed in on this phone.",

        call: "Test call",
        call_works: "The control room has it: call {number}, answered in {seconds} s.",
        call_end: "It has ended by itself.",
        call_how: "Check that this phone is online. Then test again.",
        call_note: "This is a test of this phone. No help is needed.",

        location: "Your location",
        location_works: "Found, within {metres} m.",
        location_rough: "Found only roughly, within {metres} m.",
        location_vague: "Found, but your phone does not say how exactly.",
        location_rough_how: "Go to a window and test again. If it stays so: Android: Settings, Location, App permissions, your browser, Use precise location. iPhone: Settings, Privacy, Location Services, your browser, Precise Location.",
        location_denied: "This phone does not allow location.",
        location_denied_how: "Android: press the sign beside the address, Permissions, Location, Allow. iPhone: Settings, Privacy, Location Services, your browser, While Using. Then test again.",
        location_none: "This phone could not find itself.",
        location_none_how: "Switch location on in the phone's settings, go to a window, and test again.",

        screen: "Screen stays on",
        screen_works: "During a call the screen stays on, so that you can be followed.",
        screen_not: "This browser cannot keep the screen on.",
        screen_how: "Switch off the saving of battery. Or choose the longest time until the screen goes off in the phone's settings.",

        storage: "Calls are kept",
        storage_works: "A call that cannot go out is kept until it can, for good.",
        storage_short: "A call that cannot go out is kept, unless the phone runs out of space.",
        storage_short_how: "Put this app on the Home screen, open it from there, and test again.",
        storage_none: "This browser keeps nothing.",
        storage_none_how: "Leave the private window, and open this page in a plain one.",

        installed: "On the Home screen",
        installed_works: "The alarm is one touch away, also without a network.",
        installed_not: "This page is open in the browser.",
        installed_how: "Android: the browser's menu, Add to Home screen. iPhone: Share, Add to Home Screen. Then open it from there.",

        pop_ups: "Messages on the screen",
        pop_ups_work: "This phone shows messages, also while the app is closed.",
        pop_ups_test: "This is a test. Messages look like this.",
        pop_ups_denied: "This phone does not show messages of this app.",
        pop_ups_denied_how: "Press the sign beside the address, Permissions, Notifications, Allow. For an app on the Home screen: the phone's settings, Notifications, Tocsin.",
        pop_ups_none: "This browser cannot show messages.",
        pop_ups_none_how: "iPhone: put this app on the Home Screen and open it from there. Others: use Chrome, Edge or Firefox.",

        push: "Messages from afar",
        push_works: "A message from the control room arrived in {seconds} s.",
        push_unreachable: "Push service unreachable.",
        push_unreachable_how: "Messages reach you while the app is open. Test again when this phone has a good connection.",
        push_refused: "This browser takes no messages from afar.",
        push_refused_how: "Allow messages on the screen first. On an iPhone, open the app from the Home Screen.",
    }
}
