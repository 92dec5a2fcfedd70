//! A started server and a client that accepts its certificate. The server ends with the value.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use ureq::http::{Request, Response};
use ureq::tls::TlsConfig;
use ureq::{Agent, AsSendBody, Body, Error};

/// The account the tests ask.
pub(crate) const HOST: &str = "demo.kommo.com";

/// The program, not started yet.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kommo-sim"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A server on a port of its own.
pub(crate) struct Running {
    pub(crate) child: Child,
    /// The IP address and port it said it listens on.
    pub(crate) address: String,
    pub(crate) client: Agent,
}

impl Running {
    /// Starts `serve` on a free port with these further arguments.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = program(&["serve", "--port", "0"]);
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.strip_prefix("Listening on https://").expect(&first);
        let address = address.split_once(' ').unwrap().0.to_owned();
        let client = Agent::config_builder()
            .tls_config(TlsConfig::builder().disable_verification(true).build())
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .new_agent();
        Self { child, address, client }
    }

    pub(crate) fn port(&self) -> &str {
        self.address.rsplit_once(':').unwrap().1
    }

    /// Sends a request to the account's host, signed in by token.
    pub(crate) fn ask(
        &self,
        method: &str,
        target: &str,
        body: impl AsSendBody,
    ) -> Result<Response<Body>, Error> {
        let request = Request::builder()
            .method(method)
            .uri(format!("https://{}{target}", self.address))
            .header("host", HOST)
            .header("authorization", "Bearer demo-token")
            .header("content-type", "application/json")
            .body(body)
            .unwrap();
        self.client.run(request)
    }

    pub(crate) fn get(&self, target: &str) -> Response<Body> {
        self.ask("GET", target, ()).unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
