//! The devices that people registered.

use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, ExprTrait, QueryFilter};

use database::entity::push_subscription::{Column, Entity};
use web::error::Error;

/// Removes a person's devices.
pub async fn remove(db: &impl sea_orm::ConnectionTrait, user_id: &str) -> Result<(), Error> {
    Entity::delete_many().filter(Expr::col(Column::UserId).eq(user_id)).exec(db).await?;
    Ok(())
}
