//! The account itself: the one read that every user may make.
//!
//! Source: <https://developers.kommo.com/reference/account-parameters>.

use crate::base::id::{TaskTypeId, UserId};

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
    /// Offset of that zone from UTC at the time of the answer, in seconds.
    pub utc_offset_s: i32,
    /// Its types of task.
    pub task_types: Vec<TaskType>,
}

/// A type of task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskType {
    /// The id; 1 is a follow-up, 2 a meeting.
    pub id: TaskTypeId,
    /// The name.
    pub name: String,
}
