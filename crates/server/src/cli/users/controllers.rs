//! The organisations that a controller serves.

use wire::session::Role;

use crate::cli::database_args::{check_organisation, error_text};
use crate::cli::users::find_user::find;
use crate::context::Context;

/// The organisation of the account, and the organisations that a controller serves.
pub(crate) fn organisations(
    role: &Role,
    customer: Option<i64>,
    named: &[i64],
) -> Result<(i64, Vec<i64>), String> {
    if *role == Role::Controller {
        let serves = if named.is_empty() { customer.into_iter().collect() } else { named.to_vec() };
        let first = serves.first().copied();
        let first =
            first.ok_or("Name the organisations that the controller serves: --organisation <number>")?;
        return Ok((customer.unwrap_or(first), serves));
    }
    match (customer, named) {
        (Some(customer), []) => Ok((customer, Vec::new())),
        (None, [customer]) => Ok((*customer, Vec::new())),
        (None, []) => Err("Name the organisation of the account: --customer <number>".to_owned()),
        _ => {
            Err("Only a controller serves several organisations; name one with --customer <number>"
                .to_owned())
        }
    }
}

/// Replaces the organisations that a controller serves.
pub(crate) async fn choose_organisations(
    state: &Context,
    email: &str,
    organisations: &[i64],
) -> Result<(), String> {
    let user = find(state, email).await?;
    if Role::from(user.role.clone()) != Role::Controller {
        return Err(format!("{} is no controller.", user.email));
    }
    for id in organisations {
        check_organisation(state, *id).await?;
    }
    let transaction = state.write().await.map_err(error_text)?;
    crate::accounts::serve(&*transaction, &user, organisations, state.now()).await.map_err(error_text)?;
    transaction.commit().await.map_err(error_text)?;
    let list: Vec<_> = organisations.iter().map(ToString::to_string).collect();
    println!("{} serves {}.", user.email, list.join(", "));
    Ok(())
}
