//! Words for writing an e-mail, a text or a letter, and for following what was sent.

use super::table::table;

table! {
    /// Writing.
    ComposeWords compose {
        title: "Write",
        lead: "It goes out in your organisation's name. You see what became of it under Sent messages.",
        whom: "Who is it for?",
        resident: "A resident",
        other: "Somebody else",
        other_help: "A business, or any address or number.",
        find: "Find a resident",
        find_hint: "A part of their name or e-mail address",
        found_none: "Nobody is called so",
        found_failed: "The residents could not be searched",
        chosen: "For {name}",
        change: "Change",
        how: "How is it sent?",
        email: "E-mail",
        text: "Text message",
        letter: "Letter",
        email_address: "E-mail address",
        number: "Mobile number",
        number_hint: "A UK number, or one that begins with + and the country's code",
        lines: "Address",
        lines_hint: "3 to 7 lines. The first is the name, the last a UK postcode.",
        template: "Template",
        template_choose: "Choose a template",
        templates_none: "There is no template for this yet. An admin makes them.",
        templates_failed: "The templates could not be loaded",
        fields: "What the template asks for",
        attachment: "Attach a file",
        attachment_hint: "PDF, CSV, text, picture or office file, up to 2 MB. It goes as a link.",
        attached: "Attached: {name}",
        attaching: "Attaching {name}",
        detach: "Remove the file",
        preview: "Preview",
        preview_none: "Choose a template to see what it says.",
        subject: "Subject",
        heading: "Heading",
        missing: "Still missing: {names}",
        only_when: "{words} (only when {name} is yes)",
        size: "{characters}, 1 text|{characters}, paid as {parts} texts",
        characters: "1 character|{count} characters",
        send: "Send",
        sent: "On its way to {to}",
        sent_follow: "Follow it",
        another: "Write another",
        enter_email: "Enter an e-mail address like name@example.com",
        number_letters: "Enter the number in digits",
        number_short: "This number has too few digits",
        number_long: "This number has too many digits",
        number_not_mobile: "Enter a mobile number. Texts cannot go to other phones",
        number_no_country: "Begin with + and a country's code, like +44",
        lines_short: "Enter at least 3 lines",
        lines_long: "Enter at most 7 lines",
        lines_empty: "Enter a name and a street in the first two lines",
        lines_postcode: "Make the last line a UK postcode like SW1A 1AA",
        lines_sign: "Begin each line with a letter or a digit",
        lines_nowhere: "Enter an address where somebody lives",
        choose_template: "Choose a template",
        enter_value: "Enter what stands for {name}",
        unprintable: "Letters cannot be printed with these characters: {characters}. Write them in another way.",
        text_too_long: "This text has {count} characters. Texts can have 918.",
        message: "{template} to {to}",
    }
}

table! {
    /// What was sent.
    MessagesWords messages_sent {
        title: "Sent messages",
        which: "Which messages",
        none: "Nothing sent yet",
        none_help: "What you write by e-mail, text or letter appears here, with what became of it.",
        write: "Write",
        to: "To {to}",
        document: "What was sent",
        by: "by {name}",
        older: "Older",
        newest: "Newest",
        open: "Details",
    }
}

table! {
    /// A record that a notification is about.
    RecordWords record {
        title: "Record",
        back: "Back to the tray",
        facts: "What is known",
        events: "What happened",
        none: "There is no such record",
        none_help: "It may have been removed from the system that keeps it.",
        failed: "The record could not be loaded",
        demo: "Made up for the demonstration",
    }
}
