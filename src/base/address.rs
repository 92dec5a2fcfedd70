//! The grammar of an account's address: one form is admitted, all else is refused with the rule that it
//! breaks. It makes no address itself.

/// The domain of all accounts.
pub(super) const DOMAIN: &str = "kommo.com";

/// The scheme with what follows it.
pub(super) const HTTPS: &str = "https://";

/// Hosts below `kommo.com` that are Kommo's own services, not accounts.
const SERVICES: [&str; 7] =
    ["amojo", "api", "developers", "drive", "es-developers", "pt-developers", "storybook"];

/// Beginnings of further service hosts (`api-c.kommo.com`, `drive-c.kommo.com`).
const SERVICE_PREFIXES: [&str; 2] = ["api-", "drive-"];

/// Why an address was refused. The address itself is not repeated: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{} A right address looks like https://SUBDOMAIN.kommo.com.", self.rule())]
pub enum AddressError {
    /// Nothing there.
    Empty,
    /// Blanks, tabs, newlines or other control characters; browsers drop some of them silently.
    Blank,
    /// Characters outside ASCII: full-width dots and international names can look like Kommo's.
    NotAscii,
    /// No `https://` in front.
    NoScheme,
    /// `http://`: nobody may read along.
    Http,
    /// `ws://` or `wss://`.
    WebSocket,
    /// Any other scheme.
    OtherScheme,
    /// A backslash, which browsers take for a slash.
    Backslash,
    /// A user name or password before an `@`.
    UserInfo,
    /// Percent-encoding in the host.
    Encoded,
    /// A port other than 443.
    Port,
    /// A path after the host.
    Path,
    /// A query.
    Query,
    /// A fragment.
    Fragment,
    /// A dot at the host's end.
    TrailingDot,
    /// A number instead of a name.
    IpAddress,
    /// `www.kommo.com`, the common domain.
    Www,
    /// `kommo.com` without the account's name.
    NoSubdomain,
    /// One of Kommo's service hosts.
    ServiceHost,
    /// More than one label before `kommo.com`.
    DeepSubdomain,
    /// Another domain, however much it looks like Kommo's.
    OtherDomain,
    /// A subdomain that is no DNS label of letters, digits and inner hyphens.
    BadLabel,
}

impl AddressError {
    /// The broken rule as a sentence.
    const fn rule(self) -> &'static str {
        match self {
            Self::Empty => "The address is empty.",
            Self::Blank => "The address holds blanks or control characters.",
            Self::NotAscii => "The address holds characters other than plain Latin ones.",
            Self::NoScheme => "The address must begin with https://.",
            Self::Http => "Kommo is reached over https only, never over http.",
            Self::WebSocket => "Kommo's API is not reached over a WebSocket.",
            Self::OtherScheme => "The address must begin with https:// and nothing else.",
            Self::Backslash => "The address holds a backslash.",
            Self::UserInfo => "The address must not hold a user name or a password.",
            Self::Encoded => "The host must not be percent-encoded.",
            Self::Port => "The address must not name a port other than 443.",
            Self::Path => "The address must end after the host.",
            Self::Query => "The address must not hold a query.",
            Self::Fragment => "The address must not hold a fragment.",
            Self::TrailingDot => "The host must not end with a dot.",
            Self::IpAddress => "The host must be a name, not a number.",
            Self::Www => "www.kommo.com is no account; every account has an address of its own.",
            Self::NoSubdomain => "The account's name is missing before kommo.com.",
            Self::ServiceHost => "This host is one of Kommo's services, not an account.",
            Self::DeepSubdomain => "There must be exactly one name before kommo.com.",
            Self::OtherDomain => "The host is not below kommo.com.",
            Self::BadLabel => "The account's name may hold letters, digits and inner hyphens only.",
        }
    }
}

/// The account's name in its address, in lower case.
pub(super) fn subdomain(address: &str) -> Result<String, AddressError> {
    let address = readable(address)?;
    let rest = strip_scheme(&address)?;
    let host = strip_tail(rest)?;
    label_of(host).map(str::to_owned)
}

