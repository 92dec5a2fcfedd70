//! Refuses settings that carry a secret. `client_secret`, tokens and the like have no place on the
//! client (<https://developers.kommo.com/docs/limitations>): whatever runs in the page can be read by
//! every user of it. What was found is named by kind only; the value is never repeated.

use serde_json::Value;

/// A secret was found among settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// A member named like a secret.
    #[error("the settings hold a member for a {0}, which must never be on the client")]
    Named(SecretKind),
    /// A value that looks like a secret, whatever its name.
    #[error("the settings hold what looks like a {0}, which must never be on the client")]
    Looks(SecretKind),
}

/// The kinds of secret that Kommo gives out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretKind {
    /// An integration's `client_secret`, also called secret key.
    #[error("client secret")]
    ClientSecret,
    /// An access, refresh or long-lived token.
    #[error("token")]
    Token,
    /// An `Authorization` header.
    #[error("authorization header")]
    Authorization,
    /// A password or API key.
    #[error("password or key")]
    Password,
}

/// Names that mean a secret, in lower case without separators.
const NAMES: [(&str, SecretKind); 10] = [
    ("clientsecret", SecretKind::ClientSecret),
    ("secretkey", SecretKind::ClientSecret),
    ("secret", SecretKind::ClientSecret),
    ("token", SecretKind::Token),
    ("jwt", SecretKind::Token),
    ("authorization", SecretKind::Authorization),
    ("bearer", SecretKind::Authorization),
    ("password", SecretKind::Password),
    ("apikey", SecretKind::Password),
    ("privatekey", SecretKind::Password),
];

/// Refuses a settings object that carries a secret at any depth.
pub fn refuse_secrets(settings: &Value) -> Result<(), SecretError> {
    match settings {
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            if let (Some(kind), false) = (kind_of_name(name), is_empty(value)) {
                return Err(SecretError::Named(kind));
            }
            // A secret may also have slipped into the place of a name.
            kind_of_value(name).map_or(Ok(()), |kind| Err(SecretError::Looks(kind)))?;
            refuse_secrets(value)
        }),
        Value::Array(items) => items.iter().try_for_each(refuse_secrets),
        Value::String(text) => kind_of_value(text).map_or(Ok(()), |kind| Err(SecretError::Looks(kind))),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn kind_of_name(name: &str) -> Option<SecretKind> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    NAMES.iter().find(|(word, _)| plain.contains(word)).map(|&(_, kind)| kind)
}

fn kind_of_value(text: &str) -> Option<SecretKind> {
    let text = text.trim();
    let lower = text.get(..7).unwrap_or_default().to_ascii_lowercase();
    if lower == "bearer " {
        return Some(SecretKind::Authorization);
    }
    // A JSON Web Token, Kommo's form of access and long-lived tokens: `eyJ….….…`.
    let token_like = text.split_whitespace().any(|word| {
        word.starts_with("eyJ") && word.len() > 40 && word.bytes().filter(|&b| b == b'.').count() == 2
    });
    if token_like {
        return Some(SecretKind::Token);
    }
    // A settings member may hold JSON as text.
    match serde_json::from_str::<Value>(text) {
        Ok(inner @ (Value::Object(_) | Value::Array(_))) => match refuse_secrets(&inner) {
            Err(SecretError::Named(kind) | SecretError::Looks(kind)) => Some(kind),
            Ok(()) => None,
        },
        _ => None,
    }
}

/// An empty member holds no secret; Kommo's own objects have such members.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(settings: &Value, expected: Result<(), SecretError>) {
        assert_eq!(refuse_secrets(settings), expected);
    }

    const JWT: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0aaaaaaaa.c2lnbmF0dXJl";

    #[test]
    fn settings_without_secrets_pass() {
        check(&json!({}), Ok(()));
        check(&json!({ "rate": 5, "language": "es", "path": "/upl/pace/1/widget" }), Ok(()));
        check(&json!({ "client_id": "6c1f", "oauth_client_uuid": "6c1f" }), Ok(()));
        check(&json!({ "client_secret": "" }), Ok(()));
        check(&json!({ "access_token": null }), Ok(()));
    }

    #[test]
    fn names_of_secrets_are_refused_at_any_depth() {
        let named = |kind| Err(SecretError::Named(kind));
        check(&json!({ "client_secret": "x" }), named(SecretKind::ClientSecret));
        check(&json!({ "clientSecret": "x" }), named(SecretKind::ClientSecret));
        check(&json!({ "Client-Secret": 5 }), named(SecretKind::ClientSecret));
        check(&json!({ "secret_key": "x" }), named(SecretKind::ClientSecret));
        check(&json!({ "access_token": "x" }), named(SecretKind::Token));
        check(&json!({ "refreshToken": "x" }), named(SecretKind::Token));
        check(&json!({ "long_lived_token": "x" }), named(SecretKind::Token));
        check(&json!({ "headers": [{ "Authorization": "x" }] }), named(SecretKind::Authorization));
        check(&json!({ "a": { "b": { "password": "x" } } }), named(SecretKind::Password));
        check(&json!({ "user": { "api_key": "x" } }), named(SecretKind::Password));
    }

    #[test]
    fn values_that_look_like_secrets_are_refused_under_any_name() {
        let looks = |kind| Err(SecretError::Looks(kind));
        check(&json!({ "note": "Bearer abc" }), looks(SecretKind::Authorization));
        check(&json!({ "note": "bearer abc" }), looks(SecretKind::Authorization));
        check(&json!({ "note": JWT }), looks(SecretKind::Token));
        check(&json!([[JWT]]), looks(SecretKind::Token));
        check(&json!({ JWT: 1 }), looks(SecretKind::Token));
        check(&json!({ "custom": "{\"client_secret\":\"x\"}" }), looks(SecretKind::ClientSecret));
    }

    #[test]
    fn the_secret_itself_is_never_repeated() {
        for settings in [json!({ "client_secret": "s3cr3t-s3cr3t" }), json!({ "x": format!("Bearer {JWT}") })]
        {
            let error = refuse_secrets(&settings).unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(!text.contains("s3cr3t") && !text.contains("eyJ"), "{text}");
        }
    }
}
