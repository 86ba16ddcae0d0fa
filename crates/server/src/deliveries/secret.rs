//! The secrets that sign webhooks, in the format of Standard Webhooks: `whsec_` and base64 of 32 bytes. A secret is shown once,
//! when it is created; after a rotation the previous one also signs for a day.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, Set,
};

use crate::context::Context;
use database::entity::signing_secret::{ActiveModel, Column, Entity};
use web::error::Error;

/// The prefix of a secret.
pub(crate) const PREFIX: &str = "whsec_";

/// How long the old secret signs beside the new one, in milliseconds.
pub const OVERLAP: i64 = 24 * 60 * 60 * 1000;

/// The value for an API client in the columns `signer_kind` and `owner_kind`.
pub(crate) const CLIENT: &str = "client";

/// Whose secret signs a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signer {
    /// A webhook notifier of a provider.
    Notifier(i64),
    /// The callback of a service.
    Service(String),
    /// The webhook of an API client.
    Client(String),
}

impl Signer {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Notifier(_) => "notifier",
            Self::Service(_) => "service",
            Self::Client(_) => CLIENT,
        }
    }

    pub(crate) fn id(&self) -> String {
        match self {
            Self::Notifier(id) => id.to_string(),
            Self::Service(id) | Self::Client(id) => id.clone(),
        }
    }

    /// Parses the columns `signer_kind` and `signer_id`.
    pub(crate) fn read(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "notifier" => id.parse().ok().map(Self::Notifier),
            "service" => Some(Self::Service(id.to_owned())),
            CLIENT => Some(Self::Client(id.to_owned())),
            _ => None,
        }
    }

    fn owns(&self) -> Condition {
        Condition::all().add(Column::OwnerKind.eq(self.kind())).add(Column::OwnerId.eq(self.id()))
    }
}

/// Generates a secret without storing it.
pub(crate) fn fresh(state: &Context) -> String {
    let mut secret = [0; 32];
    state.random.fill(&mut secret);
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// Creates the first secret, or a new one beside which the old one signs for [`OVERLAP`]. The secret is returned only here.
pub async fn rotate(db: &impl ConnectionTrait, state: &Context, signer: &Signer) -> Result<String, Error> {
    let now = state.now();
    // With an older secret there would be three; it is deleted at once.
    Entity::delete_many().filter(signer.owns()).filter(Column::ExpiresAt.is_not_null()).exec(db).await?;
    Entity::update_many()
        .filter(signer.owns())
        .col_expr(Column::ExpiresAt, Expr::value(now + OVERLAP))
        .exec(db)
        .await?;
    let secret = fresh(state);
    let row = ActiveModel {
        owner_kind: Set(signer.kind().to_owned()),
        owner_id: Set(signer.id()),
        sealed: Set(state.seal(&secret)?),
        created_at: Set(now),
        expires_at: Set(None),
        ..Default::default()
    };
    row.insert(db).await?;
    Ok(secret)
}

/// Whether there is a secret to sign with.
pub async fn exists(db: &impl ConnectionTrait, signer: &Signer) -> Result<bool, Error> {
    Ok(Entity::find().filter(signer.owns()).filter(Column::ExpiresAt.is_null()).one(db).await?.is_some())
}

/// Deletes every secret of a deleted notifier or service.
pub async fn remove(db: &impl ConnectionTrait, signer: &Signer) -> Result<(), Error> {
    Entity::delete_many().filter(signer.owns()).exec(db).await?;
    Ok(())
}

/// The secrets that sign now, newest first.
pub(crate) async fn current(
    db: &impl ConnectionTrait,
    state: &Context,
    signer: &Signer,
) -> Result<Vec<String>, Error> {
    let rows = Entity::find()
        .filter(signer.owns())
        .filter(Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(state.now())))
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    rows.iter().map(|row| Ok(state.unseal(&row.sealed)?)).collect()
}
