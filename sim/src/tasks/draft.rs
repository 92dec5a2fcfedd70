//! Reads the write of a task. It checks against the account and changes nothing.

use super::TYPES;
use crate::store::{Kind, Store};
use crate::validate::{Fault, Findings, Members};

/// A checked write of a task; what is `None` keeps its value.
#[derive(Debug, Clone, Default)]
pub(crate) struct TaskDraft {
    pub(crate) text: Option<String>,
    pub(crate) complete_till: Option<i64>,
    pub(crate) task_type_id: Option<u64>,
    pub(crate) owner: Option<(Kind, u64)>,
    pub(crate) responsible_user_id: Option<u64>,
    pub(crate) is_completed: Option<bool>,
    pub(crate) duration: Option<i64>,
    pub(crate) result: Option<String>,
    pub(crate) created_by: Option<u64>,
    pub(crate) updated_by: Option<u64>,
    pub(crate) created_at: Option<i64>,
    pub(crate) updated_at: Option<i64>,
}

impl TaskDraft {
    pub(super) fn parse(
        item: &mut Members<'_>,
        is_update: bool,
        store: &Store,
        findings: &mut Findings,
    ) -> Self {
        if !is_update {
            for name in ["text", "complete_till"] {
                if item.any(name).is_none() {
                    findings.add(item.path(name), Fault::FieldMissing);
                }
            }
        }
        let text = item.string("text", findings);
        if text.is_some_and(|text| text.trim().is_empty()) {
            findings.add(item.path("text"), Fault::IsBlank);
        }
        Self {
            text: text.map(str::to_owned),
            complete_till: item.int("complete_till", findings),
            task_type_id: item
                .id("task_type_id", findings, |id| TYPES.iter().any(|&(known, ..)| known == id)),
            owner: parse_owner(item, store, findings),
            responsible_user_id: item.id("responsible_user_id", findings, |id| store.is_active_user(id)),
            is_completed: item.boolean("is_completed", findings),
            duration: item.int("duration", findings),
            result: parse_result(item, findings),
            created_by: item.id("created_by", findings, |id| store.is_author(id)),
            updated_by: item.id("updated_by", findings, |id| store.is_author(id)),
            created_at: item.int("created_at", findings),
            updated_at: item.int("updated_at", findings),
        }
    }
}

fn parse_owner(item: &mut Members<'_>, store: &Store, findings: &mut Findings) -> Option<(Kind, u64)> {
    // Both may be null: a task can stand for itself.
    let word = item.any("entity_type").filter(|word| !word.is_null());
    let id = item.any("entity_id").filter(|id| !id.is_null());
    if word.is_none() && id.is_none() {
        return None;
    }
    for (name, missing) in [("entity_type", word.is_none()), ("entity_id", id.is_none())] {
        if missing {
            findings.add(item.path(name), Fault::FieldMissing);
            return None;
        }
    }
    let kind = Kind::parse(item.string("entity_type", findings)?).filter(|kind| *kind != Kind::Tasks);
    let Some(kind) = kind else {
        findings.add(item.path("entity_type"), Fault::NotSupportedChoice);
        return None;
    };
    item.id("entity_id", findings, |id| store.has(kind, id)).map(|id| (kind, id))
}

fn parse_result(item: &mut Members<'_>, findings: &mut Findings) -> Option<String> {
    let mut result = item.object("result", findings)?;
    let text = result.string("text", findings).map(str::to_owned);
    result.finish(findings);
    text
}
