//! The error of sealed settings and secrets. Other database errors are SeaORM's own.

use sea_orm::DbErr;

/// Why the database or a sealed secret cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("database error: {0}")]
    Database(#[from] DbErr),
    /// The operator's secrets key does not fit this database; the text tells the operator what to do.
    #[error("{0}")]
    SecretsKey(&'static str),
    /// A defect of the program.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// An error whose detail only the log shows.
    pub fn internal(detail: impl std::fmt::Display) -> Self {
        Self::Internal(detail.to_string())
    }
}
