//! Kommo's rule page: `SSLv3` is not supported, TLS 1.2 is recommended. The server takes TLS 1.2 and 1.3 alone.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::running::Running;

const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;

/// A client's first message that offers one version at most, HTTP/2 and HTTP/1.1, and else all that the server's
/// certificate needs.
fn client_hello(version: [u8; 2]) -> Vec<u8> {
    let mut body = version.to_vec();
    body.extend([7; 32]); // random
    body.extend([0]); // no session
    body.extend([0, 4, 0xc0, 0x2b, 0xc0, 0x09]); // ECDHE-ECDSA with AES-128: GCM for 1.2, CBC for the older ones
    body.extend([1, 0]); // no compression
    let extensions: [&[u8]; 4] = [
        &[0, 10, 0, 4, 0, 2, 0, 23],      // group P-256
        &[0, 11, 0, 2, 1, 0],             // uncompressed points
        &[0, 13, 0, 6, 0, 4, 4, 3, 2, 3], // ECDSA signatures
        b"\0\x10\0\x0e\0\x0c\x02h2\x08http/1.1",
    ];
    let extensions = extensions.concat();
    body.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend(extensions);
    let mut message = vec![1, 0];
    message.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    message.extend(body);
    let mut record = vec![HANDSHAKE, 3, 0];
    record.extend(u16::try_from(message.len()).unwrap().to_be_bytes());
    record.extend(message);
    record
}

#[track_caller]
fn check(server: &Running, version: [u8; 2], expected: u8) {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(&client_hello(version)).unwrap();
    let mut kind = [0];
    stream.read_exact(&mut kind).unwrap();
    assert_eq!(kind, [expected], "version {version:?}");
}

#[test]
fn versions_before_1_2_are_refused() {
    let server = Running::start(&[]);
    check(&server, [3, 0], ALERT); // SSLv3
    check(&server, [3, 1], ALERT); // TLS 1.0
    check(&server, [3, 2], ALERT); // TLS 1.1
    check(&server, [3, 3], HANDSHAKE); // TLS 1.2
}

#[track_caller]
fn check_protocol(arguments: &[&str], protocol: &[u8]) {
    let server = Running::start(arguments);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(&client_hello([3, 3])).unwrap();
    let mut head = [0; 5];
    stream.read_exact(&mut head).unwrap();
    let mut hello = vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))];
    stream.read_exact(&mut hello).unwrap();
    let length = u8::try_from(protocol.len()).unwrap();
    let chosen = [&[0, 16, 0, length + 3, 0, length + 1, length], protocol].concat();
    assert!(hello.windows(chosen.len()).any(|part| part == chosen), "{arguments:?}: {hello:?}");
}

#[test]
fn http_2_is_spoken_unless_told_otherwise() {
    check_protocol(&[], b"h2");
    check_protocol(&["--http1"], b"http/1.1");
    assert_eq!(Running::start(&["--http1"]).get("/api/v4/account").status(), 200);
}
