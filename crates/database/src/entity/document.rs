//! Attachments, ready letters, and what was sent.

use sea_orm::entity::prelude::*;

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `upload`, or `sent` for what a message said.
    pub kind: String,
    /// What it is called.
    pub filename: String,
    /// What it is.
    pub content_type: String,
    /// Its bytes.
    pub size: i64,
    /// The document.
    pub bytes: Vec<u8>,
    /// Whose staff may read it.
    pub customer_id: Option<i64>,
    /// The service that uploaded it, or whose message it was.
    pub service_id: Option<String>,
    /// The account that uploaded it.
    pub created_by: Option<String>,
    /// When it came.
    pub created_at: i64,
    /// The words of a letter that was written here, as JSON, until it is sent.
    pub draft: Option<String>,
    /// When it went out as a letter.
    pub sent_at: Option<i64>,
    /// The API client that brought it with its server token.
    pub client_id: Option<String>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
