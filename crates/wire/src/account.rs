//! Accounts, as the admin of an organisation keeps them.

#[cfg(test)]
mod tests;

use crate::assistance::LineErrors;
use crate::customer::is_email;
use crate::field_errors::FieldErrors;
use crate::id::{ResidentId, SiteId, UserId};
use crate::label;
use crate::lenient::read_leniently;
use crate::session::{Role, SiteRef};
use crate::tenure;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The teams of staff.
pub const TEAMS: [&str; 6] =
    ["housing", "finance", "repairs-manager", "repairs-contractor", "dlo-supervisor", "rcc-supervisor"];

/// One row of `GET /api/users`, and the answer of `GET /api/users/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Its id.
    pub id: UserId,
    /// What they sign in with.
    pub email: String,
    /// First and family name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The team of an officer.
    pub team: Option<String>,
    /// Where a resident lives; an officer's patch.
    pub site: Option<SiteRef>,
    /// How a resident holds their home, such as `tenant`.
    pub tenure: Option<String>,
    /// The resident that this account is.
    pub resident: Option<ResidentId>,
    /// Can sign in; a deactivated one cannot.
    pub active: bool,
    /// Was invited and has not chosen a password yet.
    pub invited: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When they were last seen signed in anywhere.
    pub seen_at: Option<Timestamp>,
}

read_leniently!(Account {
    id,
    email,
    name,
    role,
    team,
    site,
    tenure,
    resident,
    active,
    invited,
    created_at,
    seen_at
});

/// The body of `POST /api/users`: who is invited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NewAccount {
    /// What they will sign in with, and where the invitation goes.
    pub email: String,
    /// First name, or the whole name of staff.
    pub name: String,
    /// Family name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub surname: String,
    /// What they may do.
    pub role: Role,
    /// The team of an officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Where a resident lives; an officer's patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// How a resident holds their home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
}

/// The body of `PATCH /api/users/{id}`: what is left out stays as it was, null empties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AccountChange {
    /// First and family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they may do. A resident stays one, and nobody else becomes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The team of an officer.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    pub team: Option<Option<String>>,
    /// Where a resident lives; an officer's patch.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    pub site: Option<Option<SiteId>>,
    /// How a resident holds their home.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    pub tenure: Option<Option<String>>,
    /// False deactivates: signed out everywhere, and no way back in. True brings back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// Tells a null, which empties, from a field that is not there.
fn said<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    reader: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(reader).map(Some)
}

/// The most characters of a person's name.
pub const NAME_LIMIT: usize = 200;

impl NewAccount {
    /// Everything that is wrong, each at its field.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        if !is_email(self.email.trim()) {
            errors.add("email", "Enter an e-mail address like name@example.com.");
        }
        check_name("name", &self.name, &mut errors);
        if let Err(problem) = label::parse_optional(&self.surname, NAME_LIMIT) {
            errors.add("surname", problem.message(""));
        }
        check_role(&self.role, &mut errors);
        check_team(self.team.as_deref(), &self.role, &mut errors);
        if self.role == Role::Resident && self.site.is_none() {
            errors.add("site", "Choose where they live.");
        }
        check_tenure(self.tenure.as_deref(), &self.role, &mut errors);
        errors
    }
}

impl AccountChange {
    /// Everything that is wrong with the change itself, each at its field.
    pub fn problems(&self, role: &Role) -> FieldErrors {
        let mut errors = FieldErrors::new();
        if let Some(name) = &self.name {
            check_name("name", name, &mut errors);
        }
        if let Some(new) = self.role.as_ref().filter(|new| *new != role) {
            check_role(new, &mut errors);
            if (*new == Role::Resident) != (*role == Role::Resident) {
                errors.add(
                    "role",
                    "Invite them anew: a resident stays a resident, and nobody else becomes one.",
                );
            }
        }
        // Bringing a controller back, or making one something else, is making one too.
        let reopens = self.active == Some(true) || self.role.as_ref().is_some_and(|new| new != role);
        if *role == Role::Controller && reopens {
            errors.add("role", ONLY_THE_OPERATOR);
        }
        let role = self.role.as_ref().unwrap_or(role);
        check_team(self.team.as_ref().and_then(Option::as_deref), role, &mut errors);
        if *role == Role::Resident && self.site == Some(None) {
            errors.add("site", "Choose where they live.");
        }
        check_tenure(self.tenure.as_ref().and_then(Option::as_deref), role, &mut errors);
        errors
    }
}

