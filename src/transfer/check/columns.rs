//! A mapping held against the account: each column with all that its cells need to be read.

use std::collections::BTreeMap;

use super::form::Form;
use super::names::Names;
use crate::base::id::{EnumId, FieldId};
use crate::transfer::mapping::{Mapping, MappingProblem, Target};
use crate::transfer::schema::{Entity, Schema};

/// A column that is imported.
#[derive(Clone, Debug)]
pub(super) enum Column {
    /// A member of the entity itself.
    Own(Target),
    /// A custom field.
    Field(FieldColumn),
}

impl Column {
    /// Where it goes.
    pub(super) fn target(&self) -> Target {
        match self {
            Self::Own(target) => target.clone(),
            Self::Field(field) => Target::Field { id: field.id, kind: field.kind.clone() },
        }
    }
}

/// A column that goes to a custom field.
#[derive(Clone, Debug)]
pub(super) struct FieldColumn {
    pub(super) id: FieldId,
    pub(super) kind: Option<String>,
    pub(super) form: Form,
    /// The field's options; empty unless the form is one of options.
    pub(super) options: Names<EnumId>,
}

/// The columns of a mapping, or all that is wrong with it.
pub(super) fn plan(schema: &Schema, mapping: &Mapping) -> Result<Vec<Option<Column>>, Vec<MappingProblem>> {
    let mut problems = Vec::new();
    let mut columns = Vec::with_capacity(mapping.columns.len());
    for (column, target) in mapping.columns.iter().enumerate() {
        let planned = target.as_ref().map(|target| plan_column(schema, column, target)).transpose();
        columns.push(planned.unwrap_or_else(|problem| {
            problems.push(problem);
            None
        }));
    }
    problems.extend(twice(schema, mapping));
    problems.extend(whole(schema.entity, mapping));
    if problems.is_empty() { Ok(columns) } else { Err(problems) }
}

fn plan_column(schema: &Schema, column: usize, target: &Target) -> Result<Column, MappingProblem> {
    if !target.fits(schema.entity) {
        return Err(MappingProblem::NotForEntity { column });
    }
    if *target == Target::Responsible && schema.users.is_none() {
        return Err(MappingProblem::UsersNotListed { column });
    }
    let Target::Field { id, kind } = target else { return Ok(Column::Own(target.clone())) };
    let field = schema.field(*id).ok_or(MappingProblem::NoSuchField { column })?;
    let form = Form::of(field).ok_or(MappingProblem::NotWritable { column })?;
    if let Some(kind) = kind
        && !(form.takes_columns() && field.enums.iter().any(|option| option.value == *kind))
    {
        return Err(MappingProblem::NoSuchKind { column });
    }
    let mut options = Names::new();
    if matches!(form, Form::OneOption | Form::Options) {
        for option in &field.enums {
            options.add(&option.value, option.id);
        }
    }
    Ok(Column::Field(FieldColumn { id: *id, kind: kind.clone(), form, options }))
}

fn twice(schema: &Schema, mapping: &Mapping) -> Vec<MappingProblem> {
    let mut firsts: BTreeMap<&Target, usize> = BTreeMap::new();
    let mut problems = Vec::new();
    for (column, target) in mapping.columns.iter().enumerate() {
        let Some(target) = target else { continue };
        match firsts.get(target) {
            None => _ = firsts.insert(target, column),
            Some(_) if schema.takes_columns(target) => {}
            Some(first) => {
                problems.push(MappingProblem::Twice { target: target.clone(), first: *first, column });
            }
        }
    }
    problems
}

/// What is wrong with the mapping as a whole.
fn whole(entity: Entity, mapping: &Mapping) -> Vec<MappingProblem> {
    if mapping.is_empty() {
        return vec![MappingProblem::NothingMapped];
    }
    let has = |target: &Target| mapping.column_of(target).is_some();
    let mut problems = Vec::new();
    if entity == Entity::Tasks {
        let required = [Target::TaskText, Target::CompleteTill];
        let missing = required.into_iter().filter(|target| !has(target));
        problems.extend(missing.map(|target| MappingProblem::Missing { target }));
        if has(&Target::EntityId) != has(&Target::EntityType) {
            problems.push(MappingProblem::HalfEntity);
        }
    }
    if has(&Target::Name) && (has(&Target::FirstName) || has(&Target::LastName)) {
        problems.push(MappingProblem::NameAndParts);
    }
    problems
}
