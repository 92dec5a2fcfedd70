//! `cargo xtask serve`: the demo page with a simulated account, rebuilt on every change.
//!
//! Trunk takes the place of this process, so that ending one ends the other however it is done. A
//! process of its own waits for the page and says that it is there.

use std::env;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::cli;
use crate::failure::Failure;
use crate::setup::{self, Needs};
use crate::workshop::Workshop;

const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(200);

/// Serves until it is interrupted.
pub(crate) fn run(workshop: &mut Workshop, options: cli::Serve) -> Result<(), Failure> {
    let cli::Serve { port, release } = options;
    setup::run(workshop, Needs::SITE)?;
    let address = local(port);
    if let Err(error) = TcpListener::bind(address) {
        return Err(Failure::new(format!("{address} cannot be served: {error}"))
            .by_hand(format!("cargo xtask serve --port {}", port.wrapping_add(1).max(1024))));
    }
    start_announcer(port);
    let mut trunk = workshop.command("trunk");
    trunk.args(["serve", "--address", "127.0.0.1", "--port", &port.to_string()]);
    // Not `dist`, which a test run may build meanwhile.
    trunk.arg("--dist").arg(workshop.own_folder().join("serve"));
    if release {
        trunk.arg("--release");
    }
    become_child(trunk)
}

/// Waits for the page and says that it is there; gives up when the process that serves it has ended.
pub(crate) fn announce(port: u16) {
    let address = local(port);
    let server = parent();
    while !is_ready(address) {
        if parent() != server {
            return;
        }
        thread::sleep(PAUSE);
    }
    println!("\nserving http://{address}/ (Ctrl+C ends it)");
}

/// The page is served even if nobody says so.
fn start_announcer(port: u16) {
    let Ok(program) = env::current_exe() else { return };
    _ = Command::new(program).args(["announce", &port.to_string()]).spawn();
}

#[cfg(unix)]
fn become_child(mut child: Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt;
    Err(Failure::new(format!("trunk could not be run: {}", child.exec())))
}

#[cfg(not(unix))]
fn become_child(mut child: Command) -> Result<(), Failure> {
    crate::workshop::run(&mut child)
}

#[cfg(unix)]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

#[cfg(not(unix))]
fn parent() -> u32 {
    0
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// Whether the page is there.
fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET / HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
        )?;
        let mut start = [0; 16];
        stream.read_exact(&mut start)?;
        Ok(String::from_utf8_lossy(&start).into_owned())
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};

    use super::*;

    /// Whether a server that answers once with this text counts as ready.
    fn is_ready_after(answer: &'static str) -> bool {
        let listener = TcpListener::bind(local(0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let request = BufReader::new(&stream).lines().map_while(Result::ok);
            assert!(request.take_while(|line| !line.is_empty()).count() > 0);
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let is_ready = is_ready(address);
        server.join().unwrap();
        is_ready
    }

    #[test]
    fn a_page_is_ready_when_it_is_answered_with_200() {
        assert!(is_ready_after("HTTP/1.1 200 OK\r\n\r\n"));
        assert!(!is_ready_after("HTTP/1.1 404 Not Found\r\n\r\n"));
        assert!(!is_ready_after(""));
        let free = TcpListener::bind(local(0)).unwrap().local_addr().unwrap();
        assert!(!is_ready(free));
    }
}