fn check_tenure(tenure: Option<&str>, role: &Role, errors: &mut FieldErrors) {
    match tenure.map(tenure::parse_optional) {
        Some(Err(message)) => errors.add("tenure", message),
        Some(Ok(Some(_))) if *role != Role::Resident => {
            errors.add("tenure", "Only residents hold a home here. Leave it empty.");
        }
        _ => {}
    }
}

fn check_name(path: &str, name: &str, errors: &mut FieldErrors) {
    if let Err(problem) = label::parse(name, NAME_LIMIT) {
        errors.add(path, problem.message("Enter their name."));
    }
}

/// A controller answers the alarms of several organisations, so no admin of one of them makes one.
const ONLY_THE_OPERATOR: &str =
    "Only the operator makes controllers, with: tocsin-server user add --role controller";

fn check_role(role: &Role, errors: &mut FieldErrors) {
    match role {
        Role::Controller => errors.add("role", ONLY_THE_OPERATOR),
        Role::Other(_) => errors.add("role", "Use resident, supporter, officer, manager or admin."),
        _ => {}
    }
}

fn check_team(team: Option<&str>, role: &Role, errors: &mut FieldErrors) {
    match team {
        Some(team) if !TEAMS.contains(&team) => {
            errors.add("team", format!("Use one of {}.", TEAMS.join(", ")));
        }
        Some(_) if !matches!(role, Role::Officer | Role::Manager) => {
            errors.add("team", "Only officers and managers belong to a team.");
        }
        _ => {}
    }
}

/// The answer of `POST /api/users` and `POST /api/users/{id}/invitation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Invited {
    /// The account.
    pub user: Account,
    /// How they get in.
    pub invitation: Invitation,
}

read_leniently!(Invited { user, invitation });

/// The way in for somebody who has no password yet, shown to the admin once and sent by e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Where they choose a password. The code stands behind `#`, which no server is sent.
    pub link: String,
    /// The code alone, to be read out.
    pub code: String,
    /// When it stops being good.
    pub expires_at: Timestamp,
    /// An e-mail with the link is on its way.
    pub sent: bool,
}

read_leniently!(Invitation { link, code, expires_at, sent });

/// The answer of `POST /api/users/import`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountImport {
    /// Nothing was stored.
    pub dry_run: bool,
    /// Residents that are new.
    pub added: i64,
    /// Residents that were known.
    pub changed: i64,
    /// What is wrong, by line; with any of it nothing is stored.
    pub errors: Vec<LineErrors>,
}

read_leniently!(AccountImport { dry_run, added, changed, errors });

/// One row of `GET /api/users/{id}/sessions`: where they are signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// Its id, by which it is struck.
    pub id: String,
    /// `browser` or `television`.
    pub kind: String,
    /// What it is, as far as it said.
    pub device: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last seen.
    pub seen_at: Timestamp,
}

read_leniently!(SignedIn { id, kind, device, created_at, seen_at });

/// One row of `GET /api/users/{id}/tokens`: a token that still counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenRow {
    /// Its id, by which it is struck.
    pub id: String,
    /// When it was handed out.
    pub created_at: Timestamp,
    /// When it stops counting; null when it does not by itself.
    pub expires_at: Option<Timestamp>,
}

read_leniently!(TokenRow { id, created_at, expires_at });
