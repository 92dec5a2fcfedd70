//! Tasks: what they are, what a write does to one and how the API shows them. Reading a write is the submodule's job.
//!
//! <https://developers.kommo.com/reference/tasks-list>

mod draft;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub(crate) use self::draft::TaskDraft;
use crate::filter::Rule;
use crate::hal;
use crate::resource::{Resource, With};
use crate::store::{Kind, Store};
use crate::validate::{Findings, Members};

/// The account's types of tasks: id, name, code.
pub(crate) const TYPES: [(u64, &str, &str); 2] = [(1, "Follow-up", "FOLLOW_UP"), (2, "Meeting", "MEETING")];

/// A task.
#[derive(Debug)]
#[allow(clippy::struct_field_names, reason = "`task_type_id` is Kommo's name")]
pub(crate) struct Task {
    pub(crate) id: u64,
    pub(crate) text: String,
    pub(crate) complete_till: i64,
    pub(crate) task_type_id: u64,
    pub(crate) owner: Option<(Kind, u64)>,
    pub(crate) responsible_user_id: u64,
    pub(crate) is_completed: bool,
    pub(crate) duration: i64,
    pub(crate) result: Option<String>,
    pub(crate) created_by: u64,
    pub(crate) updated_by: u64,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

impl Task {
    fn apply(&mut self, draft: TaskDraft, user_id: u64, now_s: i64) {
        self.text = draft.text.unwrap_or(std::mem::take(&mut self.text));
        self.complete_till = draft.complete_till.unwrap_or(self.complete_till);
        self.task_type_id = draft.task_type_id.unwrap_or(self.task_type_id);
        self.owner = draft.owner.or(self.owner);
        self.responsible_user_id = draft.responsible_user_id.unwrap_or(self.responsible_user_id);
        self.is_completed = draft.is_completed.unwrap_or(self.is_completed);
        self.duration = draft.duration.unwrap_or(self.duration);
        self.result = draft.result.or(self.result.take());
        self.created_by = draft.created_by.unwrap_or(self.created_by);
        self.created_at = draft.created_at.unwrap_or(self.created_at);
        self.updated_by = draft.updated_by.unwrap_or(user_id);
        self.updated_at = draft.updated_at.unwrap_or(now_s);
    }

    /// Marks the text, so that every edit shows.
    pub(crate) fn touch(&mut self, editor: u64, now_s: i64) {
        self.text.push('*');
        (self.updated_by, self.updated_at) = (editor, now_s);
    }

    /// Where the task stands among the open tasks of its owner.
    fn deadline(&self) -> Option<((Kind, u64), (i64, u64))> {
        let owner = self.owner.filter(|_| !self.is_completed)?;
        Some((owner, (self.complete_till, self.id)))
    }
}

impl Resource for Task {
    const KIND: Kind = Kind::Tasks;
    const FILTERS: &'static [Rule] = &[
        Rule::OneOf("id", "id"),
        Rule::OneOf("responsible_user_id", "responsible_user_id"),
        Rule::OneOf("is_completed", "is_completed"),
        Rule::OneOf("task_type", "task_type_id"),
        Rule::Owner,
        Rule::RangeOrValue("updated_at"),
    ];
    const ORDERS: &'static [&'static str] = &["created_at", "complete_till", "id"];
    const BARE_UPDATE: bool = false;

    type Draft = TaskDraft;

    fn table(store: &Store) -> &BTreeMap<u64, Self> {
        &store.tasks
    }

    fn parse(
        item: &mut Members<'_>,
        current: Option<&Self>,
        store: &Store,
        findings: &mut Findings,
    ) -> TaskDraft {
        TaskDraft::parse(item, current.is_some(), store, findings)
    }

    fn add(draft: TaskDraft, store: &mut Store, now_s: i64) -> u64 {
        let user = store.current_user_id;
        let id = store.draw_id();
        let mut task = Self {
            id,
            text: String::new(),
            complete_till: now_s,
            task_type_id: 1,
            owner: None,
            responsible_user_id: user,
            is_completed: false,
            duration: 0,
            result: None,
            created_by: user,
            updated_by: user,
            created_at: now_s,
            updated_at: now_s,
        };
        task.apply(draft, user, now_s);
        if let Some((owner, deadline)) = task.deadline() {
            store.deadlines.entry(owner).or_default().insert(deadline);
        }
        store.tasks.insert(id, task);
        id
    }

    fn change(id: u64, draft: TaskDraft, store: &mut Store, now_s: i64) {
        let user = store.current_user_id;
        let Some(task) = store.tasks.get_mut(&id) else { return };
        if let Some((owner, deadline)) = task.deadline() {
            store.deadlines.entry(owner).or_default().remove(&deadline);
        }
        task.apply(draft, user, now_s);
        if let Some((owner, deadline)) = task.deadline() {
            store.deadlines.entry(owner).or_default().insert(deadline);
        }
    }

    fn read(&self, _with: &With<'_>, store: &Store) -> Value {
        // PHP writes its empty object as an empty array.
        let result = self.result.as_ref().map_or_else(|| json!([]), |text| json!({ "text": text }));
        json!({
            "id": self.id,
            "created_by": self.created_by,
            "updated_by": self.updated_by,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "responsible_user_id": self.responsible_user_id,
            "group_id": store.group_of(self.responsible_user_id),
            "entity_id": self.owner.map(|(_, id)| id),
            "entity_type": self.owner.map(|(kind, _)| kind.plural()),
            "duration": self.duration,
            "is_completed": self.is_completed,
            "task_type_id": self.task_type_id,
            "text": self.text,
            "result": result,
            "complete_till": self.complete_till,
            "account_id": store.account_id,
            "_links": hal::self_link(&store.base, &format!("tasks/{}", self.id)),
        })
    }

    fn echo(&self, is_update: bool) -> Map<String, Value> {
        let mut members = Map::new();
        if is_update {
            members.insert("updated_at".to_owned(), self.updated_at.into());
        }
        members
    }

    fn number(&self, member: &str, _store: &Store) -> Option<i64> {
        match member {
            "id" => i64::try_from(self.id).ok(),
            "responsible_user_id" => i64::try_from(self.responsible_user_id).ok(),
            "is_completed" => Some(self.is_completed.into()),
            "task_type_id" => i64::try_from(self.task_type_id).ok(),
            "entity_type" => self.owner.map(|(kind, _)| kind as i64),
            "entity_id" => self.owner.and_then(|(_, id)| i64::try_from(id).ok()),
            "complete_till" => Some(self.complete_till),
            "created_at" => Some(self.created_at),
            "updated_at" => Some(self.updated_at),
            _ => None,
        }
    }

    fn name(&self) -> Option<&str> {
        None
    }

    fn contains(&self, needle: &str) -> bool {
        self.text.to_lowercase().contains(needle)
    }
}
