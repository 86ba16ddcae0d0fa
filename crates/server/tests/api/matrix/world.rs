//! The server on which rows are checked: two organisations, every kind of caller, and shorthands that create resources.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use serde_json::Value;
use server::accounts::NewAccount;
use server::auth::token::TokenUse;
use server::auth::{account, token};
use server::demo;
use server::demo::{INCOME_KEY, SAMPLE_KEY};
use wire::session::Role;

use super::caller::Caller;
use super::row::{Fixtures, Row};
use crate::support::delivery::{PATIENCE, StaticResolver};
use crate::support::notify::with_key;
use crate::support::provider::own_id;
use crate::support::{Client, TestServer};
use database::entity::{site, user};
use web::outgoing::Outgoing;

pub const ACME: i64 = 2;
pub const BOROUGH: i64 = 3;
pub const ACACIA: i64 = 5;

/// A year in seconds: the tests' tokens do not expire.
const LONG: i64 = 365 * 24 * 3600;

pub struct World {
    pub server: TestServer,
    clients: HashMap<Caller, Client>,
    emails: HashMap<Caller, String>,
    number: AtomicU64,
    /// The owner's id as a resident.
    pub owner: i64,
    /// The server's API description.
    description: Value,
}

impl World {
    pub async fn new() -> Self {
        // Names resolve at once, to an unused address.
        let names = StaticResolver::new(&[&["93.184.216.34"]]);
        let server = TestServer::calling(Outgoing::with(names, PATIENCE, false)).await;
        let mut world = Self {
            server,
            clients: HashMap::new(),
            emails: HashMap::new(),
            number: AtomicU64::new(0),
            owner: 0,
            description: Value::Null,
        };
        world.description = world.server.anonymous().get("/api/openapi.json").await.body;
        let elsewhere = world.site_elsewhere().await;
        let officer = world.account(Role::Officer, ACME, Some(elsewhere)).await.email;
        let admin = world.account(Role::Admin, BOROUGH, None).await.email;
        for (caller, email) in [
            (Caller::Owner, "resident@demo.example"),
            (Caller::Neighbour, "neighbour@demo.example"),
            (Caller::Stranger, "stranger@demo.example"),
            (Caller::Supporter, "supporter@demo.example"),
            (Caller::Officer, "officer@demo.example"),
            (Caller::OfficerElsewhere, officer.as_str()),
            (Caller::Manager, "manager@demo.example"),
            (Caller::Admin, "admin@demo.example"),
            (Caller::OtherAdmin, admin.as_str()),
            (Caller::Controller, "controller@demo.example"),
            (Caller::OtherController, "controller2@demo.example"),
        ] {
            let client = world.server.signed_in(email).await;
            world.clients.insert(caller, client);
            world.emails.insert(caller, email.to_owned());
        }
        world.owner = own_id(world.by(Caller::Owner)).await;
        let (television, _) = world.television().await;
        world.clients.insert(Caller::Television, television);
        world.clients.insert(Caller::Nobody, world.server.anonymous());
        let jwt = token::issue(&world.server.state, TokenUse::Server, demo::CLIENT_ID, LONG).await.unwrap();
        world.clients.insert(Caller::ServerToken, world.server.anonymous().with_token(&jwt));
        world.clients.insert(Caller::Service, world.server.service(INCOME_KEY));
        let revoked = world.admin_token(LONG).await;
        let id = world.token_ids(Caller::Admin).await.pop().unwrap();
        let path = format!("/api/oauth/token/{id}");
        assert_eq!(world.by(Caller::Admin).delete(&path).await.status, 204);
        world.clients.insert(Caller::Revoked, world.server.anonymous().with_token(&revoked));
        let expired = world.admin_token(0).await;
        world.clients.insert(Caller::Expired, world.server.anonymous().with_token(&expired));
        world
    }

