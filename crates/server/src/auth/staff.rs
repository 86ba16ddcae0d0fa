//! Roles of the assistance API: staff of an organisation read what belongs to it, its admins change it.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use wire::session::Role;

use crate::auth::caller::{Resident, Viewer};
use crate::context::Context;
use web::error::Error;

/// An officer, a manager or an admin, with their organisation.
#[derive(Clone, Debug)]
pub struct Staff {
    pub customer_id: i64,
    pub viewer: Viewer,
}

/// An admin, with their organisation.
#[derive(Clone, Debug)]
pub struct CustomerAdmin {
    pub customer_id: i64,
}

/// Who may read providers: staff all of them, residents those on their television.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a value lives for one request")]
pub enum Reader {
    /// An officer, a manager or an admin.
    Staff(Staff),
    /// The resident with this id.
    Resident(i64),
}

impl Staff {
    /// 403 for everybody else.
    pub fn of(viewer: Viewer) -> Result<Self, Error> {
        if !matches!(viewer.role, Role::Officer | Role::Manager | Role::Admin) {
            return Err(Error::forbidden(
                "This needs the role officer, manager or admin. Sign in with such an account.",
            ));
        }
        let customer_id = viewer.user.customer_id;
        let customer_id =
            customer_id.ok_or_else(|| Error::forbidden("This account belongs to no organisation."))?;
        Ok(Self { customer_id, viewer })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Staff
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        Self::of(Viewer::from_request_parts(parts, state).await?)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CustomerAdmin
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let viewer = Viewer::from_request_parts(parts, state).await?;
        if viewer.role != Role::Admin {
            return Err(Error::forbidden("This needs the role admin. Sign in with such an account."));
        }
        Ok(Self { customer_id: Staff::of(viewer)?.customer_id })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let context = &Context::from_ref(state);
        let viewer = Viewer::from_request_parts(parts, state).await?;
        if viewer.role == Role::Resident {
            return Ok(Self::Resident(Resident::of(viewer, context).await?.id));
        }
        Staff::of(viewer).map(Self::Staff)
    }
}
