//! Whether a notification would reach anybody; otherwise it is refused, so that its sender knows.

use sea_orm::{ConnectionTrait, FromQueryResult};
use wire::notification::NewNotification;

use crate::notifications::audience::{Audience, push_any};
use database::sql::Sql;
use web::error::Error;
use web::problem::invalid_field;

#[derive(FromQueryResult)]
struct CountRow {
    n: i64,
}

#[derive(FromQueryResult)]
struct Tenure {
    tenure: String,
}

/// 422 if a group of residents is empty, or if the named person has no account. Residents in a group need no accounts, because
/// they receive messages. A notification for a team waits for people who join it; meanwhile managers and admins see it.
pub(crate) async fn check(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    audiences: &[Audience],
    new: &NewNotification,
) -> Result<(), Error> {
    for group in audiences.iter().filter(|audience| audience.is_of_residents()) {
        if !has_residents(db, group).await? {
            return Err(nobody_lives(db, organisation_id, new).await?);
        }
    }
    let is_named = |audience: &Audience| matches!(audience, Audience::Person(_) | Audience::Address { .. });
    if audiences.iter().all(is_named) && !has_accounts(db, audiences).await? {
        return Err(invalid_field(
            "user",
            "no active account has this e-mail address, so nobody would be notified",
        ));
    }
    Ok(())
}

async fn has_accounts(db: &impl ConnectionTrait, audiences: &[Audience]) -> Result<bool, Error> {
    let mut sql = Sql::new("SELECT count(*) AS n FROM (SELECT 1 FROM \"user\" u WHERE ");
    push_any(&mut sql, audiences);
    let found = sql.push(" LIMIT 1) AS found").one::<CountRow>(db).await?;
    Ok(found.is_some_and(|row| row.n > 0))
}

async fn has_residents(db: &impl ConnectionTrait, group: &Audience) -> Result<bool, Error> {
    let mut sql = Sql::new(
        "SELECT count(*) AS n FROM (SELECT 1 FROM resident r LEFT JOIN \"user\" u ON u.id = r.user_id ",
    );
    sql.push("WHERE (u.id IS NULL OR u.active = TRUE) AND ");
    group.push_residents(&mut sql);
    let found = sql.push(" LIMIT 1) AS found").one::<CountRow>(db).await?;
    Ok(found.is_some_and(|row| row.n > 0))
}

async fn nobody_lives(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    new: &NewNotification,
) -> Result<Error, Error> {
    let Some(tenure) = &new.tenure else {
        return Ok(invalid_field("siteId", "nobody lives at this site yet, so nobody would be notified"));
    };
    let mut sql = Sql::new("SELECT DISTINCT r.tenure FROM resident r WHERE r.organisation_id = ");
    sql.bind(organisation_id);
    if let Some(site) = new.site_id {
        sql.push(" AND r.site_id = ").bind(site.0);
    }
    sql.push(" AND r.tenure IS NOT NULL ORDER BY r.tenure LIMIT 20");
    let known: Vec<String> = sql.all::<Tenure>(db).await?.into_iter().map(|row| row.tenure).collect();
    let known = match known.is_empty() {
        true => "no resident here has a tenure yet; an admin sets it in their account".to_owned(),
        false => format!("use one that residents here have: {}", known.join(", ")),
    };
    Ok(invalid_field(
        "tenure",
        format!("no resident here has the tenure {tenure}, so nobody would be notified; {known}"),
    ))
}
