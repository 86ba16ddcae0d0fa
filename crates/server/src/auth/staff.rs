//! Roles of the assistance API: staff of an organisation read what belongs to it, its admins change it.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use wire::session::Role;

use crate::auth::caller::{Person, Resident};
use crate::context::Context;
use web::error::Error;

/// An officer, a manager or an admin, with their organisation.
#[derive(Clone, Debug)]
pub struct Staff {
    pub organisation_id: i64,
    pub person: Person,
}

/// An admin, with their organisation.
#[derive(Clone, Debug)]
pub struct OrganisationAdmin {
    pub organisation_id: i64,
}

/// Who may read providers: staff all of them, residents those on their television.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a value lives for one request")]
pub enum StaffOrResident {
    /// An officer, a manager or an admin.
    Staff(Staff),
    /// The resident with this id.
    Resident(i64),
}

impl Staff {
    /// 403 for everybody else.
    pub fn of(person: Person) -> Result<Self, Error> {
        if !matches!(person.role, Role::Officer | Role::Manager | Role::Admin) {
            return Err(Error::forbidden(
                "This needs the role officer, manager or admin. Sign in with such an account.",
            ));
        }
        let organisation_id = person.user.organisation_id;
        let organisation_id =
            organisation_id.ok_or_else(|| Error::forbidden("This account belongs to no organisation."))?;
        Ok(Self { organisation_id, person })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Staff
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        Self::of(Person::from_request_parts(parts, state).await?)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for OrganisationAdmin
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let person = Person::from_request_parts(parts, state).await?;
        if person.role != Role::Admin {
            return Err(Error::forbidden("This needs the role admin. Sign in with such an account."));
        }
        Ok(Self { organisation_id: Staff::of(person)?.organisation_id })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for StaffOrResident
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let context = &Context::from_ref(state);
        let person = Person::from_request_parts(parts, state).await?;
        if person.role == Role::Resident {
            return Ok(Self::Resident(Resident::of(person, context).await?.id));
        }
        Staff::of(person).map(Self::Staff)
    }
}
