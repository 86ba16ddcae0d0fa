//! All addresses of the app. Links are written nowhere else; the route table repeats them, because `path!` takes literals.
//!
//! Long because every address is here, so that they are found together.

use wire::session::Role;

use crate::words;

/// The alarm, and during a callout the tracker.
pub const HOME: &str = "/";
/// The resident's sign-in.
pub const SIGN_IN: &str = "/sign-in";
/// The query parameter for the page after signing in.
pub const NEXT: &str = "next";
/// The fragment parameter of the sign-in: the code of a television to connect afterwards.
pub const TELEVISION_CODE: &str = "television";
/// Choosing a password with a code.
pub const NEW_PASSWORD: &str = "/new-password";
/// The resident's own details, which travel with every callout.
pub const ME: &str = "/me";
/// Asking for assistance; for a supporter, the requests.
pub const ASSISTANCE: &str = "/assistance";
/// The resident's notifications.
pub const NOTIFICATIONS: &str = "/notifications";
/// What a resident's notification is about.
pub const OWN_RECORDS: &str = "/records";
/// The resident's televisions, and pairing one.
pub const TELEVISIONS: &str = "/televisions";
/// The television.
pub const TELEVISION: &str = "/tv";
/// The drill: a test of this phone.
pub const DRILL: &str = "/drill";

/// The staff's home page, as the server redirects to it.
pub const STAFF: &str = "/staff/";
/// The same, as old links name it.
pub const STAFF_SIGN_IN: &str = "/staff/sign-in";
/// The control room.
pub const CONTROL: &str = "/staff/control";
/// Responders, their vehicles and the suppliers.
pub const CONTROL_VEHICLES: &str = "/staff/control/vehicles";

/// The tray.
pub const TRAY: &str = "/staff/tray";
/// Writing an e-mail, a text or a letter.
pub const COMPOSE: &str = "/staff/compose";
/// Sent messages and their status.
pub const MESSAGES: &str = "/staff/messages";
/// The records that notifications are about.
pub const RECORDS: &str = "/staff/records";
/// Visits and cautionary records.
pub const VISITS: &str = "/staff/visits";
/// How this device is notified: pop-ups, pushes, sound, quiet hours.
pub const THIS_DEVICE: &str = "/staff/device";

/// Who is notified when a resident asks for assistance.
pub const PROVIDERS: &str = "/staff/providers";
/// Import and export of providers.
pub const PROVIDER_FILES: &str = "/staff/providers/files";
/// Who would be notified for whom, and the gaps.
pub const COVERAGE: &str = "/staff/coverage";
/// All accounts of the organisation.
pub const ACCOUNTS: &str = "/staff/accounts";
/// Addresses of sites and residents.
pub const ADDRESSES: &str = "/staff/addresses";
/// API clients of integrators.
pub const CLIENTS: &str = "/staff/clients";
/// Services that send notifications.
pub const SERVICES: &str = "/staff/services";
/// Where notifications lead.
pub const LINKS: &str = "/staff/links";
/// What e-mails, texts and letters say.
pub const TEMPLATES: &str = "/staff/templates";

/// Compliance with guidelines, and stale processes.
pub const GOVERNANCE: &str = "/staff/governance";
/// Who is notified of an alarm that nobody acknowledges.
pub const ESCALATION: &str = "/staff/escalation";
/// The ledger of deliveries.
pub const DELIVERIES: &str = "/staff/deliveries";

/// The pages of a role, with their names in the bar. The first is the role's home page.
pub fn bar_links(role: &Role) -> Vec<(&'static str, &'static str)> {
    let words = words::staff();
    match role {
        Role::Controller => vec![(CONTROL, words.control_room), (CONTROL_VEHICLES, words.vehicles)],
        Role::Officer => vec![
            (TRAY, words.tray),
            (VISITS, words.visits),
            (COMPOSE, words.compose),
            (MESSAGES, words.messages),
            (COVERAGE, words.coverage),
            (ADDRESSES, words.addresses),
        ],
        Role::Manager => vec![
            (TRAY, words.tray),
            (VISITS, words.visits),
            (COMPOSE, words.compose),
            (MESSAGES, words.messages),
            (COVERAGE, words.coverage),
            (ADDRESSES, words.addresses),
            (SERVICES, words.services),
            (TEMPLATES, words.templates),
            (GOVERNANCE, words.governance),
        ],
        Role::Admin => vec![
            (PROVIDERS, words.providers),
            (COVERAGE, words.coverage),
            (DELIVERIES, words.deliveries),
            (ESCALATION, words.escalation),
            (ACCOUNTS, words.accounts),
            (ADDRESSES, words.addresses),
            (CLIENTS, words.clients),
            (SERVICES, words.services),
            (TEMPLATES, words.templates),
            (GOVERNANCE, words.governance),
            (TRAY, words.tray),
            (MESSAGES, words.messages),
        ],
        _ => Vec::new(),
    }
}

/// The resident's sign-in that leads back to `path`, which is encoded already.
pub fn sign_in_and_back(path: &str) -> String {
    with_query(SIGN_IN, &[(NEXT, path.to_owned())])
}

/// The page to choose a password with a code, which leads to `path` afterwards; `path` is encoded already.
pub fn new_password_and_back(path: &str) -> String {
    with_query(NEW_PASSWORD, &[(NEXT, path.to_owned())])
}

