//! Attachments, ready letters, and the texts of sent messages.

use sea_orm::entity::prelude::*;

/// A document with its bytes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `upload`, or `sent` for the text of a message.
    pub kind: String,
    pub filename: String,
    pub content_type: String,
    pub size: i64,
    pub bytes: Vec<u8>,
    /// The organisation whose staff may read it.
    pub organisation_id: Option<i64>,
    /// The service that uploaded it, or that the message was sent for.
    pub service_id: Option<String>,
    pub created_by: Option<String>,
    pub created_at: i64,
    /// The content of a letter that staff wrote here, as JSON, until it is sent.
    pub draft: Option<String>,
    /// When it was sent as a letter.
    pub sent_at: Option<i64>,
    /// The API client that uploaded it with its server token.
    pub client_id: Option<String>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
