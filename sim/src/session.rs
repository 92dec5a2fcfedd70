//! Who asks: tells whether a request comes from the signed-in admin. It knows one session and one token.

use crate::exchange::Request;

/// True for the admin's session or the demo token; a wrong token is refused even beside a session.
pub(crate) fn signed_in(request: &Request) -> bool {
    if let Some(authorization) = request.header("authorization") {
        return authorization == "Bearer demo-token";
    }
    // A service worker cannot see the page's cookies, so its host vouches for the session.
    request.header("x-sim-session") == Some("1")
        || request
            .header("cookie")
            .is_some_and(|cookies| cookies.split(';').any(|cookie| cookie.trim() == "session_id=demo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headers: &[(&str, &str)], expected: bool) {
        let headers = headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let request = Request {
            method: "GET".to_owned(),
            host: "demo.kommo.com".to_owned(),
            target: "/api/v4/account".to_owned(),
            headers,
            body: Vec::new(),
        };
        assert_eq!(signed_in(&request), expected, "{:?}", request.headers);
    }

    #[test]
    fn knows_the_session_and_the_token() {
        check(&[], false);
        check(&[("X-Sim-Session", "1")], true);
        check(&[("x-sim-session", "0")], false);
        check(&[("Cookie", "session_id=demo")], true);
        check(&[("Cookie", "a=b; session_id=demo; c=d")], true);
        check(&[("Cookie", "session_id=other")], false);
        check(&[("Authorization", "Bearer demo-token")], true);
        check(&[("Authorization", "Bearer other")], false);
        check(&[("Authorization", "Bearer other"), ("X-Sim-Session", "1")], false);
    }
}
