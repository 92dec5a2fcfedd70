//! The account itself: the one read that every user may make.
//!
//! Source: <https://developers.kommo.com/reference/account-parameters>.

use serde::Deserialize;
use serde_json::Value as Json;

use super::{ApiError, Call, answer, lenient, utc_offset};
use crate::base::id::{TaskTypeId, UserId};
use crate::base::limits::LimitError;
use crate::base::{Path, Request, Response};

/// The account as the signed-in user sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountInfo {
    /// Its number, which Kommo's support asks for.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its subdomain.
    pub subdomain: String,
    /// ISO code of its currency.
    pub currency: String,
    /// The signed-in user.
    pub current_user_id: UserId,
    /// IANA name of its time zone; empty if not told.
    pub timezone: String,
    /// Offset of that zone from UTC at the time of the answer, in seconds; 0 if not told.
    pub utc_offset_s: i32,
    /// Its types of task.
    pub task_types: Vec<TaskType>,
}

/// A type of task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TaskType {
    /// The id; 1 is a follow-up, 2 a meeting.
    #[serde(deserialize_with = "lenient::id")]
    pub id: TaskTypeId,
    /// The name.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
}

/// Reads the account with its types of task and its time zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Get;

impl Call for Get {
    type Output = AccountInfo;

    fn request(&self) -> Result<Request, LimitError> {
        Ok(Request::get(Path::api(&["account"]).with("with", "task_types,datetime_settings")))
    }

    fn decode(&self, response: &Response) -> Result<AccountInfo, ApiError> {
        let wire: Wire = answer::full(response)?;
        if wire.id == 0 || wire.current_user_id == UserId::default() {
            return Err(answer::unexpected(response, "an account without its id or its user's"));
        }
        let Embedded { task_types, datetime_settings } = wire.embedded;
        Ok(AccountInfo {
            id: wire.id,
            name: wire.name,
            subdomain: wire.subdomain,
            currency: wire.currency,
            current_user_id: wire.current_user_id,
            timezone: datetime_settings.timezone,
            utc_offset_s: utc_offset::parse(&datetime_settings.timezone_offset).unwrap_or_default(),
            task_types,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire {
    #[serde(deserialize_with = "lenient::id")]
    id: u64,
    #[serde(deserialize_with = "lenient::text")]
    name: String,
    #[serde(deserialize_with = "lenient::text")]
    subdomain: String,
    #[serde(deserialize_with = "lenient::text")]
    currency: String,
    #[serde(deserialize_with = "lenient::id")]
    current_user_id: UserId,
    #[serde(rename = "_embedded", deserialize_with = "lenient::object")]
    embedded: Embedded,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Embedded {
    #[serde(deserialize_with = "lenient::list")]
    task_types: Vec<TaskType>,
    #[serde(deserialize_with = "lenient::object")]
    datetime_settings: DateTimeSettings,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DateTimeSettings {
    #[serde(deserialize_with = "lenient::text")]
    timezone: String,
    timezone_offset: Json,
}