    /// A client for one request of a row.
    pub async fn client(&self, row: &Row, caller: Caller, made: &Fixtures) -> Client {
        self.unthrottle().await;
        let mut client = self.by(caller).clone();
        if row.signs_out {
            client = match self.emails.get(&caller) {
                Some(email) => self.server.signed_in(email).await,
                None if caller == Caller::Television => self.television().await.0,
                None => client,
            };
        }
        if row.of_sender && caller == Caller::Service {
            client = with_key(&self.server, SAMPLE_KEY);
        }
        if let Some(cookie) = &made.cookie {
            client.cookie = Some(cookie.clone());
        }
        client
    }

    /// Whether the description lists this status for a route; undescribed routes have none.
    pub fn describes(&self, route: &str, status: u16) -> bool {
        let (method, path) = route.split_once(' ').unwrap();
        let operation = &self.description["paths"][path][method.to_lowercase()];
        operation.is_null() || operation["responses"].get(status.to_string()).is_some()
    }

    /// The client of this caller.
    pub fn by(&self, caller: Caller) -> &Client {
        &self.clients[&caller]
    }

    pub fn email(&self, caller: Caller) -> &str {
        &self.emails[&caller]
    }

    /// A number that was not used yet.
    pub fn next(&self) -> u64 {
        self.number.fetch_add(1, Ordering::Relaxed)
    }

    /// Removes the counted guesses, because seventeen callers would otherwise be delayed.
    pub async fn unthrottle(&self) {
        self.sql("DELETE FROM sign_in_attempt").await;
    }

    pub async fn sql(&self, statement: &str) {
        self.server.state.db.execute_unprepared(statement).await.unwrap();
    }

    async fn site_elsewhere(&self) -> i64 {
        let row = site::ActiveModel {
            organisation_id: Set(ACME),
            name: Set("Cedar Close".to_owned()),
            address: Set("1 Cedar Close".to_owned()),
            created_at: Set(self.server.state.now()),
            ..Default::default()
        };
        row.insert(&*self.server.state.db).await.unwrap().id
    }

    /// A new account with the demo's password.
    pub async fn account(&self, role: Role, organisation_id: i64, site_id: Option<i64>) -> user::Model {
        self.registered(role, organisation_id, site_id, None).await
    }

    /// A new account that an API client registered.
    pub async fn registered(
        &self,
        role: Role,
        organisation_id: i64,
        site_id: Option<i64>,
        client_id: Option<&str>,
    ) -> user::Model {
        let state = &self.server.state;
        let known = account::find(&*state.db, "admin@demo.example").await.unwrap().unwrap();
        let new = NewAccount {
            email: format!("person{}@matrix.example", self.next()),
            name: "Pat".to_owned(),
            surname: "Person".to_owned(),
            password_hash: known.password_hash,
            team: (role == Role::Officer).then(|| "housing".to_owned()),
            role,
            organisation_id,
            site_id,
            tenure: None,
            client_id: client_id.map(str::to_owned),
        };
        let transaction = state.write().await.unwrap();
        let user = server::accounts::create(state, &*transaction, new).await.unwrap();
        transaction.commit().await.unwrap();
        user
    }

    /// Another resident of the owner's site, whom an admin may change freely.
    pub async fn resident(&self) -> user::Model {
        self.account(Role::Resident, ACME, Some(ACACIA)).await
    }

    async fn admin_token(&self, seconds: i64) -> String {
        let state = &self.server.state;
        let admin = account::find(&*state.db, self.email(Caller::Admin)).await.unwrap().unwrap();
        token::issue(state, TokenUse::User, &admin.id, seconds).await.unwrap()
    }

    /// The ids of a caller's valid tokens.
    pub async fn token_ids(&self, caller: Caller) -> Vec<String> {
        let user = account::find(&*self.server.state.db, self.email(caller)).await.unwrap().unwrap();
        let list = self.by(Caller::Admin).get(&format!("/api/users/{}/tokens", user.id)).await.body;
        list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    }
}
