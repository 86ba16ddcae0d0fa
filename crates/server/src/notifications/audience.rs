//! The audience of a notification. Each audience is a condition over accounts, and a key by which a person who joins it later
//! finds its open notifications.

use sea_orm::{ConnectionTrait, EntityTrait};
use wire::session::Role;

use database::entity::{site, user};
use database::sql::Sql;
use web::error::Error;

/// The team whose officers have a site as their patch; for other teams the site is only where their desks are.
const HOUSING: &str = "housing";

/// An audience of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One account, by its id.
    Person(String),
    /// The present or future holder of this e-mail address in one organisation.
    Address {
        organisation_id: i64,
        /// The sign-in name in lower case.
        email: String,
    },
    /// A team of staff.
    Team { organisation_id: i64, team: String },
    /// The housing officers whose patch this site is.
    Patch(i64),
    /// The residents of a site, optionally only tenants or leaseholders.
    Residents { site_id: i64, tenure: Option<String> },
    /// The residents of an organisation with this tenure, at all sites.
    Tenure { organisation_id: i64, tenure: String },
    /// Everybody with this role in an organisation.
    Role { organisation_id: i64, role: Role },
    /// The controllers who serve this organisation.
    ControlRoom(i64),
}

impl Audience {
    /// The key under which it is stored.
    pub fn key(&self) -> String {
        match self {
            Self::Person(id) => format!("person:{id}"),
            Self::Address { organisation_id, email } => format!("address:{organisation_id}:{email}"),
            Self::Team { organisation_id, team } => format!("team:{organisation_id}:{team}"),
            Self::Patch(site_id) => format!("patch:{site_id}"),
            Self::Residents { site_id, tenure: None } => format!("residents:{site_id}"),
            Self::Residents { site_id, tenure: Some(tenure) } => format!("residents:{site_id}:{tenure}"),
            Self::Tenure { organisation_id, tenure } => format!("tenure:{organisation_id}:{tenure}"),
            Self::Role { organisation_id, role } => format!("role:{organisation_id}:{}", role.as_str()),
            Self::ControlRoom(organisation_id) => format!("control-room:{organisation_id}"),
        }
    }

