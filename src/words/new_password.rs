//! Words for choosing a password with a code.

use super::table::table;

table! {
    /// `/new-password`.
    NewPasswordWords new_password {
        title: "Choose a password",
        lead: "You need the code from your invitation. If you forgot your password, ask your housing officer for a code.",
        email: "E-mail address",
        email_missing: "Enter your e-mail address",
        code: "Code",
        code_hint: "12 letters and digits, like K7QM-4RTX-9WPN",
        code_missing: "Enter the code that you were given",
        password: "New password",
        password_hint: "At least {count} characters. Three words that only you would put together are good.",
        password_short: "Choose a password of at least {count} characters",
        save: "Save and sign in",
        wrong: "This code is not good for this e-mail address. It may be used or too old. Ask for a new one.",
        forgotten: "Forgot your password, or have a code?",
    }
}