/// The address in lower case, if it is made of visible ASCII characters only.
fn readable(address: &str) -> Result<String, AddressError> {
    if address.is_empty() {
        return Err(AddressError::Empty);
    }
    if address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(AddressError::Blank);
    }
    if !address.is_ascii() {
        return Err(AddressError::NotAscii);
    }
    if address.contains('\\') {
        return Err(AddressError::Backslash);
    }
    Ok(address.to_ascii_lowercase())
}

fn strip_scheme(address: &str) -> Result<&str, AddressError> {
    if let Some(rest) = address.strip_prefix(HTTPS) {
        return Ok(rest);
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return Err(AddressError::NoScheme);
    };
    Err(match scheme {
        "http" => AddressError::Http,
        "ws" | "wss" => AddressError::WebSocket,
        // `demo.kommo.com:443` has a port there, not a scheme.
        _ if scheme.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit()) => AddressError::NoScheme,
        _ => AddressError::OtherScheme,
    })
}

/// The host, if nothing follows it but `:443` and `/`.
fn strip_tail(rest: &str) -> Result<&str, AddressError> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if authority.contains('@') {
        return Err(AddressError::UserInfo);
    }
    if authority.starts_with('[') {
        return Err(AddressError::IpAddress);
    }
    let host = match authority.split_once(':') {
        None | Some((_, "443")) => authority.strip_suffix(":443").unwrap_or(authority),
        Some(_) => return Err(AddressError::Port),
    };
    match tail {
        "" | "/" => Ok(host),
        _ if tail.contains('#') && !tail.starts_with('/') && !tail.contains('?') => {
            Err(AddressError::Fragment)
        }
        _ if tail.starts_with("/?") || tail.starts_with('?') => Err(AddressError::Query),
        _ if tail.starts_with("/#") => Err(AddressError::Fragment),
        _ => Err(AddressError::Path),
    }
}

fn label_of(host: &str) -> Result<&str, AddressError> {
    if host.contains('%') {
        return Err(AddressError::Encoded);
    }
    if host.ends_with('.') {
        return Err(AddressError::TrailingDot);
    }
    if host == DOMAIN {
        return Err(AddressError::NoSubdomain);
    }
    let Some(label) = host.strip_suffix(DOMAIN).and_then(|label| label.strip_suffix('.')) else {
        return Err(if is_number(host) { AddressError::IpAddress } else { AddressError::OtherDomain });
    };
    if label == "www" {
        return Err(AddressError::Www);
    }
    if label.contains('.') {
        return Err(AddressError::DeepSubdomain);
    }
    if SERVICES.contains(&label) || SERVICE_PREFIXES.iter().any(|prefix| label.starts_with(prefix)) {
        return Err(AddressError::ServiceHost);
    }
    if is_label(label) { Ok(label) } else { Err(AddressError::BadLabel) }
}

/// Whether a host is an IPv4 address in any notation that browsers take.
fn is_number(host: &str) -> bool {
    host.rsplit('.').next().is_some_and(|last| {
        last.strip_prefix("0x").map_or(!last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()), |hex| {
            hex.bytes().all(|b| b.is_ascii_hexdigit())
        })
    })
}

