//! Columns whose name tells nothing, by their first cells. An e-mail or a phone shows what it is under
//! any name but that of somebody else's; a date, a number, an address or a word of the account's lists
//! may be anything, so they count only where the column has no name at all.

use std::collections::{BTreeMap, BTreeSet};

use super::{Guess, Why, coded_field, contact_field, only, words};
use crate::api::custom_fields::Field;
use crate::transfer::check::{Content, Form};
use crate::transfer::likeness;
use crate::transfer::mapping::Target;
use crate::transfer::schema::{Entity, Schema};
use crate::transfer::table::Table;

/// Cells that are looked at.
const SAMPLES: usize = 200;

/// Rows that are searched for them.
const ROWS: usize = 5_000;

/// Proposes targets for the columns that their names have left out. A target that two columns want, or
/// that is taken, goes to neither.
pub(super) fn complete(guess: &mut Guess, schema: &Schema, names: &[String], table: &Table) {
    let lists = lists(schema);
    let columns = guess.mapping.columns.iter().enumerate();
    let wanted: Vec<Option<Target>> = columns
        .map(|(column, target)| {
            let name = names.get(column).filter(|_| target.is_none())?;
            wanted(schema, &lists, name, &samples(table, column))
        })
        .collect();
    let mut askers: BTreeMap<&Target, usize> = BTreeMap::new();
    for target in guess.mapping.columns.iter().chain(&wanted).flatten() {
        *askers.entry(target).or_default() += 1;
    }
    let is_free = |target: &Target| schema.takes_columns(target) || askers.get(target) == Some(&1);
    let found: Vec<(usize, Target)> = wanted
        .iter()
        .enumerate()
        .filter_map(|(column, target)| Some((column, target.clone().filter(&is_free)?)))
        .collect();
    for (column, target) in found {
        if let (Some(slot), Some(why)) = (guess.mapping.columns.get_mut(column), guess.why.get_mut(column)) {
            (*slot, *why) = (Some(target), Some(Why::Content));
        }
    }
}

fn samples(table: &Table, column: usize) -> Vec<&str> {
    let cells = (0..table.len().min(ROWS)).map(|row| table.cell(row, column));
    cells.filter(|cell| !cell.trim_matches(likeness::is_space).is_empty()).take(SAMPLES).collect()
}

fn wanted(
    schema: &Schema,
    lists: &[(Target, BTreeSet<String>)],
    name: &str,
    cells: &[&str],
) -> Option<Target> {
    let is_nameless = name.split(' ').all(|word| words::NAMELESS.contains(&word) || is_number(word));
    if is_nameless && let Some(target) = listed(lists, cells) {
        return Some(target);
    }
    let coded = |code: &str| schema.fields.iter().find(|field| field.code.as_deref() == Some(code));
    let formed = |forms: &[Form]| {
        let is_formed = |field: &&Field| Form::of(field).is_some_and(|form| forms.contains(&form));
        let field = only(schema.fields.iter().filter(is_formed))?;
        Some(Target::Field { id: field.id, kind: None })
    };
    match content(cells)? {
        Content::Emails | Content::Phones if name.split(' ').any(|word| words::OTHERS.contains(&word)) => {
            None
        }
        Content::Emails => coded("EMAIL").map(|field| contact_field::target(field, name)),
        Content::Phones => coded("PHONE").map(|field| contact_field::target(field, name)),
        _ if !is_nameless => None,
        Content::WebAddress => coded_field(schema, "web").map(|claim| claim.target),
        Content::Date if schema.entity == Entity::Tasks => Some(Target::CompleteTill),
        Content::Date => formed(&[Form::Day, Form::Moment]),
        Content::Number if schema.entity == Entity::Leads => Some(Target::Price),
        Content::Number => formed(&[Form::Number]),
    }
}

/// What nine of ten cells are.
fn content(cells: &[&str]) -> Option<Content> {
    let mut counts: BTreeMap<Content, usize> = BTreeMap::new();
    for content in cells.iter().filter_map(|cell| Content::of(cell)) {
        *counts.entry(content).or_default() += 1;
    }
    counts.into_iter().find(|(_, count)| count * 10 >= cells.len() * 9).map(|(content, _)| content)
}

/// The one list of the account that has all of these words.
fn listed(lists: &[(Target, BTreeSet<String>)], cells: &[&str]) -> Option<Target> {
    let mut keys = cells.iter().map(|cell| likeness::key(cell)).peekable();
    keys.peek()?;
    let keys: BTreeSet<String> = keys.collect();
    let mut having = lists.iter().filter(|(_, words)| keys.is_subset(words));
    let (target, _) = having.next()?;
    having.next().is_none().then(|| target.clone())
}

/// The account's lists of words and what they are words for.
fn lists(schema: &Schema) -> Vec<(Target, BTreeSet<String>)> {
    let mut lists = Vec::new();
    let mut add = |target: Target, words: Vec<&str>| {
        if target.fits(schema.entity) {
            lists.push((target, words.into_iter().map(likeness::key).collect()));
        }
    };
    let users = schema.users.iter().flatten().filter(|user| user.is_active);
    add(Target::Responsible, users.flat_map(|user| [user.name.as_str(), user.email.as_str()]).collect());
    add(Target::Pipeline, schema.pipelines.iter().map(|pipeline| pipeline.name.as_str()).collect());
    let stages = schema.pipelines.iter().flat_map(|pipeline| &pipeline.statuses);
    add(Target::Stage, stages.map(|status| status.name.as_str()).collect());
    add(Target::TaskType, schema.account.task_types.iter().map(|kind| kind.name.as_str()).collect());
    for field in &schema.fields {
        if matches!(Form::of(field), Some(Form::OneOption | Form::Options)) {
            let words = field.enums.iter().map(|option| option.value.as_str()).collect();
            add(Target::Field { id: field.id, kind: None }, words);
        }
    }
    lists
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}
