//! The resident of a press: the caller themselves, or with a server token the `customer` in the body.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use wire::customer::{CustomerChange, tidy};

use crate::accounts::new_resident;
use crate::auth::account::normal_email;
use crate::callouts::access::Reporter;
use crate::residents::apply_change;
use database::entity::{client, resident, user};
use web::error::Error;

/// The resident, with the posted details stored. The sign-in never changes.
pub async fn resident_of(
    transaction: &impl ConnectionTrait,
    reporter: &Reporter,
    posted: Option<CustomerChange>,
    now: i64,
) -> Result<resident::Model, Error> {
    let posted = posted.unwrap_or_default();
    let row = match reporter {
        Reporter::Resident { id, .. } => resident::Entity::find_by_id(*id)
            .one(transaction)
            .await?
            .ok_or_else(|| Error::internal("the account of a resident has no resident record"))?,
        Reporter::Client(client) => named_in_body(transaction, client, &posted, now).await?,
    };
    apply_change(transaction, row, posted, now).await
}

/// The resident with the e-mail address, otherwise with the telephone number, of the body. If there is none, one is added.
async fn named_in_body(
    transaction: &impl ConnectionTrait,
    client: &client::Model,
    posted: &CustomerChange,
    now: i64,
) -> Result<resident::Model, Error> {
    let text = |name: &str, field: &Option<String>| tidy(name, field.as_deref().unwrap_or_default());
    let (email, mobile) = (text("email", &posted.email), text("mobile", &posted.mobile));
    if email.is_empty() && mobile.is_empty() {
        return Err(Error::bad_request(
            "customer.email: send the customer's email or mobile, which identifies the resident.",
        ));
    }
    let own = || {
        resident::Entity::find()
            .filter(resident::Column::OrganisationId.eq(client.organisation_id))
            .order_by_asc(resident::Column::Id)
    };
    if !email.is_empty() {
        let account = user::Entity::find()
            .filter(user::Column::Email.eq(normal_email(&email)))
            .one(transaction)
            .await?;
        if let Some(account) = account
            && let Some(row) = own().filter(resident::Column::UserId.eq(&account.id)).one(transaction).await?
        {
            return Ok(row);
        }
        if let Some(row) = own().filter(resident::Column::Email.eq(&email)).one(transaction).await? {
            return Ok(row);
        }
    } else if let Some(row) = own().filter(resident::Column::Mobile.eq(&mobile)).one(transaction).await? {
        return Ok(row);
    }
    let row = resident::ActiveModel {
        email: Set(email),
        mobile: Set(mobile),
        ..new_resident(client.organisation_id, now)
    };
    Ok(row.insert(transaction).await?)
}
