//! A lease lets one server at a time run a job. The holder renews it in the database; when it expires, another server takes it.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{Condition, EntityTrait, ExprTrait, Set};

use crate::context::Context;
use database::entity::lease::{ActiveModel, Column, Entity};
use web::error::Error;

/// A server's claim to a job.
pub struct LeaderElection {
    name: &'static str,
    holder: String,
    millis: i64,
    until: i64,
}

impl LeaderElection {
    /// A claim to this job, which must be renewed within this many milliseconds.
    pub fn new(state: &Context, name: &'static str, millis: i64) -> Self {
        Self { name, holder: state.new_id().to_string(), millis, until: 0 }
    }

    /// Whether this server holds the lease. It is renewed when half of its time has passed.
    pub async fn hold(&mut self, state: &Context) -> Result<bool, Error> {
        let now = state.clock.steady();
        if self.until - now > self.millis / 2 {
            return Ok(true);
        }
        let row = ActiveModel {
            name: Set(self.name.to_owned()),
            holder: Set(self.holder.clone()),
            until: Set(now + self.millis),
        };
        let table = |column| Expr::col((Entity, column));
        let free = Condition::any()
            .add(table(Column::Holder).eq(self.holder.as_str()))
            .add(table(Column::Until).lte(now))
            // No lease lasts longer than `millis`: its holder's clock was ahead, or ours was set back since.
            .add(table(Column::Until).gt(now + self.millis));
        let take = OnConflict::column(Column::Name)
            .update_columns([Column::Holder, Column::Until])
            .action_cond_where(free)
            .to_owned();
        let transaction = state.write().await?;
        let changed = Entity::insert(row).on_conflict(take).exec_without_returning(&*transaction).await?;
        transaction.commit().await?;
        let ours = changed == 1;
        self.until = if ours { now + self.millis } else { 0 };
        Ok(ours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use database::clock::{SystemRandom, TestClock};
    use database::migration::Migrator;
    use sea_orm_migration::MigratorTrait;
    use std::sync::Arc;

    #[tokio::test]
    async fn one_holds_it_until_it_falls_silent() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("lease.db").display());
        let db = database::connection::connect(&address).await.unwrap();
        Migrator::up(&*db, None).await.unwrap();
        let clock = Arc::new(TestClock::at(1_000_000));
        let state = Context::new(db, clock.clone(), Arc::new(SystemRandom), Config::default()).await.unwrap();
        let mut first = LeaderElection::new(&state, "job", 10_000);
        let mut second = LeaderElection::new(&state, "job", 10_000);
        assert!(first.hold(&state).await.unwrap());
        assert!(!second.hold(&state).await.unwrap());
        clock.advance(6_000);
        assert!(first.hold(&state).await.unwrap());
        clock.advance(9_000);
        assert!(!second.hold(&state).await.unwrap());
        clock.advance(1_000);
        assert!(second.hold(&state).await.unwrap());
        assert!(!first.hold(&state).await.unwrap());
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_by_an_hour_stops_no_job() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("lease.db").display());
        let db = database::connection::connect(&address).await.unwrap();
        Migrator::up(&*db, None).await.unwrap();
        let clock = Arc::new(TestClock::at(10_000_000));
        let state = Context::new(db, clock.clone(), Arc::new(SystemRandom), Config::default()).await.unwrap();
        let mut ended = LeaderElection::new(&state, "job", 10_000);
        assert!(ended.hold(&state).await.unwrap());
        clock.advance(-3_600_000);
        let mut next = LeaderElection::new(&state, "job", 10_000);
        assert!(next.hold(&state).await.unwrap());
    }

    #[test]
    fn the_clock_of_leases_never_goes_back() {
        use database::clock::{Clock, SystemClock};
        let times: Vec<_> = (0..1000).map(|_| SystemClock.steady()).collect();
        assert!(times.is_sorted());
    }
}
