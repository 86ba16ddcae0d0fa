//! The error of what the database keeps sealed. All else fails with SeaORM's own.

use sea_orm::DbErr;

/// Why the database, or a secret that it keeps, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// The key that the operator gave is not the one that this database needs; the text says what to do.
    #[error("{0}")]
    SecretsKey(&'static str),
    /// Something that cannot happen did.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// An error that only the log shows.
    pub fn internal(detail: impl std::fmt::Display) -> Self {
        Self::Internal(detail.to_string())
    }
}
