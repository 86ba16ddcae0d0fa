//! One row: a route, what is sent to it, and the rule who may.

use std::future::Future;

use axum::http::Method;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::caller::Caller;
pub use super::made::{Made, plain};
use super::world::World;
use crate::support::{Answer, Client};

/// The server that the rows are checked on.
pub type W = &'static World;

/// What an answer should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// It was done.
    Success,
    /// 404, as for what never existed.
    Absent,
    /// This status.
    Status(u16),
}

impl Expected {
    pub fn fits(self, status: u16) -> bool {
        match self {
            Self::Success => (200..400).contains(&status),
            Self::Absent => status == 404,
            Self::Status(expected) => status == expected,
        }
    }
}

type Make = Box<dyn Fn(W) -> BoxFuture<'static, Made> + Send + Sync>;

/// A further look at an answer; what is wrong with it.
pub type Look = fn(Caller, &Answer) -> Option<String>;

/// A route, a request to it, and who may.
pub struct Row {
    /// Method and path, as the server names them.
    pub route: String,
    pub make: Make,
    may: Vec<Caller>,
    foreign: Vec<Caller>,
    special: Vec<(Caller, u16)>,
    is_open: Option<u16>,
    /// The route knows the keys of services.
    knows_keys: bool,
    /// To whom a list shows what is marked.
    pub sees: Vec<Caller>,
    /// A session that lives for this request only.
    pub signs_out: bool,
    /// Callers sign their requests as the sender's own clients do.
    pub of_sender: bool,
    streams: bool,
    pub look: Option<Look>,
}

/// A row for `METHOD /path`.
pub fn row<F: Future<Output = Made> + Send + 'static>(
    route: &str,
    make: impl Fn(W) -> F + Send + Sync + 'static,
) -> Row {
    Row {
        route: route.to_owned(),
        make: Box::new(move |world| Box::pin(make(world))),
        may: Vec::new(),
        foreign: Vec::new(),
        special: Vec::new(),
        is_open: None,
        knows_keys: false,
        sees: Vec::new(),
        signs_out: false,
        of_sender: false,
        streams: false,
        look: None,
    }
}

/// A row that needs nothing made.
pub fn bare(route: &str) -> Row {
    row(route, async |_| plain())
}

impl Row {
    /// These succeed.
    pub fn may(mut self, callers: &[Caller]) -> Self {
        self.may.extend(callers);
        self
    }

    /// For these it is as if it did not exist.
    pub fn foreign(mut self, callers: &[Caller]) -> Self {
        self.foreign.extend(callers);
        self
    }

    /// For all people and API clients who may not, it is as if it did not exist.
    pub fn foreign_to_others(mut self) -> Self {
        let may = self.may.clone();
        let is_known = |caller: &Caller| caller.is_person() && !may.contains(caller);
        self.foreign.extend(Caller::ALL.into_iter().filter(is_known));
        self
    }

    /// These get this status, for a reason that the row tells.
    pub fn special(mut self, callers: &[Caller], status: u16) -> Self {
        self.special.extend(callers.iter().map(|caller| (*caller, status)));
        self
    }

    /// Everybody succeeds, whoever they are.
    pub fn open(self) -> Self {
        self.open_with(200)
    }

    /// Everybody gets this status, whoever they are.
    pub fn open_with(mut self, status: u16) -> Self {
        self.is_open = Some(status);
        self
    }

    /// A service's key is known here, so a service that may not is refused as a program, not as a stranger.
    pub fn with_keys(mut self) -> Self {
        self.knows_keys = true;
        self
    }

    /// Only these find in their answer what the request marks.
    pub fn sees(mut self, callers: &[Caller]) -> Self {
        self.sees.extend(callers);
        self
    }

    pub fn signs_out(mut self) -> Self {
        self.signs_out = true;
        self
    }

    pub fn of_sender(mut self) -> Self {
        self.of_sender = true;
        self
    }

    /// The answer does not end.
    pub fn streams(mut self) -> Self {
        self.streams = true;
        self
    }

    pub fn look(mut self, look: Look) -> Self {
        self.look = Some(look);
        self
    }

    /// What the rule says.
    pub fn expected(&self, caller: Caller) -> Expected {
        if let Some((_, status)) = self.special.iter().find(|(one, _)| *one == caller) {
            return Expected::Status(*status);
        }
        if let Some(status) = self.is_open {
            return if status == 200 { Expected::Success } else { Expected::Status(status) };
        }
        if self.may.contains(&caller) {
            return Expected::Success;
        }
        if self.foreign.contains(&caller) {
            return Expected::Absent;
        }
        if self.of_sender {
            // Whoever has no token at all is told so; every other token is none of a service.
            let has_token = matches!(caller, Caller::ServerToken | Caller::Revoked | Caller::Expired);
            return Expected::Status(if has_token { 403 } else { 401 });
        }
        match caller {
            Caller::Nobody | Caller::Revoked | Caller::Expired => Expected::Status(401),
            Caller::Service if !self.knows_keys => Expected::Status(401),
            _ => Expected::Status(403),
        }
    }

    /// Sends it.
    pub async fn send(&self, client: &Client, path: &str, body: &Value, made: &Made) -> Answer {
        let (method, _) = self.route.split_once(' ').unwrap();
        let method: Method = if method == "ANY" { Method::GET } else { method.parse().unwrap() };
        if self.streams {
            let (status, mut stream) = client.open(path).await;
            let bytes = stream.next().await.unwrap_or_default();
            let body = serde_json::from_slice(&bytes).unwrap_or_default();
            return Answer { status, headers: Default::default(), bytes, body };
        }
        if let Some((bytes, kind)) = &made.raw {
            return client.clone().with_header("content-type", kind).send(method, path, bytes.clone()).await;
        }
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        client.send(method, path, bytes).await
    }
}
