//! The filters of a list of notifications.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use wire::notification::{NotificationFilter, Scope};

use crate::auth::caller::Caller;
use crate::notifications::audience::Audience;
use database::entity::{notification, tray_item};
use web::error::Error;
use web::problem::invalid_field;

/// The rows that a list selects from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowSource {
    /// The tray of one person.
    Tray(i64),
    /// A person without a tray; the list is empty.
    Nowhere,
    /// All notifications of an organisation; the caller's tray tells which are read.
    Organisation {
        organisation_id: i64,
        /// The tray of the caller.
        tray_id: Option<i64>,
    },
    /// The notifications that a service sent.
    Service(String),
    /// The notifications that an API client posted.
    Client(String),
}

impl RowSource {
    /// Restricts a query to these rows, so that a page cannot begin after a row that the caller may not see.
    pub(crate) fn narrow(&self, query: Select<notification::Entity>) -> Select<notification::Entity> {
        use notification::Column;
        match self {
            Self::Nowhere => query,
            Self::Tray(tray_id) => query.filter(
                Column::Seq.in_subquery(
                    tray_item::Entity::find()
                        .select_only()
                        .column(tray_item::Column::Seq)
                        .filter(tray_item::Column::TrayId.eq(*tray_id))
                        .into_query(),
                ),
            ),
            Self::Organisation { organisation_id, .. } => {
                query.filter(Column::OrganisationId.eq(*organisation_id))
            }
            Self::Service(id) => query.filter(Column::ServiceId.eq(id)),
            Self::Client(id) => query.filter(Column::ClientId.eq(id)),
        }
    }
}

pub(crate) async fn row_source(
    db: &impl ConnectionTrait,
    caller: &Caller,
    scope: Scope,
) -> Result<RowSource, Error> {
    let tray_id = caller.tray_id(db).await?;
    Ok(match (caller, scope) {
        (Caller::Service(service), _) => RowSource::Service(service.id.clone()),
        (Caller::Client(client), _) => RowSource::Client(client.id.clone()),
        (Caller::Person(_), Scope::Own) => tray_id.map_or(RowSource::Nowhere, RowSource::Tray),
        (Caller::Person(_), Scope::All) if caller.sees_all() => {
            RowSource::Organisation { organisation_id: caller.organisation_id(), tray_id }
        }
        (Caller::Person(_), Scope::All) => {
            return Err(Error::forbidden("Only managers and admins see the whole organisation."));
        }
    })
}

/// The filters of a request.
#[derive(Clone, Debug)]
pub(crate) struct ListRequest {
    pub(crate) row_source: RowSource,
    pub(crate) filter: NotificationFilter,
    /// The audience key of the requested team.
    pub(crate) team: Option<String>,
}

impl ListRequest {
    pub(crate) async fn new(
        db: &impl ConnectionTrait,
        caller: &Caller,
        filter: NotificationFilter,
    ) -> Result<Self, Error> {
        let row_source = row_source(db, caller, filter.scope).await?;
        if filter.is_of_removed() && !matches!(row_source, RowSource::Tray(_) | RowSource::Nowhere) {
            return Err(invalid_field("removed", "only a person's own tray can be filtered by removed"));
        }
        let organisation_id = caller.organisation_id();
        let team = filter.team.clone().map(|team| Audience::Team { organisation_id, team }.key());
        Ok(Self { row_source, filter, team })
    }
}
