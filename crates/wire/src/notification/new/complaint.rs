//! The problems of a new notification's recipient.

use crate::sender::address;

pub(super) const NO_EMAIL: &str = "write an e-mail address like name@example.com";
pub(super) const NO_NUMBER: &str = "write a mobile number like 07700 900123";

/// `Email`, `Text` and `Letter` have one recipient.
pub(super) const TO_A_GROUP: &str = "write the recipient's; to write to everybody of a site or a tenure, send a Screen notification: each \
    resident also gets it by e-mail, text or letter, as they prefer";

/// The wrong line, and what to do about it.
pub(super) fn letter_complaint(problem: address::Problem) -> (&'static str, &'static str) {
    match problem {
        address::Problem::TooShort => ("addressLine1", "write at least three lines of the address"),
        address::Problem::TooLong => ("addressLine1", "write at most seven lines of the address"),
        address::Problem::Empty => ("addressLine1", "write a letter or digit in each of the first two lines"),
        address::Problem::NoPostcode => ("addressLine7", "make the last line a UK postcode"),
        address::Problem::Sign => (
            "addressLine1",
            "begin each line with a letter or digit, not with @ ( ) = [ ] \" \\ / , < > or ~",
        ),
        address::Problem::Nowhere => ("addressLine1", "write an address where a letter can be delivered"),
    }
}
