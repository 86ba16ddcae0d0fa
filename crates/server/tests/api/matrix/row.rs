//! One row: a route, its request, and who may make it.

use std::future::Future;

use axum::http::Method;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::caller::Caller;
pub use super::fixtures::{Fixtures, plain};
use super::world::World;
use crate::support::{Answer, Client};

/// The server on which rows are checked.
pub type W = &'static World;

/// The expected response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A success status.
    Success,
    /// 404, as for an absent resource.
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

type Make = Box<dyn Fn(W) -> BoxFuture<'static, Fixtures> + Send + Sync>;

/// A further check of a response; returns what is wrong.
pub type Look = fn(Caller, &Answer) -> Option<String>;

/// A route, a request to it, and who may make it.
pub struct Row {
    /// Method and path, as the server names them.
    pub route: String,
    pub make: Make,
    may: Vec<Caller>,
    foreign: Vec<Caller>,
    special: Vec<(Caller, u16)>,
    is_open: Option<u16>,
    /// The route accepts keys of services.
    knows_keys: bool,
    /// Who sees the marked text in a list.
    pub sees: Vec<Caller>,
    /// Uses a session that exists for this request only.
    pub signs_out: bool,
    /// Callers authenticate as the clients of GOV.UK Notify do.
    pub of_sender: bool,
    streams: bool,
    pub look: Option<Look>,
}

/// A row for `METHOD /path`.
pub fn row<F: Future<Output = Fixtures> + Send + 'static>(
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

/// A row that needs no resources.
pub fn bare(route: &str) -> Row {
    row(route, async |_| plain())
}

impl Row {
    /// These callers succeed.
    pub fn may(mut self, callers: &[Caller]) -> Self {
        self.may.extend(callers);
        self
    }

    /// For these callers the resource is absent.
    pub fn foreign(mut self, callers: &[Caller]) -> Self {
        self.foreign.extend(callers);
        self
    }

    /// For all other people and API clients the resource is absent.
    pub fn foreign_to_others(mut self) -> Self {
        let may = self.may.clone();
        let is_known = |caller: &Caller| caller.is_person() && !may.contains(caller);
        self.foreign.extend(Caller::ALL.into_iter().filter(is_known));
        self
    }

    /// These callers receive this status, for a reason given in the row.
    pub fn special(mut self, callers: &[Caller], status: u16) -> Self {
        self.special.extend(callers.iter().map(|caller| (*caller, status)));
        self
    }

    /// Every caller succeeds.
    pub fn open(self) -> Self {
        self.open_with(200)
    }

    /// Every caller receives this status.
    pub fn open_with(mut self, status: u16) -> Self {
        self.is_open = Some(status);
        self
    }

    /// The route accepts keys of services, so a service without permission receives 403, not 401.
    pub fn with_keys(mut self) -> Self {
        self.knows_keys = true;
        self
    }

    /// Only these callers find the marked text in their response.
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

    /// The response does not end.
    pub fn streams(mut self) -> Self {
        self.streams = true;
        self
    }

    pub fn look(mut self, look: Look) -> Self {
        self.look = Some(look);
        self
    }

    /// The response that the rule demands.
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
            // Without a token the response is 401; a token of another kind is 403.
            let has_token = matches!(caller, Caller::ServerToken | Caller::Revoked | Caller::Expired);
            return Expected::Status(if has_token { 403 } else { 401 });
        }
        match caller {
            Caller::Nobody | Caller::Revoked | Caller::Expired => Expected::Status(401),
            Caller::Service if !self.knows_keys => Expected::Status(401),
            _ => Expected::Status(403),
        }
    }

    /// Sends the request.
    pub async fn send(&self, client: &Client, path: &str, body: &Value, made: &Fixtures) -> Answer {
        let (method, _) = self.route.split_once(' ').unwrap();
        let method: Method = if method == "ANY" { Method::GET } else { method.parse().unwrap() };
        if self.streams {
            let (status, headers, mut stream) = client.open_with_headers(path).await;
            let bytes = stream.next().await.unwrap_or_default();
            let body = serde_json::from_slice(&bytes).unwrap_or_default();
            return Answer { status, headers, bytes, body };
        }
        if let Some((bytes, kind)) = &made.raw {
            return client.clone().with_header("content-type", kind).send(method, path, bytes.clone()).await;
        }
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        client.send(method, path, bytes).await
    }
}
