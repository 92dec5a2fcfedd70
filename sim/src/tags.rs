//! Tags of one kind of entity, and what a write does to the tags of an entity.
//!
//! <https://developers.kommo.com/reference/list-of-entity-tags>

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::validate::{Fault, Findings, Members};

#[derive(Debug)]
struct Tag {
    name: String,
    color: Option<&'static str>,
}

/// The tags of one kind of entity; ids and names are its own.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    by_id: BTreeMap<u64, Tag>,
    by_name: BTreeMap<String, u64>,
    next_id: u64,
}

/// A tag as a request names it.
#[derive(Debug, Clone)]
pub(crate) enum TagRef {
    Id(u64),
    Name(String),
}

/// What a write does to the tags of an entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct TagChange {
    replace: Option<Vec<TagRef>>,
    add: Vec<TagRef>,
    remove: Vec<TagRef>,
}

impl Tags {
    pub(crate) fn new(first_id: u64) -> Self {
        Self { next_id: first_id, ..Self::default() }
    }

    /// The id of a tag by its exact name, which is made if there is none.
    pub(crate) fn named(&mut self, name: &str, color: Option<&'static str>) -> u64 {
        if let Some(&id) = self.by_name.get(name) {
            return id;
        }
        let id = self.next_id;
        self.next_id += 1;
        self.by_name.insert(name.to_owned(), id);
        self.by_id.insert(id, Tag { name: name.to_owned(), color });
        id
    }

    /// The member `_embedded.tags`.
    pub(crate) fn read(&self, ids: &[u64]) -> Vec<Value> {
        let show = |id: &u64| {
            let tag = self.by_id.get(id)?;
            Some(json!({ "id": id, "name": tag.name, "color": tag.color }))
        };
        ids.iter().filter_map(show).collect()
    }

    /// The tags of an entity after a write.
    pub(crate) fn apply(&mut self, change: &TagChange, current: &[u64]) -> Vec<u64> {
        let mut ids = Vec::new();
        let mut put = |id| {
            if !ids.contains(&id) {
                ids.push(id);
            }
        };
        match &change.replace {
            Some(replace) => replace.iter().for_each(|tag| put(self.resolve(tag))),
            None => current.iter().copied().for_each(&mut put),
        }
        change.add.iter().for_each(|tag| put(self.resolve(tag)));
        let removed: Vec<u64> = change.remove.iter().filter_map(|tag| self.find(tag)).collect();
        ids.retain(|id| !removed.contains(id));
        ids
    }

    fn resolve(&mut self, tag: &TagRef) -> u64 {
        match tag {
            TagRef::Id(id) => *id,
            TagRef::Name(name) => self.named(name, None),
        }
    }

    fn find(&self, tag: &TagRef) -> Option<u64> {
        match tag {
            TagRef::Id(id) => Some(*id),
            TagRef::Name(name) => self.by_name.get(name).copied(),
        }
    }

    fn has(&self, id: u64) -> bool {
        self.by_id.contains_key(&id)
    }
}

impl TagChange {
    /// Adds these tags by name.
    pub(crate) fn adding(names: &[&str]) -> Self {
        let add = names.iter().map(|&name| TagRef::Name(name.to_owned())).collect();
        Self { add, ..Self::default() }
    }

    /// Reads `tags_to_add`, `tags_to_delete` (updates only) and `_embedded.tags` of an item.
    pub(crate) fn parse(
        item: &mut Members<'_>,
        embedded: Option<&mut Members<'_>>,
        is_update: bool,
        tags: Option<&Tags>,
        findings: &mut Findings,
    ) -> Self {
        let mut change = Self {
            add: parse_list(item, "tags_to_add", tags, findings).unwrap_or_default(),
            ..Self::default()
        };
        if is_update {
            change.remove = parse_list(item, "tags_to_delete", tags, findings).unwrap_or_default();
        }
        if let Some(embedded) = embedded {
            change.replace = match embedded.any("tags") {
                Some(Value::Null) => Some(Vec::new()),
                _ => parse_list(embedded, "tags", tags, findings),
            };
        }
        change
    }
}

fn parse_list(
    members: &mut Members<'_>,
    name: &'static str,
    tags: Option<&Tags>,
    findings: &mut Findings,
) -> Option<Vec<TagRef>> {
    let list = members.list(name, findings)?;
    let mut refs = Vec::new();
    for (index, entry) in list.iter().enumerate() {
        let path = format!("{}.{index}", members.path(name));
        let Some(object) = entry.as_object() else {
            findings.add(path, Fault::InvalidType("array"));
            continue;
        };
        let mut tag = Members::new(object, path);
        let id = tag.id("id", findings, |id| tags.is_some_and(|tags| tags.has(id)));
        let text = tag.string("name", findings);
        if text == Some("") {
            findings.add(tag.path("name"), Fault::IsBlank);
        }
        if !object.contains_key("id") && !object.contains_key("name") {
            findings.add(tag.path("name"), Fault::FieldMissing);
        }
        tag.finish(findings);
        // Naming one tag twice over, by id and by name, makes two of it when they differ.
        refs.extend(id.map(TagRef::Id));
        refs.extend(text.map(|text| TagRef::Name(text.to_owned())));
    }
    Some(refs)
}
