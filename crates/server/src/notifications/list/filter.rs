//! The filters of a list of notifications.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use wire::notification::{NotificationFilter, Scope};

use crate::auth::asker::Asker;
use crate::notifications::audience::Audience;
use database::entity::{notification, tray_item};
use web::error::Error;
use web::problem::invalid_field;

/// The rows that a list selects from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// The tray of one person.
    Tray(i64),
    /// A person without a tray; the list is empty.
    Nowhere,
    /// All notifications of an organisation; the caller's tray tells which are read.
    Organisation {
        customer_id: i64,
        /// The tray of the caller.
        tray_id: Option<i64>,
    },
    /// The notifications that a service sent.
    Service(String),
    /// The notifications that an API client posted.
    Client(String),
}

impl Shelf {
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
            Self::Organisation { customer_id, .. } => query.filter(Column::CustomerId.eq(*customer_id)),
            Self::Service(id) => query.filter(Column::ServiceId.eq(id)),
            Self::Client(id) => query.filter(Column::ClientId.eq(id)),
        }
    }
}

pub(crate) async fn shelf(db: &impl ConnectionTrait, asker: &Asker, scope: Scope) -> Result<Shelf, Error> {
    let tray_id = asker.tray_id(db).await?;
    Ok(match (asker, scope) {
        (Asker::Service(service), _) => Shelf::Service(service.id.clone()),
        (Asker::Client(client), _) => Shelf::Client(client.id.clone()),
        (Asker::Person(_), Scope::Own) => tray_id.map_or(Shelf::Nowhere, Shelf::Tray),
        (Asker::Person(_), Scope::All) if asker.sees_all() => {
            Shelf::Organisation { customer_id: asker.customer_id(), tray_id }
        }
        (Asker::Person(_), Scope::All) => {
            return Err(Error::forbidden("Only managers and admins see the whole organisation."));
        }
    })
}

/// The filters of a request.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) shelf: Shelf,
    pub(crate) filter: NotificationFilter,
    /// The audience key of the requested team.
    pub(crate) team: Option<String>,
}

impl Wanted {
    pub(crate) async fn new(
        db: &impl ConnectionTrait,
        asker: &Asker,
        filter: NotificationFilter,
    ) -> Result<Self, Error> {
        let shelf = shelf(db, asker, filter.scope).await?;
        if filter.is_of_removed() && !matches!(shelf, Shelf::Tray(_) | Shelf::Nowhere) {
            return Err(invalid_field("removed", "only a person's own tray can be filtered by removed"));
        }
        let customer_id = asker.customer_id();
        let team = filter.team.clone().map(|team| Audience::Team { customer_id, team }.key());
        Ok(Self { shelf, filter, team })
    }
}
