//! Devices that receive pushes.

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(crate) mod devices;
pub(crate) mod test_device;

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    devices::routes().merge(test_device::routes())
}
