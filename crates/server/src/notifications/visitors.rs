//! The two parties of a visit, and the officer's own notification.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::notification::{NewNotification, NotificationType};
use wire::session::Role;

use crate::auth::account::normal_email;
use database::entity::user;
use web::error::Error;

/// The two parties of a visit, by e-mail address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Visitors {
    pub(crate) resident: Option<String>,
    pub(crate) officer: Option<String>,
}

/// The parties of a new visit. `user` is the resident, or the officer if the account is staff; otherwise `officer` or
/// `personalisationParams.officerEmail` names the officer.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    new: &NewNotification,
) -> Result<Visitors, Error> {
    let named = new.officer.as_ref().or_else(|| new.personalisation_params.get("officerEmail"));
    let officer = named.filter(|email| wire::customer::is_email(email)).map(|email| normal_email(email));
    let Some(user) = new.user.as_deref().map(normal_email) else {
        return Ok(Visitors { resident: None, officer });
    };
    let account = user::Entity::find()
        .filter(user::Column::Email.eq(&user))
        .filter(user::Column::OrganisationId.eq(organisation_id))
        .one(db)
        .await?;
    let is_staff = account.is_some_and(|account| Role::from(account.role) != Role::Resident);
    Ok(match is_staff {
        true => Visitors { resident: None, officer: officer.or(Some(user)) },
        false => Visitors { resident: Some(user), officer },
    })
}

/// The officer's own notification of the same visit.
pub(crate) fn for_officer(new: &NewNotification, officer: &str) -> NewNotification {
    let own = new.personalisation_params.get("officerMessage").cloned();
    NewNotification {
        notification_type: NotificationType::Screen,
        target_id: new.target_id.clone(),
        target_type: new.target_type.clone(),
        user: Some(officer.to_owned()),
        message: own.or_else(|| Some(format!("You visit: {}", new.message.as_deref()?))),
        due_at: new.due_at.clone(),
        site_id: new.site_id,
        property: new.property_named(),
        ..NewNotification::default()
    }
}
