//! A server on a new SQLite file with the demo people, and a client for each kind of user. With
//! `TOCSIN_TEST_POSTGRES=postgres://…/postgres` it uses a new database of that PostgreSQL.
//!
//! ```ignore
//! let server = TestServer::start().await;
//! let answer = server.as_resident().await.post("/api/callouts", json!({})).await;
//! assert_eq!(answer.status, 201);
//! ```

pub mod callout;
mod client;
pub mod delivery;
pub mod description;
pub mod device;
pub mod endpoint;
pub mod guess;
pub mod notification;
pub mod notify;
pub mod original;
pub mod process;
pub mod provider;
pub mod refusing;
pub mod request;
mod stored;

use std::sync::Arc;

use axum::Router;
use sea_orm::ConnectionTrait;
use serde_json::json;
use server::auth::token;
use server::auth::token::TokenUse;
use server::config::{Config, PasswordCost, Simulator};
use server::demo;
use server::state::AppState;

use database::clock::{SystemRandom, TestClock};
use database::connection;
use database::migration::Migrator;
use web::outgoing::Outgoing;

pub use client::{Answer, Client};

/// 2026-01-05T12:00:00.000Z, when every test begins.
pub const NOON: i64 = 1_767_614_400_000;

/// The lifetime of the tests' own tokens, in seconds.
const HOUR: i64 = 3600;

/// One server, its database and its clock.
pub struct TestServer {
    /// The state of the handlers.
    pub state: AppState,
    /// Stopped until a test moves it.
    pub clock: Arc<TestClock>,
    router: Router,
    address: String,
    folder: tempfile::TempDir,
}

impl TestServer {
    /// A server with the default configuration, without the simulator.
    pub async fn start() -> Self {
        Self::with(|_| ()).await
    }

    /// A server with another HTTP client for deliveries.
    pub async fn calling(deliveries: Outgoing) -> Self {
        Self::build(|_| (), |state| state.deliver_by(deliveries)).await
    }

    /// A server where no controller has begun a shift. In all others one is always on duty.
    pub async fn without_shifts() -> Self {
        use sea_orm::EntityTrait;
        let server = Self::start().await;
        database::entity::controller_shift::Entity::delete_many().exec(&*server.state.db).await.unwrap();
        server
    }

    /// A server with another configuration.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::build(change, |_| ()).await
    }

    async fn build(change: impl FnOnce(&mut Config), rebuild: impl FnOnce(&mut AppState)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = fresh_database(&folder).await;
        let db = connection::connect(&address).await.unwrap();
        db.migrate::<Migrator>().await.unwrap();
        let clock = Arc::new(TestClock::at(NOON));
        let mut config = Config {
            password_cost: PasswordCost::Quick,
            simulator: Simulator::Off,
            // The clock of a test is stopped, so everything it sends falls into one hour.
            screen_notifications_an_hour: 10_000,
            demo: true,
            ..Config::default()
        };
        change(&mut config);
        let mut state = AppState::new(db, clock.clone(), Arc::new(SystemRandom), config).await.unwrap();
        rebuild(&mut state);
        demo::seed(&state).await.unwrap();
        on_duty(&state).await;
        Self { router: server::app(state.clone()), state, clock, address, folder }
    }

    /// The whole server, for a test that listens on a socket.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Changes the database directly, as an older release or an operator would.
    pub async fn run(&self, sql: &str) {
        self.state.db.execute_unprepared(sql).await.unwrap();
    }

    /// The address of its database, for a second process.
    pub fn database(&self) -> String {
        self.address.clone()
    }

    /// A client that is not signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Signed in with a browser, through the real route.
    pub async fn signed_in(&self, email: &str) -> Client {
        let mut client = self.anonymous();
        let answer = client.post("/api/session", json!({ "email": email, "password": demo::PASSWORD })).await;
        assert!((200..300).contains(&answer.status), "sign-in of {email}: {answer:?}");
        client.cookie = answer.header("set-cookie").and_then(|set| set.split(';').next()).map(str::to_owned);
        client
    }

    /// A resident of Acacia Avenue.
    pub async fn as_resident(&self) -> Client {
        self.signed_in("resident@demo.example").await
    }

    /// Another resident of Acacia Avenue.
    pub async fn as_neighbour(&self) -> Client {
        self.signed_in("neighbour@demo.example").await
    }

    /// A resident of another organisation.
    pub async fn as_stranger(&self) -> Client {
        self.signed_in("stranger@demo.example").await
    }

    /// A controller of both demo organisations.
    pub async fn as_controller(&self) -> Client {
        self.signed_in("controller@demo.example").await
    }

    /// A controller of another organisation.
    pub async fn as_other_controller(&self) -> Client {
        self.signed_in("controller2@demo.example").await
    }

    /// A housing officer of Acme Housing.
    pub async fn as_officer(&self) -> Client {
        self.signed_in("officer@demo.example").await
    }

    /// An admin of Acme Housing.
    pub async fn as_admin(&self) -> Client {
        self.signed_in("admin@demo.example").await
    }

    /// A manager of Acme Housing.
    pub async fn as_manager(&self) -> Client {
        self.signed_in("manager@demo.example").await
    }

    /// A member of Acme Housing's finance team.
    pub async fn as_finance(&self) -> Client {
        self.signed_in("finance@demo.example").await
    }

    /// A service with its key.
    pub fn service(&self, key: &str) -> Client {
        self.anonymous().with_token(key)
    }

    /// The demo API client with its server token.
    pub async fn server_token(&self) -> Client {
        let jwt = token::issue(&self.state, TokenUse::Server, demo::CLIENT_ID, HOUR).await.unwrap();
        self.anonymous().with_token(&jwt)
    }

    /// A user with a user token.
    pub async fn user_token(&self, email: &str) -> Client {
        let user = server::auth::account::find(&*self.state.db, email).await.unwrap().unwrap();
        let jwt = token::issue(&self.state, TokenUse::User, &user.id, HOUR).await.unwrap();
        self.anonymous().with_token(&jwt)
    }
}

/// Puts the demo's controller on duty, with an open stream, until long after any test.
async fn on_duty(state: &AppState) {
    use sea_orm::{EntityTrait, Set};
    let year = 365 * 24 * 3_600_000;
    let user = server::auth::account::find(&*state.db, "controller@demo.example").await.unwrap().unwrap();
    let row = database::entity::controller_shift::ActiveModel {
        user_id: Set(user.id),
        started_at: Set(NOON),
        ends_at: Set(NOON + 10 * year),
        listened_at: Set(NOON + 10 * year),
    };
    database::entity::controller_shift::Entity::insert(row).exec_without_returning(&*state.db).await.unwrap();
}

/// The address of a database that nobody has used yet.
pub async fn fresh_database(folder: &tempfile::TempDir) -> String {
    let Ok(server) = std::env::var("TOCSIN_TEST_POSTGRES") else {
        return format!("sqlite:{}", folder.path().join("test.db").display());
    };
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let admin = connection::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    admin.close_by_ref().await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}
