//! The simulator drives dispatched responders, and in `auto` also takes the controller's steps. In a demonstration it serves
//! every organisation; in an installation only the sandboxes of API clients under test.
//!
//! It is a client of the API: it authenticates with a token of its own account and uses the public endpoints. It keeps no state:
//! a vehicle's position and its remaining route are in the callout, so another run continues from there. Of several servers one
//! drives, by a lease.

pub(crate) mod account;
pub(crate) mod api;
pub(crate) mod drive;
pub(crate) mod sandbox;
pub(crate) mod steps;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use wire::control::ControlCallout;
use wire::status::CalloutStatus;

use crate::config::Simulator as Mode;
use crate::context::Context;
use crate::jobs::leader_election::LeaderElection;
use api::Api;
use web::error::Error;

pub(crate) use crate::auth::sandbox::{EMAIL, SANDBOX_EMAIL, is_simulator};

/// The lease in milliseconds.
const LEASE: i64 = 6_000;

/// How long it pauses while no callout is open.
const IDLE: Duration = Duration::from_secs(15);

/// How long it pauses while another server drives, which may stop.
const STANDBY: Duration = Duration::from_secs(5);

/// Whether there was an open callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Some,
    None,
    /// Another server drives.
    Elsewhere,
}

/// The simulator of one server.
pub struct Simulator {
    state: Context,
    address: SocketAddr,
    api: Api,
    /// When half of its token's lifetime has passed.
    renew_at: i64,
}

/// Drives until the server stops. `address` is where this server listens.
pub async fn run(state: Context, address: SocketAddr) {
    if state.config.simulator == Mode::Off {
        return;
    }
    let mut leader = LeaderElection::new(&state, "simulator", LEASE);
    let mut simulator = None;
    let speed = state.config.simulator_speed;
    let pause = Duration::from_secs_f64((1.0 / speed).clamp(0.25, 1.0));
    let mut ticks = tokio::time::interval(pause);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut changes = state.changes.subscribe();
    let mut before = Instant::now();
    loop {
        ticks.tick().await;
        let seconds = before.elapsed().as_secs_f64();
        before = Instant::now();
        match drive_all(&state, address, &mut leader, &mut simulator, seconds * speed).await {
            Ok(Work::Some) => {}
            // Nobody to drive: wait for a change, but not long, because it may happen on another server.
            Ok(work) => {
                changes = changes.resubscribe();
                let pause = if work == Work::Elsewhere { STANDBY } else { IDLE };
                let _ = tokio::time::timeout(pause, changes.recv()).await;
                before = Instant::now();
            }
            Err(error) => tracing::warn!(%error, "simulator failed; retrying"),
        }
    }
}

/// Drives all vehicles. An installation without sandboxes holds no lease, and the simulator's account is created with the first
/// sandbox.
async fn drive_all(
    state: &Context,
    address: SocketAddr,
    leader: &mut LeaderElection,
    simulator: &mut Option<Simulator>,
    seconds: f64,
) -> Result<Work, Error> {
    if !state.config.demo && crate::auth::sandbox::organisations(&*state.db).await?.is_empty() {
        return Ok(Work::None);
    }
    if !leader.hold(state).await? {
        return Ok(Work::Elsewhere);
    }
    let simulator = match simulator {
        Some(simulator) => simulator,
        None => simulator.insert(Simulator::new(state.clone(), address).await?),
    };
    simulator.advance(seconds).await
}

impl Simulator {
    /// Creates its account if necessary, and its token.
    pub async fn new(state: Context, address: SocketAddr) -> Result<Self, Error> {
        let token = account::token(&state).await?;
        let renew_at = state.now() + account::GOOD_FOR * 500;
        Ok(Self { api: Api::new(address, token)?, address, renew_at, state })
    }

    async fn advance(&mut self, seconds: f64) -> Result<Work, Error> {
        if self.state.now() >= self.renew_at {
            *self = Self::new(self.state.clone(), self.address).await?;
        }
        self.step(seconds).await
    }

    /// Moves all vehicles by this many simulated seconds, and takes the steps that are due.
    pub async fn step(&self, seconds: f64) -> Result<Work, Error> {
        let mut work = Work::None;
        // Callouts of a sandbox are always in the queue of demonstrations.
        let queues: &[&str] = if self.state.config.demo { &["open", "demo"] } else { &["demo"] };
        for queue in queues {
            for row in self.queue(queue).await? {
                work = Work::Some;
                if let Err(error) = self.step_one(row, seconds).await {
                    // One callout must not delay the others; often a person was simply faster.
                    tracing::debug!(%error, "simulator skipped a callout");
                }
            }
        }
        Ok(work)
    }

    /// Every callout of a queue, page by page.
    async fn queue(&self, queue: &str) -> Result<Vec<ControlCallout>, Error> {
        const PAGE: usize = 200;
        let mut all: Vec<ControlCallout> = Vec::new();
        loop {
            let before = all.last().map(|last| format!("&before={}", last.callout.id)).unwrap_or_default();
            let path = format!("/api/control/callouts?state={queue}&limit={PAGE}{before}");
            let page: Vec<ControlCallout> = self.api.get(&path).await?;
            let is_last = page.len() < PAGE;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }

    /// In a sandbox vehicles answer automatically; a controller who is on duty takes the other steps.
    async fn may_take(&self, step: steps::Step, callout_id: i64) -> Result<bool, Error> {
        let (db, now) = (&*self.state.db, self.state.now());
        let is_by_vehicle = matches!(step, steps::Step::Accept(_));
        Ok(self.state.config.demo || is_by_vehicle || !sandbox::has_controller(db, callout_id, now).await?)
    }

    async fn step_one(&self, row: ControlCallout, seconds: f64) -> Result<(), Error> {
        let (id, status) = (row.callout.id, &row.callout.status);
        if *status == CalloutStatus::ResponderDispatched && row.callout.incident_detail.responder.is_some() {
            drive::drive(&self.api, id, seconds, self.state.now()).await?;
        }
        if self.state.config.simulator != Mode::Auto && !row.automatic {
            return Ok(());
        }
        let callout: ControlCallout = self.api.get(&format!("/api/control/callouts/{id}")).await?;
        let speed = self.state.config.simulator_speed;
        match steps::next(&callout, self.state.now(), speed) {
            Some(step) if self.may_take(step, id.0).await? => step.take(&self.api, &callout).await,
            _ => Ok(()),
        }
    }
}
