//! The people whom a step notifies: its targets as audiences, and the accounts in them.

use sea_orm::{ConnectionTrait, FromQueryResult};
use wire::escalation::Target;
use wire::session::Role;

use crate::auth::sandbox::{EMAIL, SANDBOX_EMAIL};
use crate::notifications::{Audience, push_any};
use database::sql::Sql;
use web::error::Error;

/// An account that a rung notifies.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) mobile: Option<String>,
}

/// The targets that are accounts, as audiences of the organisation.
pub(super) async fn audience(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    whom: &[Target],
) -> Result<Vec<Audience>, Error> {
    let role = |role| Audience::Role { organisation_id, role };
    let control_room = Audience::ControlRoom(organisation_id);
    let mut all = Vec::new();
    for target in whom {
        match target {
            Target::Controllers => all.push(control_room.clone()),
            Target::Officers => all.push(role(Role::Officer)),
            Target::Managers => all.push(role(Role::Manager)),
            Target::Admins => all.push(role(Role::Admin)),
            Target::Everybody => {
                all.push(control_room.clone());
                all.extend([Role::Officer, Role::Manager, Role::Admin].map(role));
            }
            Target::Account(email) => all.extend(staff_member(db, organisation_id, email).await?),
            Target::Number(_) | Target::Other(_) => {}
        }
    }
    Ok(all)
}

/// The account with this sign-in name, if it is staff of the organisation: a ladder notifies nobody else.
async fn staff_member(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    email: &str,
) -> Result<Option<Audience>, Error> {
    let staff = [Role::Officer, Role::Manager, Role::Admin, Role::Controller];
    let mut of_organisation = staff.map(|role| Audience::Role { organisation_id, role }).to_vec();
    of_organisation.push(Audience::ControlRoom(organisation_id));
    let mut sql = select();
    push_any(&mut sql, &of_organisation);
    let found: Vec<Person> = sql.push(" AND u.email = ").bind(email).all(db).await?;
    Ok(found.into_iter().next().map(|person| Audience::Person(person.id)))
}

/// The accounts in these audiences, without duplicates and without the simulator.
pub(super) async fn find(db: &impl ConnectionTrait, audience: &[Audience]) -> Result<Vec<Person>, Error> {
    let mut sql = select();
    push_any(&mut sql, audience);
    sql.push(" AND u.email NOT IN (").bind(EMAIL).push(", ").bind(SANDBOX_EMAIL).push(") ORDER BY u.id");
    Ok(sql.all(db).await?)
}

fn select() -> Sql {
    Sql::new("SELECT u.id, u.email, u.mobile FROM \"user\" u WHERE ")
}