/// A path with a query of encoded pairs.
pub fn with_query(path: &str, pairs: &[(&str, String)]) -> String {
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// One provider, or `new`.
pub fn provider(which: &str) -> String {
    format!("{PROVIDERS}/{which}")
}

/// The query parameter for a page that was just saved.
pub const SAVED: &str = "saved";

/// A provider that was just registered.
pub fn provider_saved(id: wire::id::ProviderId) -> String {
    format!("{PROVIDERS}/{id}?{SAVED}=yes")
}

/// The form of a new provider, filled with a copy of another.
pub fn provider_copy(id: wire::id::ProviderId) -> String {
    format!("{PROVIDERS}/new?copy={id}")
}

/// The form of a new provider for this site or resident.
pub fn provider_for(kind: wire::assistance::ScopeKind, id: i64) -> String {
    format!("{PROVIDERS}/new?type={}&object={id}", kind.as_str())
}

/// The deliveries of a provider.
pub fn deliveries_of(id: wire::id::ProviderId) -> String {
    with_query(DELIVERIES, &[("provider", id.to_string())])
}

/// The cover of a site, of a resident or of everybody.
pub fn coverage_of(kind: wire::assistance::ScopeKind, id: i64) -> String {
    format!("{COVERAGE}?{}={id}", kind.as_str())
}

/// One account, or `new`.
pub fn account(which: &str) -> String {
    format!("{ACCOUNTS}?account={which}")
}

/// One API client.
pub fn client(id: &str) -> String {
    format!("{CLIENTS}?client={id}")
}

/// The address of one site or one resident.
pub fn address_of(kind: wire::assistance::ScopeKind, id: i64) -> String {
    format!("{ADDRESSES}?{}={id}", kind.as_str())
}

/// One service, or `new`.
pub fn service(which: &str) -> String {
    format!("{SERVICES}?service={which}")
}

/// One template, or `new`.
pub fn template(which: &str) -> String {
    format!("{TEMPLATES}/{which}")
}

/// The form that notifies everybody of a site or a tenure.
pub fn tell_everybody() -> String {
    format!("{COMPOSE}?everybody=yes")
}

/// One visit, by its encoded id.
pub fn visit(encoded: &str) -> String {
    format!("{VISITS}?visit={encoded}")
}

/// The visits of a state: `planned`, `over` or `cancelled`.
pub fn visits(state: &str) -> String {
    if state == "planned" { VISITS.to_owned() } else { format!("{VISITS}?state={state}") }
}

/// A record that notifications are about.
pub fn record(kind: &str, id: &str) -> String {
    format!("{RECORDS}/{kind}/{id}")
}

/// One notification in the tray.
pub fn tray_item(id: &wire::id::NotificationId) -> String {
    format!("{TRAY}/{id}")
}

/// One notification of a resident.
pub fn notification(id: &wire::id::NotificationId) -> String {
    format!("{NOTIFICATIONS}/{id}")
}

/// The resident's notifications older than this one.
pub fn notifications_before(id: &str) -> String {
    with_query(NOTIFICATIONS, &[("before", id.to_owned())])
}

/// One request for assistance.
pub fn assistance_request(id: wire::id::AssistanceRequestId) -> String {
    format!("{ASSISTANCE}/{id}")
}

/// The first path segments of the app's pages. Other addresses are the server's: files, the API, its own pages.
const APP_PATHS: [&str; 10] = [
    SIGN_IN,
    NEW_PASSWORD,
    ME,
    ASSISTANCE,
    NOTIFICATIONS,
    OWN_RECORDS,
    TELEVISIONS,
    DRILL,
    TELEVISION,
    "/staff",
];

/// Whether the app draws `path`.
pub fn is_app_page(path: &str) -> bool {
    path == HOME || APP_PATHS.iter().any(|page| is_below(path, page))
}

/// Whether `path` is the staff's home page, by any of its addresses.
pub fn is_staff_home(path: &str) -> bool {
    [STAFF.trim_end_matches('/'), STAFF, STAFF_SIGN_IN].contains(&path)
}

/// Whether `path` is an officer's page besides the tray.
pub fn is_beside_the_tray(path: &str) -> bool {
    [COMPOSE, MESSAGES, RECORDS, VISITS, THIS_DEVICE].iter().any(|page| is_below(path, page))
}

/// Whether `path` is the page `page` or one below it.
pub fn is_below(path: &str, page: &str) -> bool {
    path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A queue of the control room: `open`, `demo` or `closed`.
pub fn control_queue(state: &str) -> String {
    with_queue(CONTROL.to_owned(), state)
}

/// One callout with its queue beside it.
pub fn control_callout_in(id: wire::id::CalloutId, state: &str) -> String {
    with_queue(control_callout(id), state)
}

fn with_queue(path: String, state: &str) -> String {
    if state == "open" { path } else { format!("{path}?state={state}") }
}

/// The page of vehicles with a form open: `kind` is `responder` or `supplier`, `which` its number or `new`.
pub fn control_vehicle_form(kind: &str, which: &str) -> String {
    format!("{CONTROL_VEHICLES}?{kind}={which}")
}

/// One callout in the control room.
pub fn control_callout(id: wire::id::CalloutId) -> String {
    format!("{CONTROL}/{id}")
}

/// A telephone link. Only digits and a leading plus are dialled.
pub fn telephone(number: &str) -> String {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{dialled}")
}

/// A link to the public map of a place, for a person who has only its coordinates.
pub fn place(latitude: f64, longitude: f64) -> String {
    format!("geo:{latitude:.6},{longitude:.6}")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_addresses_are_no_pages_of_the_app() {
        for path in [
            "/",
            "/me",
            "/sign-in",
            "/assistance/5",
            "/tv",
            "/staff",
            "/staff/",
            "/staff/tray/5",
            "/staff/no-such",
        ] {
            assert!(is_app_page(path), "{path}");
        }
        for path in
            ["/api/docs", "/v2/templates", "/d/5/key", "/dev/outbox", "/read/token", "/staffing", "/mee"]
        {
            assert!(!is_app_page(path), "{path}");
        }
    }
}
