//! The accounts that a step notifies: active staff of the organisation, and the controllers who serve it.

use sea_orm::{ConnectionTrait, FromQueryResult};
use wire::escalation::Target;
use wire::session::Role;

use database::sql::Sql;
use web::error::Error;

/// An account that a rung notifies.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) mobile: Option<String>,
}

/// The accounts behind these targets, each once.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    whom: &[Target],
) -> Result<Vec<Person>, Error> {
    let mut sql = Sql::new("SELECT u.id, u.email, u.mobile FROM \"user\" u WHERE u.active = TRUE AND (1 = 0");
    for target in whom {
        match target {
            Target::Controllers => push_controllers(&mut sql, organisation_id),
            Target::Officers => push_role(&mut sql, organisation_id, &Role::Officer),
            Target::Managers => push_role(&mut sql, organisation_id, &Role::Manager),
            Target::Admins => push_role(&mut sql, organisation_id, &Role::Admin),
            Target::Everybody => {
                push_controllers(&mut sql, organisation_id);
                for role in [Role::Officer, Role::Manager, Role::Admin] {
                    push_role(&mut sql, organisation_id, &role);
                }
            }
            Target::Account(email) => push_account(&mut sql, organisation_id, email),
            Target::Number(_) | Target::Other(_) => {}
        }
    }
    Ok(sql.push(") ORDER BY u.id").all(db).await?)
}

fn push_serving(sql: &mut Sql, organisation_id: i64) {
    sql.push(
        "EXISTS (SELECT 1 FROM controller_organisation o WHERE o.user_id = u.id AND o.organisation_id = ",
    );
    sql.bind(organisation_id).push(")");
}

fn push_controllers(sql: &mut Sql, organisation_id: i64) {
    sql.push(" OR (u.role = ").bind(Role::Controller.as_str()).push(" AND u.password_hash IS NOT NULL AND ");
    push_serving(sql, organisation_id);
    sql.push(")");
}

fn push_role(sql: &mut Sql, organisation_id: i64, role: &Role) {
    sql.push(" OR (u.customer_id = ").bind(organisation_id).push(" AND u.role = ");
    sql.bind(role.as_str()).push(")");
}

/// Staff of the organisation only: a ladder must not write to anybody else.
fn push_account(sql: &mut Sql, organisation_id: i64, email: &str) {
    sql.push(" OR (u.email = ").bind(email).push(" AND ((u.customer_id = ").bind(organisation_id);
    sql.push(" AND u.role IN ('officer', 'manager', 'admin', 'controller')) OR ");
    push_serving(sql, organisation_id);
    sql.push("))");
}
