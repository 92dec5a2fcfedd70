//! The filters of a list: reads them from a query and tells which entities pass. Unknown filters are ignored, as by Kommo.

use crate::resource::Resource;
use crate::store::{Kind, Store};
use crate::target::Query;

/// A filter that a list knows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// One of some numbers: the filter's key and the member it looks at.
    OneOf(&'static str, &'static str),
    /// `from` and `to`; a bare value matches nothing.
    Range(&'static str),
    /// `from` and `to`, or exactly a bare value.
    RangeOrValue(&'static str),
    /// One of some exact names.
    Names,
    /// Pairs of pipeline and status.
    Stages,
    /// Tasks: a kind of entity, and ids that count only beside it.
    Owner,
}

#[derive(Debug)]
enum Condition {
    OneOf(&'static str, Vec<i64>),
    Between(&'static str, Option<i64>, Option<i64>),
    Names(Vec<String>),
    Stages(Vec<Stage>),
    Never,
}

#[derive(Debug, Default, Clone, Copy)]
struct Stage {
    pipeline_id: Option<i64>,
    status_id: Option<i64>,
}

/// The conditions of one list request.
#[derive(Debug)]
pub(crate) struct Filter {
    conditions: Vec<Condition>,
    needle: Option<String>,
}

impl Filter {
    /// Without filters the text to search for is all that counts.
    pub(crate) fn parse<R: Resource>(query: &Query, has_filters: bool) -> Self {
        let rules = if has_filters { R::FILTERS } else { &[] };
        let conditions = rules.iter().flat_map(|&rule| parse_rule(rule, query)).collect();
        let needle = query.value(&["query"]).map(str::to_lowercase).filter(|needle| !needle.is_empty());
        Self { conditions, needle }
    }

    /// The ids that an entity must have, if the filter names some: then no other needs a look.
    pub(crate) fn ids(&self) -> Option<Vec<u64>> {
        self.conditions.iter().find_map(|condition| match condition {
            Condition::OneOf("id", ids) => {
                let mut ids: Vec<u64> = ids.iter().filter_map(|&id| u64::try_from(id).ok()).collect();
                ids.sort_unstable();
                ids.dedup();
                Some(ids)
            }
            _ => None,
        })
    }

    pub(crate) fn passes<R: Resource>(&self, entity: &R, store: &Store) -> bool {
        self.conditions.iter().all(|condition| holds(condition, entity, store))
            && self.needle.as_ref().is_none_or(|needle| entity.contains(needle))
    }
}

fn parse_rule(rule: Rule, query: &Query) -> Vec<Condition> {
    match rule {
        Rule::OneOf(key, member) => one_of(query, key, member).into_iter().collect(),
        Rule::Range(key) => range(query, key)
            .or_else(|| (!query.values(&["filter", key]).is_empty()).then_some(Condition::Never))
            .into_iter()
            .collect(),
        Rule::RangeOrValue(key) => {
            range(query, key).or_else(|| one_of(query, key, key)).into_iter().collect()
        }
        Rule::Names => {
            let names: Vec<String> =
                query.values(&["filter", "name"]).iter().map(|&name| name.to_owned()).collect();
            if names.is_empty() { Vec::new() } else { vec![Condition::Names(names)] }
        }
        Rule::Stages => stages(query).into_iter().collect(),
        Rule::Owner => owner(query),
    }
}

fn one_of(query: &Query, key: &str, member: &'static str) -> Option<Condition> {
    let values = query.values(&["filter", key]);
    // A word that is no number can equal none.
    let numbers = values.iter().map(|value| value.parse().unwrap_or(i64::MIN)).collect();
    (!values.is_empty()).then_some(Condition::OneOf(member, numbers))
}

fn range(query: &Query, key: &'static str) -> Option<Condition> {
    let bound = |end| query.value(&["filter", key, end]).and_then(|value| value.parse().ok());
    match (bound("from"), bound("to")) {
        (None, None) => None,
        (from, to) => Some(Condition::Between(key, from, to)),
    }
}

fn stages(query: &Query) -> Option<Condition> {
    let mut stages: Vec<(&str, Stage)> = Vec::new();
    for (rest, value) in query.children(&["filter", "statuses"]) {
        let [index, member] = rest else { continue };
        if !stages.iter().any(|(known, _)| known == index) {
            stages.push((index, Stage::default()));
        }
        let Some((_, stage)) = stages.iter_mut().find(|(known, _)| known == index) else { continue };
        match member.as_str() {
            "pipeline_id" => stage.pipeline_id = value.parse().ok(),
            "status_id" => stage.status_id = value.parse().ok(),
            _ => {}
        }
    }
    let stages: Vec<Stage> =
        stages.into_iter().map(|(_, stage)| stage).filter(|stage| stage.status_id.is_some()).collect();
    (!stages.is_empty()).then_some(Condition::Stages(stages))
}

fn owner(query: &Query) -> Vec<Condition> {
    let Some(word) = query.value(&["filter", "entity_type"]) else { return Vec::new() };
    let Some(kind) = Kind::parse(word) else { return vec![Condition::Never] };
    let mut conditions = vec![Condition::OneOf("entity_type", vec![kind as i64])];
    conditions.extend(one_of(query, "entity_id", "entity_id"));
    conditions
}

fn holds<R: Resource>(condition: &Condition, entity: &R, store: &Store) -> bool {
    let number = |member| entity.number(member, store);
    match condition {
        Condition::OneOf(member, values) => number(member).is_some_and(|number| values.contains(&number)),
        Condition::Between(member, from, to) => number(member)
            .is_some_and(|number| from.is_none_or(|from| number >= from) && to.is_none_or(|to| number <= to)),
        Condition::Names(names) => entity.name().is_some_and(|name| names.iter().any(|known| known == name)),
        Condition::Stages(stages) => stages.iter().any(|stage| {
            stage.status_id == number("status_id")
                && stage.pipeline_id.is_none_or(|pipeline| number("pipeline_id") == Some(pipeline))
        }),
        Condition::Never => false,
    }
}
