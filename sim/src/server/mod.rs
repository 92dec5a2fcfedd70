//! The native host: the simulated account behind HTTPS on this machine's loopback address.
//!
//! It never listens on any other address and never keeps anything on disk: the account ends with the program.

mod account_host;
mod announcement;
mod arguments;
mod certificate;
mod clock;
mod service;
mod site;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Request;
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper::body::Incoming;
use tower::make::Shared;
use tower::service_fn;

use account_host::AccountHost;
use announcement::Announcement;
use arguments::{Arguments, ArgumentsError, HELP, Serve};
use certificate::{Certificate, CertificateError};
use service::Service;
use site::{Site, SiteError};

/// Answers still under way when Ctrl-C comes are given this long.
const GRACE: Duration = Duration::from_secs(1);

/// What keeps the server from running.
#[derive(Debug, thiserror::Error)]
enum ServerError {
    #[error("{0}\n\nTry 'kommo-sim --help'.")]
    Arguments(#[from] ArgumentsError),
    #[error(
        "port {0} is taken: another program (perhaps another kommo-sim) listens there. \
         Stop it, or choose another port with '--port N' ('--port 0' takes any free one)."
    )]
    PortTaken(u16),
    #[error(transparent)]
    Site(#[from] SiteError),
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error("cannot listen: {0}")]
    Io(#[from] io::Error),
}

/// Runs the command that the program's arguments ask for.
pub(crate) fn run() -> ExitCode {
    match perform() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be done where even standard error is gone.
            let _ = writeln!(io::stderr(), "kommo-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

fn perform() -> Result<(), ServerError> {
    match Arguments::parse(lexopt::Parser::from_env())? {
        Arguments::Help => write!(io::stdout(), "{HELP}")?,
        Arguments::Version => writeln!(io::stdout(), "kommo-sim {}", env!("CARGO_PKG_VERSION"))?,
        Arguments::Serve(options) => {
            tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(options))?;
        }
    }
    Ok(())
}

async fn serve(options: Serve) -> Result<(), ServerError> {
    let site = options.site.as_deref().map(|dir| Site::open(dir, &options.subdomain)).transpose()?;
    let protocols: &[&[u8]] = if options.http1 { &[b"http/1.1"] } else { &[b"h2", b"http/1.1"] };
    let certificate = Certificate::generate(protocols)?;
    let listener = listen(options.port)?;
    let announcement =
        Announcement { address: listener.local_addr()?, options: &options, key_hash: &certificate.key_hash };
    let text = announcement.to_string();
    let service = Arc::new(Service { account: AccountHost::start(&options.subdomain, options.seed), site });

    let handle = Handle::new();
    let stop = handle.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.graceful_shutdown(Some(GRACE));
        }
    });

    let acceptor = RustlsAcceptor::new(RustlsConfig::from_config(certificate.config));
    let server = axum_server::from_tcp(listener)?.acceptor(acceptor.acceptor(NoDelayAcceptor)).handle(handle);
    let server = if options.http1 { server.http1_only() } else { server };
    // The listener is bound: whoever reads this may connect at once.
    write!(io::stdout(), "{text}")?;
    io::stdout().flush()?;
    let answer = service_fn(move |request: Request<Incoming>| {
        let service = Arc::clone(&service);
        async move { service.answer(request).await }
    });
    server.serve(Shared::new(answer)).await?;
    Ok(())
}

fn listen(port: u16) -> Result<TcpListener, ServerError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ServerError::PortTaken(port),
        _ => ServerError::Io(error),
    })
}
