//! Finding and leasing due rows.

use sea_orm::sea_query::{Expr, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use crate::host_limiter::HostLimiter;
use crate::queue::Queue;
use database::connection::WriteTransaction;

/// Rows that one transaction claims or records, so that no other writer waits long for its turn.
pub(crate) const PER_TRANSACTION: usize = 64;

/// Bytes that one claim may lease: leased rows are rewritten whole while other writers wait.
const CLAIM_BYTES: i64 = 512 * 1024;

/// A leased job.
pub(crate) struct Claimed<J> {
    pub(crate) job: J,
    pub(crate) host: String,
    pub(crate) leased_until: i64,
}

/// A row that could be claimed: its id, its size in bytes, its host key.
type Candidate = (String, i64, String);

/// Rows without a lease. A lease that seems to last longer than any was written by a clock that was set back since.
fn is_free(until: impl ColumnTrait, steady: i64, lease: i64) -> Condition {
    Condition::any().add(until.is_null()).add(until.lte(steady)).add(until.gt(steady + lease))
}

/// The jobs without a lease whose host has room, earliest first.
fn free<Q: Queue>(queue: &Q, hosts: &HostLimiter) -> Select<Q::Table> {
    let steady = queue.store().clock.steady();
    let mut query = Q::Table::find()
        .select_only()
        .filter(Q::COLUMNS.due_at.is_not_null())
        .filter(is_free(Q::COLUMNS.leased_until, steady, queue.limits().lease))
        .filter(queue.filter());
    let full: Vec<&str> = hosts.full().collect();
    if let Some(host) = Q::COLUMNS.host.filter(|_| !full.is_empty()) {
        query = query.filter(host.is_not_in(full));
    }
    query.order_by_asc(Q::COLUMNS.due_at).order_by_asc(Q::COLUMNS.id)
}

/// When the earliest job is due that could be claimed; it takes no lock.
pub(crate) async fn earliest<Q: Queue>(queue: &Q, hosts: &HostLimiter) -> Result<Option<i64>, DbErr> {
    let first = free(queue, hosts).column(Q::COLUMNS.due_at).limit(1);
    first.into_tuple().one(&*queue.store().db).await
}

async fn candidates<Q: Queue>(
    queue: &Q,
    transaction: &WriteTransaction,
    hosts: &HostLimiter,
    taken: &[(String, String)],
) -> Result<Vec<Candidate>, DbErr> {
    let size = match Q::COLUMNS.body {
        Some(body) => {
            let body = Func::coalesce([Expr::col(body), Expr::val("")]);
            Expr::expr(Func::cust("octet_length").arg(body)).cast_as("bigint")
        }
        None => Expr::val(0_i64).cast_as("bigint"),
    };
    let host: SimpleExpr = match Q::COLUMNS.host {
        Some(host) => Expr::col(host),
        None => Expr::val("").cast_as("text"),
    };
    let mut query = free(queue, hosts)
        .column(Q::COLUMNS.id)
        .column_as(size, "size")
        .column_as(host, "host")
        .filter(Q::COLUMNS.due_at.lte(queue.store().now()));
    if !taken.is_empty() {
        query = query.filter(Q::COLUMNS.id.is_not_in(taken.iter().map(|(id, _)| id.as_str())));
    }
    query.limit(PER_TRANSACTION as u64).into_tuple().all(&**transaction).await
}

/// Chooses what one claim leases: at most `room` jobs, at most [`CLAIM_BYTES`] together (but always one), and of no host more than
/// its limit.
async fn choose<Q: Queue>(
    queue: &Q,
    transaction: &WriteTransaction,
    hosts: &mut HostLimiter,
    room: usize,
) -> Result<Vec<(String, String)>, DbErr> {
    let (mut taken, mut bytes) = (Vec::new(), 0);
    loop {
        // Many due jobs of a host that is full by now may stand before those of others, so the next page is read without them.
        let page = candidates(queue, transaction, hosts, &taken).await?;
        let (before, is_last) = (taken.len(), page.len() < PER_TRANSACTION);
        for (id, size, host) in page {
            let is_full = taken.len() >= room || (!taken.is_empty() && bytes + size > CLAIM_BYTES);
            if is_full {
                return Ok(taken);
            }
            if hosts.enter(&host) {
                bytes += size;
                taken.push((id, host));
            }
        }
        if is_last || taken.len() == before {
            return Ok(taken);
        }
    }
}

/// Leases due jobs and counts their attempts, before anything is done with them.
pub(crate) async fn claim<Q: Queue>(
    queue: &Q,
    hosts: &mut HostLimiter,
    room: usize,
) -> Result<Vec<Claimed<Q::Job>>, Q::Error> {
    let transaction = queue.store().write().await?;
    let chosen = choose(queue, &transaction, hosts, room.min(PER_TRANSACTION)).await?;
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let leased_until = queue.store().clock.steady() + queue.limits().lease;
    let ids: Vec<String> = chosen.iter().map(|(id, _)| id.clone()).collect();
    match lease(queue, transaction, &ids, leased_until).await {
        Ok(jobs) => {
            let host =
                |job: &Q::Job| chosen.iter().find(|(id, _)| id == Q::id(job)).map(|(_, host)| host.clone());
            let claimed = |job| Claimed { host: host(&job).unwrap_or_default(), job, leased_until };
            Ok(jobs.into_iter().map(claimed).collect())
        }
        Err(error) => {
            chosen.iter().for_each(|(_, host)| hosts.leave(host));
            Err(error)
        }
    }
}

async fn lease<Q: Queue>(
    queue: &Q,
    transaction: WriteTransaction,
    ids: &[String],
    until: i64,
) -> Result<Vec<Q::Job>, Q::Error> {
    let mut update = Q::Table::update_many()
        .filter(Q::COLUMNS.id.is_in(ids))
        .col_expr(Q::COLUMNS.leased_until, Expr::value(until))
        .col_expr(Q::COLUMNS.attempts, Expr::col(Q::COLUMNS.attempts).add(1));
    for (column, value) in queue.claim_columns(queue.store().now()) {
        update = update.col_expr(column, value);
    }
    update.exec(&*transaction).await?;
    let jobs = queue.load(&transaction, ids).await?;
    transaction.commit().await?;
    Ok(jobs)
}

/// Ends the leases of the last run. A SQLite file has one server: whatever is leased when it starts was leased by a process that is
/// gone. On PostgreSQL other servers may hold leases, so they are waited for.
pub(crate) async fn end_leases_of_last_run<Q: Queue>(queue: &Q) -> Result<(), DbErr> {
    if queue.store().db.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let transaction = queue.store().write().await?;
    Q::Table::update_many()
        .filter(Q::COLUMNS.leased_until.is_not_null())
        .filter(queue.filter())
        .col_expr(Q::COLUMNS.leased_until, Expr::value(None::<i64>))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}
