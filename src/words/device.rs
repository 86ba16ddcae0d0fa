//! Words for whether this device can be reached, and how it calls.

use super::table::table;

table! {
    /// This device.
    DeviceWords device {
        title: "This device",
        lead: "How you are called when something happens while you look elsewhere.",
        acknowledge: "Acknowledge",
        open: "Open",
        reach: "Can this device be reached?",
        reach_lead: "A push is sent from here to Tocsin, from there to your browser's push service, and back to this device. Only its arrival proves anything.",
        test: "Test now",
        again: "Test again",
        not_tested: "Not tested on this device yet",
        testing: "A push is on its way",
        reached: "Yes. A push arrived here {ago}.",
        reached_in: "Yes. It took {seconds} seconds.",
        not_reached: "No, not yet",
        step_allow: "Permission for pop-ups",
        step_register: "Your browser's push service",
        step_arrive: "A push to this device",
        denied: "Pop-ups are blocked for this site. Allow them in your browser's settings for this site, then test again.",
        missing: "This browser has no pop-ups. On an iPhone, add Tocsin to the Home Screen first.",
        refused: "The push service refused this browser. Check that it may receive push messages.",
        unreachable: "Your browser's push service does not answer. A firewall may be in the way.",
        lost: "It was sent, and has not arrived after {seconds} seconds. It may come later; then pop-ups come late as well.",
        devices: "Your devices",
        devices_none: "No device yet. Test this one, and it is listed here.",
        device_reached: "Reached {ago}",
        device_failed: "Could not be reached {ago}",
        device_never: "Never reached",
        this_one: "this one",
        remove: "Remove",
        calls: "Pop-ups and sound",
        pop_ups: "Show a pop-up when Tocsin is open behind other windows",
        alarm_sound: "Sound for alarms",
        sound: "Sound for everything else",
        quiet: "Quiet hours",
        quiet_on: "Keep quiet hours",
        quiet_hint: "Alarms come through at any time.",
        from: "From",
        until: "Until",
        kept: "Kept on this device only.",
        keys: "Single keys, like j and k, are switched in the tray: press ? there.",
    }
}
