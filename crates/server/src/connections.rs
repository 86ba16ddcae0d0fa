//! The accept loop: accepts connections, limits their number, and closes those that hold a place without using it.
//!
//! An alarm must get in whatever other clients do with their connections. So there are time limits for the head of a request, for
//! the pause between two requests, and for reading a response. There is a limit in total and for each address. At a limit, the
//! connection that has waited longest is closed, and the new one is accepted.

pub(crate) mod body;
pub(crate) mod descriptors;
pub(crate) mod phase;
pub(crate) mod stream;
pub(crate) mod table;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::limits::Limits;
use body::{RequestBody, ResponseBody};
use phase::Activity;
use stream::TimedStream;
use table::{Table, Ticket};
use web::client_address::{is_trusted, network};

/// How long the loop waits after the system failed to accept a connection.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves the router on this listener until `stop` resolves and every running request is answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    trusted_proxies: Vec<IpAddr>,
    stop: impl Future<Output = ()>,
) {
    let table = Table::new(descriptors::connections(limits.connections), limits.connections_per_address);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let address = (!is_trusted(peer.ip(), &trusted_proxies)).then(|| network(peer.ip()));
                let Some(ticket) = table.admit(address) else {
                    tracing::debug!(%peer, "refused a connection: the limit of connections is reached");
                    continue;
                };
                tune(&stream, limits);
                let serving = serve_one(stream, peer, router.clone(), ticket, limits, graceful.watcher());
                tokio::spawn(serving);
            }
            Err(error) => recover(&error, &table).await,
        }
    }
    drop(listener);
    graceful.shutdown().await;
}

/// Without file descriptors no alarm gets in, so this closes a waiting connection and retries soon.
async fn recover(error: &io::Error, table: &Table) {
    if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) {
        return;
    }
    tracing::error!(%error, "cannot accept a connection; closing waiting ones");
    table.close_one_that_waits();
    tokio::time::sleep(PAUSE).await;
}

/// Sends small responses without delay, and detects peers that are gone.
fn tune(stream: &TcpStream, limits: &Limits) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot disable Nagle's algorithm for a connection");
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::net::sockopt;
        let lost = u32::try_from(limits.write_time.as_millis()).unwrap_or(u32::MAX);
        let tuned = sockopt::set_socket_keepalive(stream, true)
            .and_then(|()| sockopt::set_tcp_keepidle(stream, limits.idle_time))
            .and_then(|()| sockopt::set_tcp_user_timeout(stream, lost));
        if let Err(error) = tuned {
            tracing::debug!(%error, "cannot set the time-outs of a connection");
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = limits;
}

fn serve_one(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    ticket: Ticket,
    limits: &Limits,
    watcher: Watcher,
) -> impl Future<Output = ()> + Send + 'static {
    let activity = ticket.activity();
    let io = TokioIo::new(TimedStream::new(stream, activity.clone(), limits));
    let answering = activity.clone();
    let service = service_fn(move |request| answer(request, peer, router.clone(), answering.clone()));
    let limits = limits.clone();
    let connection = watcher.watch(http1::Builder::new().serve_connection(io, service));
    async move {
        let _ticket = ticket;
        tokio::select! {
            ended = connection => if let Err(error) = ended {
                tracing::debug!(%error, "connection failed");
            },
            () = activity.closed() => {}
            () = activity.overdue(&limits) => {}
        }
    }
}

async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    router: Router,
    activity: Arc<Activity>,
) -> Result<Response<Body>, Infallible> {
    activity.receiving();
    let mut request = request.map(|body| Body::new(RequestBody::new(body, activity.clone())));
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = router.oneshot(request).await?;
    activity.sending(&answer);
    Ok(answer.map(|body| Body::new(ResponseBody::new(body, activity))))
}
