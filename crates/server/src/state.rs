//! The state of the router: the context of the domain, and what only handlers need.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use axum::extract::FromRef;

use crate::config::Config;
use crate::context::Context;
use crate::embedded_app;
use crate::notifications::tray_looks::TrayLooks;
use crate::notifications::tray_revisions::TrayRevisions;
use database::clock::{Clock, Random};
use database::connection::Db;
use web::config::WebConfig;
use web::error::Error;
use web::static_files::Source;

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// What the whole domain shares.
    pub context: Context,
    pub app_files: Source,
    /// The revisions of trays with an open event stream.
    pub tray_revisions: TrayRevisions,
    /// The changes on trays, computed once for all streams of a session.
    pub tray_looks: TrayLooks,
}

impl AppState {
    /// Assembles the state around a migrated database.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        config: Config,
    ) -> Result<Self, Error> {
        let app_files = embedded_app::choose(config.dist.clone());
        Ok(Self {
            context: Context::new(db, clock, random, config).await?,
            app_files,
            tray_revisions: TrayRevisions::default(),
            tray_looks: TrayLooks::default(),
        })
    }
}

impl Deref for AppState {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}

impl DerefMut for AppState {
    fn deref_mut(&mut self) -> &mut Context {
        &mut self.context
    }
}

impl FromRef<AppState> for Context {
    fn from_ref(state: &AppState) -> Self {
        state.context.clone()
    }
}

impl FromRef<AppState> for WebConfig {
    fn from_ref(state: &AppState) -> Self {
        state.config.web.clone()
    }
}
