//! Which resource a path names and which methods it has. It answers nothing.

use crate::store::Kind;

/// What a path below `/api/v4` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Account,
    Users,
    User(u64),
    Pipelines,
    Pipeline(u64),
    Statuses(u64),
    Status(u64, u64),
    Fields(Kind),
    Field(Kind, u64),
    Entities(Kind),
    Entity(Kind, u64),
}

impl Route {
    /// The route of a path's segments.
    pub(crate) fn parse(segments: &[&str]) -> Option<Self> {
        let ["api", "v4", rest @ ..] = segments else { return None };
        match *rest {
            ["account"] => Some(Self::Account),
            ["users"] => Some(Self::Users),
            ["users", id] => Some(Self::User(number(id)?)),
            ["leads", "pipelines"] => Some(Self::Pipelines),
            ["leads", "pipelines", id] => Some(Self::Pipeline(number(id)?)),
            ["leads", "pipelines", id, "statuses"] => Some(Self::Statuses(number(id)?)),
            ["leads", "pipelines", id, "statuses", status] => {
                Some(Self::Status(number(id)?, number(status)?))
            }
            [kind] => Some(Self::Entities(Kind::parse(kind)?)),
            [kind, "custom_fields"] => Some(Self::Fields(kind_with_fields(kind)?)),
            [kind, "custom_fields", id] => Some(Self::Field(kind_with_fields(kind)?, number(id)?)),
            [kind, id] => Some(Self::Entity(Kind::parse(kind)?, number(id)?)),
            _ => None,
        }
    }

    pub(crate) fn has_method(self, method: &str) -> bool {
        match self {
            Self::Entities(_) => matches!(method, "GET" | "POST" | "PATCH"),
            Self::Entity(..) => matches!(method, "GET" | "PATCH"),
            _ => method == "GET",
        }
    }

    /// The name of the resource in the fault `no_rights`.
    pub(crate) fn resource(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Users | Self::User(_) => "users",
            Self::Pipelines | Self::Pipeline(_) | Self::Statuses(_) | Self::Status(..) => "pipelines",
            Self::Fields(_) | Self::Field(..) => "custom_fields",
            Self::Entities(kind) | Self::Entity(kind, _) => kind.plural(),
        }
    }
}

fn number(segment: &str) -> Option<u64> {
    segment.bytes().all(|byte| byte.is_ascii_digit()).then(|| segment.parse().ok()).flatten()
}

fn kind_with_fields(word: &str) -> Option<Kind> {
    Kind::parse(word).filter(|kind| *kind != Kind::Tasks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<Route>) {
        let segments: Vec<&str> = path.split('/').collect();
        assert_eq!(Route::parse(&segments), expected, "{path}");
    }

    #[test]
    fn parses_paths() {
        check("api/v4/account", Some(Route::Account));
        check("api/v4/users/7", Some(Route::User(7)));
        check("api/v4/leads", Some(Route::Entities(Kind::Leads)));
        check("api/v4/leads/7", Some(Route::Entity(Kind::Leads, 7)));
        check("api/v4/leads/pipelines", Some(Route::Pipelines));
        check("api/v4/leads/pipelines/7/statuses/142", Some(Route::Status(7, 142)));
        check("api/v4/companies/custom_fields/7", Some(Route::Field(Kind::Companies, 7)));
        check("api/v4/tasks/custom_fields", None);
        check("api/v4/leads/seven", None);
        check("api/v4/leads/+7", None);
        check("api/v4/leads/7/notes", None);
        check("api/v4/customers", None);
        check("api/v2/leads", None);
        check("api/v4", None);
    }
}