    /// The audience that is stored under this key.
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once(':')?;
        let pair =
            || rest.split_once(':').and_then(|(number, rest)| Some((number.parse().ok()?, rest.to_owned())));
        Some(match kind {
            "person" => Self::Person(rest.to_owned()),
            "patch" => Self::Patch(rest.parse().ok()?),
            "control-room" => Self::ControlRoom(rest.parse().ok()?),
            "address" => pair().map(|(organisation_id, email)| Self::Address { organisation_id, email })?,
            "team" => pair().map(|(organisation_id, team)| Self::Team { organisation_id, team })?,
            "tenure" => pair().map(|(organisation_id, tenure)| Self::Tenure { organisation_id, tenure })?,
            "role" => {
                pair().map(|(organisation_id, role)| Self::Role { organisation_id, role: role.into() })?
            }
            "residents" => match rest.parse() {
                Ok(site_id) => Self::Residents { site_id, tenure: None },
                Err(_) => {
                    pair().map(|(site_id, tenure)| Self::Residents { site_id, tenure: Some(tenure) })?
                }
            },
            _ => return None,
        })
    }

    /// Every key that applies to an account. `tenure` is a resident's, `serves` a controller's organisations.
    pub fn keys_of(user: &user::Model, tenure: Option<&str>, serves: &[i64]) -> Vec<String> {
        let role = Role::from(user.role.clone());
        let mut all = vec![Self::Person(user.id.clone())];
        if let Some(organisation_id) = user.organisation_id {
            all.push(Self::Address { organisation_id, email: user.email.clone() });
            all.push(Self::Role { organisation_id, role: role.clone() });
            if let (Some(team), Role::Officer | Role::Manager) = (&user.team, &role) {
                all.push(Self::Team { organisation_id, team: team.clone() });
            }
        }
        match (user.site_id, &role) {
            (Some(site_id), Role::Officer) if user.team.as_deref().is_none_or(|team| team == HOUSING) => {
                all.push(Self::Patch(site_id));
            }
            (Some(site_id), Role::Resident) => {
                all.push(Self::Residents { site_id, tenure: None });
                if let Some(tenure) = tenure {
                    all.push(Self::Residents { site_id, tenure: Some(tenure.to_owned()) });
                }
            }
            _ => {}
        }
        if let (Some(organisation_id), Some(tenure), Role::Resident) = (user.organisation_id, tenure, &role) {
            all.push(Self::Tenure { organisation_id, tenure: tenure.to_owned() });
        }
        if role == Role::Controller {
            all.extend(serves.iter().copied().map(Self::ControlRoom));
        }
        all.iter().map(Self::key).collect()
    }

    /// A description for the tray.
    pub async fn words(&self, db: &impl ConnectionTrait) -> Result<String, Error> {
        let place = async |id: i64| -> Result<String, Error> {
            let site = site::Entity::find_by_id(id).one(db).await?;
            Ok(site.map_or_else(|| format!("site {id}"), |site| site.name))
        };
        Ok(match self {
            Self::Person(id) => {
                let user = user::Entity::find_by_id(id).one(db).await?;
                user.map_or_else(|| "somebody".to_owned(), |user| user.name)
            }
            Self::Address { email, .. } => email.clone(),
            Self::Team { team, .. } => team.replace('-', " "),
            Self::Patch(id) => format!("officers of {}", place(*id).await?),
            Self::Residents { site_id, tenure: None } => format!("residents of {}", place(*site_id).await?),
            Self::Residents { site_id, tenure: Some(tenure) } => {
                format!("{tenure}s of {}", place(*site_id).await?)
            }
            Self::Tenure { tenure, .. } => format!("{tenure}s"),
            Self::Role { role, .. } => format!("{}s", role.as_str()),
            Self::ControlRoom(_) => "control room".to_owned(),
        })
    }

    /// Whether this is a group of residents, which includes those without an account.
    pub(crate) fn is_of_residents(&self) -> bool {
        matches!(self, Self::Residents { .. } | Self::Tenure { .. })
    }

    /// Appends the condition over residents, `r` in the statement; nothing if this is not a group of residents.
    pub(crate) fn push_residents(&self, sql: &mut Sql) {
        match self {
            Self::Residents { site_id, tenure } => {
                sql.push("(r.site_id = ").bind(*site_id);
                if let Some(tenure) = tenure {
                    sql.push(" AND r.tenure = ").bind(tenure.as_str());
                }
                sql.push(")");
            }
            Self::Tenure { organisation_id, tenure } => {
                sql.push("(r.organisation_id = ").bind(*organisation_id);
                sql.push(" AND r.tenure = ").bind(tenure.as_str()).push(")");
            }
            _ => {
                sql.push("1 = 0");
            }
        }
    }

    /// Appends the condition over accounts, `u` in the statement.
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Person(id) => {
                sql.push("u.id = ").bind(id.as_str());
            }
            Self::Address { organisation_id, email } => {
                sql.push("(u.organisation_id = ").bind(*organisation_id);
                sql.push(" AND u.email = ").bind(email.as_str()).push(")");
            }
            Self::Team { organisation_id, team } => {
                sql.push("(u.organisation_id = ").bind(*organisation_id);
                sql.push(" AND u.role IN ('officer', 'manager') AND u.team = ");
                sql.bind(team.as_str()).push(")");
            }
            Self::Patch(site_id) => {
                sql.push("(u.site_id = ").bind(*site_id);
                sql.push(" AND u.role = 'officer' AND (u.team IS NULL OR u.team = ");
                sql.bind(HOUSING).push("))");
            }
            Self::Residents { site_id, tenure } => {
                sql.push("(u.site_id = ").bind(*site_id).push(" AND u.role = 'resident'");
                if let Some(tenure) = tenure {
                    sql.push(" AND EXISTS (SELECT 1 FROM resident r WHERE r.user_id = u.id AND r.tenure = ");
                    sql.bind(tenure.as_str()).push(")");
                }
                sql.push(")");
            }
            Self::Tenure { organisation_id, tenure } => {
                sql.push("(u.organisation_id = ")
                    .bind(*organisation_id)
                    .push(" AND u.role = 'resident' AND EXISTS ");
                sql.push("(SELECT 1 FROM resident r WHERE r.user_id = u.id AND r.tenure = ");
                sql.bind(tenure.as_str()).push("))");
            }
            Self::Role { organisation_id, role } => {
                sql.push("(u.organisation_id = ").bind(*organisation_id);
                sql.push(" AND u.role = ").bind(role.as_str()).push(")");
            }
            Self::ControlRoom(organisation_id) => {
                sql.push("(u.role = 'controller' AND EXISTS (SELECT 1 FROM controller_organisation o ");
                sql.push("WHERE o.user_id = u.id AND o.organisation_id = ").bind(*organisation_id);
                sql.push("))");
            }
        }
    }
}

/// A description of all these audiences.
pub(crate) async fn words(db: &impl ConnectionTrait, audiences: &[Audience]) -> Result<String, Error> {
    let mut all = Vec::with_capacity(audiences.len());
    for audience in audiences {
        all.push(audience.words(db).await?);
    }
    Ok(all.join(", "))
}

/// Appends the condition that account `u` is in one of these audiences and can sign in.
pub(crate) fn push_any(sql: &mut Sql, audiences: &[Audience]) {
    sql.push("u.active = TRUE AND (");
    for (index, audience) in audiences.iter().enumerate() {
        if index > 0 {
            sql.push(" OR ");
        }
        audience.push(sql);
    }
    if audiences.is_empty() {
        sql.push("1 = 0");
    }
    sql.push(")");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_back() {
        let organisation_id = 2;
        for audience in [
            Audience::Person("a".into()),
            Audience::Address { organisation_id, email: "a:b@x.example".into() },
            Audience::Team { organisation_id, team: "finance".into() },
            Audience::Patch(5),
            Audience::Residents { site_id: 5, tenure: None },
            Audience::Residents { site_id: 5, tenure: Some("tenant".into()) },
            Audience::Tenure { organisation_id, tenure: "shared owner".into() },
            Audience::Role { organisation_id, role: Role::Manager },
            Audience::ControlRoom(2),
        ] {
            assert_eq!(Audience::from_key(&audience.key()), Some(audience));
        }
        assert_eq!(Audience::from_key("moon:1"), None);
    }
}
