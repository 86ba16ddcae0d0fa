//! Validates and stores the lines of a file of residents.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::account::{AccountChange, NAME_LIMIT};
use wire::customer::{CustomerChange, is_email};
use wire::field_errors::FieldErrors;
use wire::id::SiteId;
use wire::session::Role;
use wire::{label, tenure};

use crate::auth::account;
use crate::auth::account::normal_email;
use crate::context::Context;
use crate::users::import_rows::Line;
use database::entity::{resident, site, user};
use web::error::Error;

/// Residents of one transaction. Presses wait for one transaction at most, so this limits how long they wait.
const AT_ONCE: usize = 20;

/// The result of validating a file.
#[derive(Default)]
pub(crate) struct ImportCheck {
    pub(crate) fit: Vec<ImportRow>,
    pub(crate) wrong: BTreeMap<i64, FieldErrors>,
    pub(crate) added: i64,
    pub(crate) changed: i64,
}

/// A line that can be stored.
pub(crate) struct ImportRow {
    known: Option<String>,
    email: String,
    name: Option<String>,
    surname: Option<String>,
    site_id: Option<i64>,
    tenure: Option<String>,
    mobile: Option<String>,
}

/// Validates all lines and collects the problems of each.
pub(crate) async fn judge(
    state: &Context,
    organisation_id: i64,
    lines: Vec<Line>,
) -> Result<ImportCheck, Error> {
    let db = &*state.db;
    let sites = site::Entity::find().filter(site::Column::OrganisationId.eq(organisation_id)).all(db).await?;
    let sites: HashMap<String, i64> = sites
        .into_iter()
        .flat_map(|site| [(site.id.to_string(), site.id), (site.name.trim().to_lowercase(), site.id)])
        .collect();
    let mut judged = ImportCheck::default();
    let mut seen = HashSet::new();
    for line in lines {
        let mut errors = FieldErrors::new();
        let number = line.number;
        let fit = judge_line(db, organisation_id, &sites, line, &mut errors).await?;
        if fit.as_ref().is_some_and(|fit| !seen.insert(fit.email.clone())) {
            errors.add("email", "List each resident once.");
        }
        match fit.filter(|_| errors.is_empty()) {
            Some(fit) => {
                *if fit.known.is_some() { &mut judged.changed } else { &mut judged.added } += 1;
                judged.fit.push(fit);
            }
            None => {
                judged.wrong.insert(number, errors);
            }
        }
    }
    Ok(judged)
}

async fn judge_line(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    sites: &HashMap<String, i64>,
    line: Line,
    errors: &mut FieldErrors,
) -> Result<Option<ImportRow>, Error> {
    let Some(email) = line.email.filter(|email| is_email(email)) else {
        errors.add("email", "Enter an e-mail address such as name@example.com.");
        return Ok(None);
    };
    let email = normal_email(&email);
    let known = account::find(db, &email).await?;
    let is_own = |known: &user::Model| {
        known.organisation_id == Some(organisation_id) && Role::from(known.role.clone()) == Role::Resident
    };
    if known.as_ref().is_some_and(|known| !is_own(known)) {
        errors.add(
            "email",
            "This address belongs to an account that is not a resident of your organisation. Use another.",
        );
    }
    for (column, name) in [("name", &line.name), ("surname", &line.surname)] {
        if let Err(problem) = label::parse_optional(name.as_deref().unwrap_or_default(), NAME_LIMIT) {
            errors.add(column, problem.message(""));
        }
    }
    if known.is_none() && line.name.is_none() {
        errors.add("name", "Enter the name of a new resident.");
    }
    let site_id = line.site.as_ref().and_then(|site| sites.get(&site.to_lowercase())).copied();
    match (&line.site, site_id) {
        (Some(_), None) => {
            errors.add("site", "There is no such site. Enter the number or name of one of your sites.");
        }
        (None, _) if known.is_none() => errors.add("site", "Enter the site of a new resident."),
        _ => {}
    }
    let tenure =
        tenure::parse_optional(line.tenure.as_deref().unwrap_or_default()).unwrap_or_else(|message| {
            errors.add("tenure", message);
            None
        });
    let change = CustomerChange { mobile: line.mobile.clone(), ..CustomerChange::default() };
    for (column, message) in change.problems() {
        errors.add(column, message);
    }
    let known = known.map(|user| user.id);
    Ok(Some(ImportRow {
        known,
        email,
        name: line.name,
        surname: line.surname,
        site_id,
        tenure,
        mobile: line.mobile,
    }))
}

/// Stores all lines in small transactions, so that presses are written in between. Importing the same file again is safe:
/// residents that exist by then are updated.
pub(crate) async fn store_all(
    state: Context,
    organisation_id: i64,
    fit: Vec<ImportRow>,
) -> Result<(), Error> {
    let mut fit = fit.into_iter().peekable();
    while fit.peek().is_some() {
        let transaction = state.write().await?;
        for one in fit.by_ref().take(AT_ONCE) {
            store(&*transaction, &state, organisation_id, one).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}

async fn store(
    transaction: &impl ConnectionTrait,
    state: &Context,
    organisation_id: i64,
    fit: ImportRow,
) -> Result<(), Error> {
    let user = match &fit.known {
        Some(id) => {
            let known = user::Entity::find_by_id(id).one(transaction).await?.ok_or(Error::NotFound)?;
            let change = AccountChange {
                site: fit.site_id.map(|id| Some(SiteId(id))),
                tenure: fit.tenure.clone().map(Some),
                name: fit.name.as_ref().map(|name| {
                    format!("{name} {}", fit.surname.as_deref().unwrap_or_default()).trim().to_owned()
                }),
                ..AccountChange::default()
            };
            crate::users::apply::apply(transaction, state, known, change).await?
        }
        None => {
            let new = crate::accounts::NewAccount {
                email: fit.email,
                name: fit.name.unwrap_or_default(),
                surname: fit.surname.unwrap_or_default(),
                password_hash: None,
                role: Role::Resident,
                team: None,
                organisation_id,
                site_id: fit.site_id,
                tenure: fit.tenure,
                client_id: None,
            };
            crate::accounts::create(state, transaction, new).await?
        }
    };
    if fit.mobile.is_some() {
        let own = resident::Entity::find().filter(resident::Column::UserId.eq(&user.id));
        if let Some(row) = own.one(transaction).await? {
            let change = CustomerChange { mobile: fit.mobile, ..CustomerChange::default() };
            crate::residents::apply_change(transaction, row, change, state.now()).await?;
        }
    }
    Ok(())
}