/// Whether this is a DNS label that no international name hides behind (`xn--`).
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !label.starts_with("xn--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn accepts(address: &str, expected: &str) {
        assert_eq!(subdomain(address), Ok(expected.to_owned()));
    }

    #[track_caller]
    fn refuses(address: &str, error: AddressError) {
        assert_eq!(subdomain(address), Err(error), "{address:?}");
    }

    #[test]
    fn right_addresses() {
        accepts("https://demo.kommo.com", "demo");
        accepts("https://demo.kommo.com/", "demo");
        accepts("https://demo.kommo.com:443", "demo");
        accepts("https://demo.kommo.com:443/", "demo");
        accepts("HTTPS://Demo.Kommo.COM", "demo");
        accepts("https://my-shop-2.kommo.com", "my-shop-2");
        accepts("https://7.kommo.com", "7");
        accepts(&format!("https://{}.kommo.com", "a".repeat(63)), &"a".repeat(63));
    }

    #[test]
    fn wrong_schemes() {
        refuses("", AddressError::Empty);
        refuses("http://demo.kommo.com", AddressError::Http);
        refuses("HTTP://demo.kommo.com", AddressError::Http);
        refuses("ws://demo.kommo.com", AddressError::WebSocket);
        refuses("wss://demo.kommo.com", AddressError::WebSocket);
        refuses("ftp://demo.kommo.com", AddressError::OtherScheme);
        refuses("file:///etc/passwd", AddressError::OtherScheme);
        refuses("javascript:alert(1)", AddressError::OtherScheme);
        refuses("data:text/html,x", AddressError::OtherScheme);
        refuses("blob:https://demo.kommo.com/1", AddressError::OtherScheme);
        refuses("https:demo.kommo.com", AddressError::OtherScheme);
        refuses("https:/demo.kommo.com", AddressError::OtherScheme);
        refuses("https:\\\\demo.kommo.com", AddressError::Backslash);
        refuses("//demo.kommo.com", AddressError::NoScheme);
        refuses("demo.kommo.com", AddressError::NoScheme);
        refuses("demo.kommo.com:443", AddressError::NoScheme);
        refuses("demo", AddressError::NoScheme);
        refuses("/api/v4/leads", AddressError::NoScheme);
    }

    #[test]
    fn hosts_that_are_no_account() {
        refuses("https://www.kommo.com", AddressError::Www);
        refuses("https://WWW.kommo.com/", AddressError::Www);
        refuses("https://kommo.com", AddressError::NoSubdomain);
        refuses("https://.kommo.com", AddressError::BadLabel);
        refuses("https://api-c.kommo.com", AddressError::ServiceHost);
        refuses("https://api.kommo.com", AddressError::ServiceHost);
        refuses("https://drive-c.kommo.com", AddressError::ServiceHost);
        refuses("https://amojo.kommo.com", AddressError::ServiceHost);
        refuses("https://a.demo.kommo.com", AddressError::DeepSubdomain);
        refuses("https://www.demo.kommo.com", AddressError::DeepSubdomain);
        refuses("https://demo..kommo.com", AddressError::DeepSubdomain);
        refuses("https:///demo.kommo.com", AddressError::Path);
        refuses("https://", AddressError::OtherDomain);
        refuses("https://127.0.0.1", AddressError::IpAddress);
        refuses("https://0x7f.1", AddressError::IpAddress);
        refuses("https://0x7f000001", AddressError::IpAddress);
        refuses("https://2130706433", AddressError::IpAddress);
        refuses("https://[::1]", AddressError::IpAddress);
        refuses("https://localhost", AddressError::OtherDomain);
    }

    #[test]
    fn look_alikes() {
        refuses("https://demo.kommo.com.evil.com", AddressError::OtherDomain);
        refuses("https://evilkommo.com", AddressError::OtherDomain);
        refuses("https://demo.evilkommo.com", AddressError::OtherDomain);
        refuses("https://demo-kommo.com", AddressError::OtherDomain);
        refuses("https://demo.komm0.com", AddressError::OtherDomain);
        refuses("https://demo.kommo.co", AddressError::OtherDomain);
        refuses("https://demo.kommo.comx", AddressError::OtherDomain);
        refuses("https://demo.amocrm.com", AddressError::OtherDomain);
        refuses("https://demo.kommo.com@evil.com", AddressError::UserInfo);
        refuses("https://user:pass@demo.kommo.com", AddressError::UserInfo);
        refuses("https://@demo.kommo.com", AddressError::UserInfo);
        refuses("https://evil.com\\@demo.kommo.com", AddressError::Backslash);
        refuses("https://evil.com\\.demo.kommo.com", AddressError::Backslash);
        refuses("https://demo%2ekommo.com", AddressError::Encoded);
        refuses("https://evil.com%2f.kommo.com", AddressError::Encoded);
        refuses("https://demo%00.kommo.com", AddressError::Encoded);
        refuses("https://demo\u{ff0e}kommo.com", AddressError::NotAscii);
        refuses("https://demo\u{3002}kommo.com", AddressError::NotAscii);
        refuses("https://d\u{435}mo.kommo.com", AddressError::NotAscii);
        refuses("https://demo.k\u{f6}mmo.com", AddressError::NotAscii);
        refuses("https://demo.kommo.com\u{200b}", AddressError::NotAscii);
        refuses("https://xn--dmo-dma.kommo.com", AddressError::BadLabel);
        refuses("https://demo.kommo.com.", AddressError::TrailingDot);
        refuses("https://demo.kommo.com./", AddressError::TrailingDot);
        refuses("https://de\tmo.kommo.com", AddressError::Blank);
        refuses("https://demo.kommo.com\n", AddressError::Blank);
        refuses(" https://demo.kommo.com", AddressError::Blank);
        refuses("ht\ntps://demo.kommo.com", AddressError::Blank);
        refuses("https://demo\u{0}.kommo.com", AddressError::Blank);
        refuses("https://de_mo.kommo.com", AddressError::BadLabel);
        refuses("https://-demo.kommo.com", AddressError::BadLabel);
        refuses("https://demo-.kommo.com", AddressError::BadLabel);
        refuses("https://de*mo.kommo.com", AddressError::BadLabel);
        refuses(&format!("https://{}.kommo.com", "a".repeat(64)), AddressError::BadLabel);
    }

    #[test]
    fn nothing_after_the_host() {
        refuses("https://demo.kommo.com:8443", AddressError::Port);
        refuses("https://demo.kommo.com:80/", AddressError::Port);
        refuses("https://demo.kommo.com:", AddressError::Port);
        refuses("https://demo.kommo.com:443:443", AddressError::Port);
        refuses("https://demo.kommo.com:0443", AddressError::Port);
        refuses("https://demo.kommo.com/api/v4", AddressError::Path);
        refuses("https://demo.kommo.com//evil.com", AddressError::Path);
        refuses("https://demo.kommo.com/..", AddressError::Path);
        refuses("https://demo.kommo.com?x=1", AddressError::Query);
        refuses("https://demo.kommo.com/?x=1", AddressError::Query);
        refuses("https://demo.kommo.com#x", AddressError::Fragment);
        refuses("https://demo.kommo.com/#x", AddressError::Fragment);
        refuses("https://evil.com/.kommo.com", AddressError::Path);
        refuses("https://evil.com?.kommo.com", AddressError::Query);
        refuses("https://evil.com#.kommo.com", AddressError::Fragment);
    }

    #[test]
    fn each_refusal_says_the_rule_and_the_right_form() {
        let text = AddressError::Www.to_string();
        assert!(text.starts_with("www.kommo.com is no account"), "{text}");
        assert!(text.ends_with("A right address looks like https://SUBDOMAIN.kommo.com."), "{text}");
    }

    /// Pieces that addresses are made of, and that attacks are made of.
    const PIECES: [&str; 24] = [
        "https",
        "http",
        ":",
        "//",
        "/",
        "\\",
        "@",
        ".",
        "%2e",
        "#",
        "?",
        "kommo.com",
        "www",
        "demo",
        "evil.com",
        "-",
        "443",
        "\t",
        "\u{ff0e}",
        "xn--",
        "_",
        "[::1]",
        "127.0.0.1",
        " ",
    ];

    proptest::proptest! {
        /// The browser's own rules are the oracle: whatever the guard admits, a browser would send
        /// to that very host over HTTPS.
        #[test]
        fn what_is_admitted_goes_where_it_says(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..9),
            prefix in proptest::bool::ANY,
        ) {
            let address = format!("{}{}", if prefix { "https://demo" } else { "" }, pieces.concat());
            if let Ok(subdomain) = subdomain(&address) {
                let url = url::Url::parse(&address).unwrap();
                proptest::prop_assert_eq!(url.scheme(), "https");
                proptest::prop_assert_eq!(url.host_str().unwrap(), format!("{}.kommo.com", subdomain));
                proptest::prop_assert_eq!(url.port_or_known_default(), Some(443));
                proptest::prop_assert_eq!(url.path(), "/");
                proptest::prop_assert!(url.username().is_empty() && url.query().is_none());
            }
        }
    }
}
