//! The server under attack: a new demo database with the data that the attack needs, and the binary on a free loopback port.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use sea_orm::{EntityTrait, Set};
use server::accounts::NewAccount;
use server::auth::token::TokenUse;
use server::auth::{account, token};
use server::config::Config;
use server::demo;
use server::state::AppState;
use wire::session::Role;

use super::Failure;
use super::kinds::Attack;
use database::clock::{SystemClock, SystemRandom};
use database::connection;
use database::entity::resident;
use database::migration::Migrator;

/// Residents who press, one callout each.
const PRESSERS: usize = 220;

/// Residents in the database while coverage is read.
const RESIDENTS: usize = 20_000;

/// Officers who each open twenty event streams.
const LISTENERS: usize = 100;

const ACME: i64 = 2;

const HOUR: i64 = 3600;

/// The server that an attack is aimed at.
#[derive(Clone, Debug)]
pub struct Target {
    pub origin: String,
    pub admin: String,
    pub listeners: Vec<String>,
}

/// A server that stops when this value is dropped.
pub struct Ground {
    target: Target,
    pub residents: Vec<String>,
    child: Child,
    _folder: tempfile::TempDir,
}

impl Ground {
    pub async fn prepare(server: &str, attack: Attack, few: bool) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let address = format!("sqlite:{}", folder.path().join("tocsin.db").display());
        let (residents, admin, listeners) = fill(&address, attack, few).await?;
        let (child, listen) = start(server, &address)?;
        let target = Target { origin: format!("http://{listen}"), admin, listeners };
        Ok(Self { target, residents, child, _folder: folder })
    }

    pub fn target(&self) -> Target {
        self.target.clone()
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn fill(
    address: &str,
    attack: Attack,
    few: bool,
) -> Result<(Vec<String>, String, Vec<String>), Failure> {
    let db = connection::connect(address).await?;
    db.migrate::<Migrator>().await?;
    let state = AppState::new(db, Arc::new(SystemClock), Arc::new(SystemRandom), Config::default()).await?;
    demo::seed(&state).await?;
    let mut residents = Vec::new();
    for number in 0..PRESSERS {
        residents.push(person(&state, &format!("presser{number}"), Role::Resident).await?);
    }
    let admin = account::find(&*state.db, "admin@demo.example").await?.ok_or("the demo has an admin")?;
    let admin = token::issue(&state, TokenUse::User, &admin.id, HOUR).await?;
    let mut listeners = Vec::new();
    if attack == Attack::Streams {
        for number in 0..if few { LISTENERS / 10 } else { LISTENERS } {
            listeners.push(person(&state, &format!("listener{number}"), Role::Officer).await?);
        }
    }
    if attack == Attack::Coverage {
        add_residents(&state, if few { RESIDENTS / 10 } else { RESIDENTS }).await?;
    }
    Ok((residents, admin, listeners))
}

/// Creates an account with a token.
async fn person(state: &AppState, name: &str, role: Role) -> Result<String, Failure> {
    let new = NewAccount {
        email: format!("{name}@demo.example"),
        name: name.to_owned(),
        surname: "Load".to_owned(),
        password_hash: None,
        team: (role == Role::Officer).then(|| "housing".to_owned()),
        role,
        organisation_id: ACME,
        site_id: Some(5),
        client_id: None,
        tenure: None,
    };
    let transaction = state.write().await?;
    let user = server::accounts::create(state, &*transaction, new).await?;
    transaction.commit().await?;
    Ok(token::issue(state, TokenUse::User, &user.id, HOUR).await?)
}

async fn add_residents(state: &AppState, count: usize) -> Result<(), Failure> {
    let transaction = state.write().await?;
    for part in (0..count).collect::<Vec<_>>().chunks(500) {
        let rows = part.iter().map(|number| resident::ActiveModel {
            name: Set(format!("Name{number}")),
            site_id: Set(Some(5)),
            ..server::accounts::new_resident(ACME, 1)
        });
        resident::Entity::insert_many(rows).exec_without_returning(&*transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

fn start(server: &str, database: &str) -> Result<(Child, String), Failure> {
    let mut child = Command::new(server)
        .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--log-format", "json", "--database", database])
        .args(["--simulator", "off", "--log", "server::cli=info,warn"])
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let log = child.stderr.take().ok_or("the server has a log")?;
    let mut lines = BufReader::new(log).lines().map_while(Result::ok);
    let line = lines.find(|line| line.contains("listening")).ok_or("the server did not start")?;
    let logged: serde_json::Value = serde_json::from_str(&line)?;
    let address = logged["fields"]["address"].as_str().unwrap_or_default().to_owned();
    // The log must be read; otherwise the server would block when the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    Ok((child, address))
}
