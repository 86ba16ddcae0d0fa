//! Words for signing in and for the resident's own details.

/// Signing in, and `/me`.
pub struct Account {
    /// Title and button of the sign-in.
    pub sign_in: &'static str,
    pub sign_in_why: &'static str,
    /// When a press waits.
    pub press_waits: &'static str,
    /// On the pages beside an open call.
    pub open_call: &'static str,
    /// The way back to it.
    pub open_call_back: &'static str,
    pub email: &'static str,
    pub email_missing: &'static str,
    pub password: &'static str,
    pub password_missing: &'static str,
    /// 401 at sign-in, when the server has no words.
    pub wrong: &'static str,
    pub demo_accounts: &'static str,
    pub sign_out: &'static str,
    pub my_details: &'static str,
    pub my_details_why: &'static str,
    /// Heading of the first group.
    pub about_you: &'static str,
    /// Heading of the second group.
    pub your_vehicle: &'static str,
    /// Heading of the resident's address.
    pub your_home: &'static str,
    /// Why the address matters.
    pub your_home_why: &'static str,
    pub flat: &'static str,
    pub street: &'static str,
    pub town: &'static str,
    pub postcode: &'static str,
    /// What to do about it.
    pub postcode_problem: &'static str,
    /// Field labels, in the order of the screen.
    pub name: &'static str,
    pub surname: &'static str,
    pub mobile: &'static str,
    pub mobile_hint: &'static str,
    pub mobile_problem: &'static str,
    pub contact_email: &'static str,
    pub email_problem: &'static str,
    pub gender: &'static str,
    pub birth: &'static str,
    pub birth_hint: &'static str,
    pub birth_problem: &'static str,
    pub vehicle_make: &'static str,
    pub vehicle_model: &'static str,
    pub vehicle_colour: &'static str,
    pub plate: &'static str,
    /// A complaint about any text.
    pub too_long: &'static str,
    pub save: &'static str,
    pub saved: &'static str,
    /// Who is signed in.
    pub signed_in_as: fn(&str) -> String,
    /// A page that needs somebody.
    pub sign_in_first: &'static str,
    /// An address that is none.
    pub nothing_here: &'static str,
    pub to_the_alarm: &'static str,
}

/// The words of the account's pages.
pub fn account() -> &'static Account {
    &ENGLISH
}

static ENGLISH: Account = Account {
    sign_in: "Sign in",
    open_call: "Your call for help is open.",
    open_call_back: "Go back to your call",
    sign_in_why: "You stay signed in on this phone, so that the alarm works with one touch.",
    press_waits: "Your call for help is kept. It goes out as soon as you are signed in.",
    email: "E-mail address",
    email_missing: "Enter your e-mail address",
    password: "Password",
    password_missing: "Enter your password",
    wrong: "This e-mail address and password do not belong together. Check both and try again.",
    demo_accounts: "This is a demonstration. Sign in as resident@demo.example with the password tocsin-demo.",
    sign_out: "Sign out",
    my_details: "My details",
    my_details_why: "The control room and the people who come to you see these when you call for help.",
    about_you: "About you",
    your_vehicle: "Your vehicle",
    your_home: "Where you live",
    your_home_why: "We come here when your phone cannot tell where you are.",
    flat: "Flat",
    street: "Number and street",
    town: "Town",
    postcode: "Postcode",
    postcode_problem: "Write a postcode like N1 9GU",
    name: "First name",
    surname: "Family name",
    mobile: "Mobile number",
    mobile_hint: "The control room rings this number when you call for help.",
    mobile_problem: "Enter a telephone number like +44 7700 900123",
    contact_email: "E-mail address for contact",
    email_problem: "Enter an e-mail address like name@example.com",
    gender: "Gender",
    birth: "Date of birth",
    birth_hint: "Year, month and day, like 1950-01-31",
    birth_problem: "Enter a date like 1950-01-31",
    vehicle_make: "Make",
    vehicle_model: "Model",
    vehicle_colour: "Colour",
    plate: "Number plate",
    too_long: "Use at most 200 characters",
    save: "Save",
    saved: "Your details are saved.",
    signed_in_as: |name| format!("Signed in as {name}"),
    sign_in_first: "Sign in to see your details.",
    nothing_here: "There is no page at this address.",
    to_the_alarm: "Go to the alarm",
};
