//! User accounts, as an organisation's admin manages them.

mod import;
mod refusal;
#[cfg(test)]
mod tests;

pub use import::AccountImport;
pub use refusal::AccountRefusal;

use crate::customer::is_email;
use crate::field_errors::FieldErrors;
use crate::id::{ResidentId, SiteId, UserId};
use crate::label;
use crate::lenient::read_leniently;
use crate::sender::phone;
use crate::session::{Role, SiteRef};
use crate::tenure;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The staff teams of an organisation.
pub const TEAMS: [&str; 6] =
    ["housing", "finance", "repairs-manager", "repairs-contractor", "dlo-supervisor", "rcc-supervisor"];

/// One item of `GET /api/users`, and the response of `GET /api/users/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Account {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub team: Option<String>,
    /// The mobile number of staff, for texts about alarms that nobody acknowledges.
    pub mobile: Option<String>,
    /// A resident's site, or an officer's patch.
    pub site: Option<SiteRef>,
    /// A resident's tenure, such as `tenant`.
    pub tenure: Option<String>,
    /// The resident record of this account.
    pub resident: Option<ResidentId>,
    /// Whether the account can sign in; false when it was deactivated.
    pub active: bool,
    /// Invited, but no password chosen yet.
    pub invited: bool,
    pub created_at: Timestamp,
    /// The last request of any of its sessions.
    pub seen_at: Option<Timestamp>,
}

read_leniently!(Account {
    id,
    email,
    name,
    role,
    team,
    mobile,
    site,
    tenure,
    resident,
    active,
    invited,
    created_at,
    seen_at
});

/// The body of `POST /api/users`: an invitation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct NewAccount {
    /// What they will sign in with, and where the invitation goes.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub email: String,
    /// First name, or the whole name of staff.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub surname: String,
    /// What they may do.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// A resident's site, or an officer's patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
}

/// The body of `PATCH /api/users/{id}`. Omitted fields stay unchanged; null clears a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct AccountChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A resident stays a resident, and no other account becomes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub team: Option<Option<String>>,
    /// The mobile number of staff.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub mobile: Option<Option<String>>,
    /// A resident's site, or an officer's patch.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<SiteId>))]
    pub site: Option<Option<SiteId>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub tenure: Option<Option<String>>,
    /// False deactivates the account and ends its sessions; true reactivates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// Distinguishes null, which clears a field, from a missing field.
fn said<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    reader: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(reader).map(Some)
}

/// Maximum length of a person's name in characters.
pub const NAME_LIMIT: usize = 200;

impl NewAccount {
    /// All problems, each with its field.
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
    /// All problems of the change itself, each with its field.
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
        // Reactivating a controller, or changing a controller's role, also creates an account with new rights.
        let reopens = self.active == Some(true) || self.role.as_ref().is_some_and(|new| new != role);
        if *role == Role::Controller && reopens {
            errors.add("role", ONLY_THE_OPERATOR);
        }
        let role = self.role.as_ref().unwrap_or(role);
        check_team(self.team.as_ref().and_then(Option::as_deref), role, &mut errors);
        if *role == Role::Resident && self.site == Some(None) {
            errors.add("site", "Choose where they live.");
        }
        check_mobile(self.mobile.as_ref().and_then(Option::as_deref), role, &mut errors);
        check_tenure(self.tenure.as_ref().and_then(Option::as_deref), role, &mut errors);
        errors
    }
}

fn check_mobile(mobile: Option<&str>, role: &Role, errors: &mut FieldErrors) {
    match mobile {
        Some(mobile) if let Err(problem) = phone::parse(mobile) => errors.add("mobile", problem.message()),
        Some(_) if !role.is_staff() => {
            errors.add("mobile", "Only staff have a number here. Leave it empty.");
        }
        _ => {}
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

/// A controller serves several organisations, so the admin of one organisation cannot create one.
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

/// The response of `POST /api/users` and `POST /api/users/{id}/invitation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    pub user: Account,
    pub invitation: Invitation,
}

read_leniently!(Invited { user, invitation });

/// A one-time invitation for an account without a password. The admin sees it once; it is also sent by e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The page where the password is chosen. The code is in the fragment (`#`), which browsers do not send to servers.
    pub link: String,
    /// The code alone, for reading it out.
    pub code: String,
    pub expires_at: Timestamp,
    /// Whether an e-mail with the link was sent.
    pub sent: bool,
}

read_leniently!(Invitation { link, code, expires_at, sent });

/// One row of `GET /api/users/{id}/sessions`: where they are signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// The id by which the token is revoked.
    pub id: String,
    /// `browser` or `television`.
    pub kind: String,
    /// The device, as its `User-Agent` describes it.
    pub device: String,
    pub created_at: Timestamp,
    /// The last request of the session.
    pub seen_at: Timestamp,
}

read_leniently!(SignedIn { id, kind, device, created_at, seen_at });

/// One item of `GET /api/users/{id}/tokens`: a valid token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TokenRow {
    /// The id by which the token is revoked.
    pub id: String,
    pub created_at: Timestamp,
    /// The expiry; null when the token is valid until it is revoked.
    pub expires_at: Option<Timestamp>,
}

read_leniently!(TokenRow { id, created_at, expires_at });
