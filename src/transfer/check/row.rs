//! One row: its cells are gathered column by column, then made into the entity's draft.

use super::Checker;
use super::columns::{Column, FieldColumn};
use super::date::Purpose;
use super::names::Found;
use super::text;
use crate::api::Tag;
use crate::api::value::{FieldWrite, WriteValue};
use crate::api::{companies, contacts, leads, tasks};
use crate::base::id::{EntityId, PipelineId, StatusId, TaskTypeId, UserId};
use crate::transfer::draft::Draft;
use crate::transfer::likeness;
use crate::transfer::mapping::Target;
use crate::transfer::problem::{Reason, RowProblem};
use crate::transfer::said::Said;
use crate::transfer::schema::Entity;

/// What a row says, or all that is wrong with it.
pub(super) fn read<'c>(
    checker: &Checker,
    row: u32,
    cells: impl IntoIterator<Item = &'c str>,
) -> Result<Said, Vec<RowProblem>> {
    let mut gathered = Gathered { row, ..Gathered::default() };
    let mut is_empty = true;
    let mut cells = cells.into_iter();
    for (index, column) in checker.columns.iter().enumerate() {
        let cell = cells.next().unwrap_or_default();
        let Some(column) = column else { continue };
        let trimmed = text::trim(cell);
        is_empty &= trimmed.is_empty();
        let taken = if trimmed.is_empty() {
            gathered.empty.push(column.target());
            take_empty(column)
        } else if trimmed.contains('\0') {
            gathered.take(checker, index, column, &trimmed.replace('\0', ""))
        } else {
            gathered.take(checker, index, column, trimmed)
        };
        if let Err(reason) = taken {
            gathered.refuse(Some(index), cell, reason);
        }
    }
    if is_empty {
        return Err(vec![empty(row)]);
    }
    gathered.resolve_stage(checker);
    gathered.resolve_entity();
    if !gathered.problems.is_empty() {
        return Err(gathered.sorted());
    }
    let (id, empty) = (gathered.id, std::mem::take(&mut gathered.empty));
    Ok(Said { id, draft: gathered.draft(checker.entity), empty })
}

/// The draft of a row, or all that is wrong with it.
pub(super) fn check<'c>(
    checker: &Checker,
    row: u32,
    cells: impl IntoIterator<Item = &'c str>,
) -> Result<Draft, Vec<RowProblem>> {
    let draft = read(checker, row, cells)?.draft;
    // A cell of separators only has something in it and yet says nothing.
    if draft.is_empty() { Err(vec![empty(row)]) } else { Ok(draft) }
}

const fn empty(row: u32) -> RowProblem {
    RowProblem { row, column: None, value: String::new(), reason: Reason::Empty }
}

/// What a row says of its pipeline.
#[derive(Clone, Copy, Debug, Default)]
enum PipelineCell {
    /// Nothing.
    #[default]
    Empty,
    /// A cell that was refused, so that its stage cannot be told.
    Refused,
    /// This one.
    Named(PipelineId),
}

/// What the cells of a row say.
#[derive(Default)]
struct Gathered {
    row: u32,
    problems: Vec<RowProblem>,
    id: Option<EntityId>,
    empty: Vec<Target>,
    name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    price: Option<i64>,
    responsible: Option<UserId>,
    pipeline: PipelineCell,
    stage_cell: Option<(usize, String)>,
    stage: Option<StatusId>,
    tags: Vec<Tag>,
    task_text: String,
    complete_till: i64,
    task_type: Option<TaskTypeId>,
    entity_id: Option<EntityId>,
    entity_type: Option<&'static str>,
    /// The filled ones of a task's two cells about its entity.
    entity_cells: Vec<(usize, String)>,
    fields: Vec<FieldWrite>,
}

impl Gathered {
    fn refuse(&mut self, column: Option<usize>, value: &str, reason: Reason) {
        self.problems.push(RowProblem { row: self.row, column, value: value.to_owned(), reason });
    }

    /// Takes a trimmed cell that is not empty.
    fn take(&mut self, checker: &Checker, index: usize, column: &Column, cell: &str) -> Result<(), Reason> {
        let target = match column {
            Column::Own(target) => target,
            Column::Field(field) => {
                let values = checker.values(index, field, cell)?;
                self.add_values(field, values);
                return Ok(());
            }
        };
        match target {
            Target::Id => self.id = Some(EntityId(cell.parse().map_err(|_| Reason::NotWholeNumber)?)),
            Target::Name => self.name = Some(cell.to_owned()),
            Target::FirstName => self.first_name = Some(cell.to_owned()),
            Target::LastName => self.last_name = Some(cell.to_owned()),
            Target::Price => {
                self.price = Some(checker.number(index, cell)?.whole().ok_or(Reason::NotWholeNumber)?);
            }
            Target::Responsible => {
                self.responsible = checker.settle(index, cell, |word| find_user(checker, word))?;
            }
            Target::Pipeline => {
                self.pipeline = PipelineCell::Refused;
                let named = checker.settle(index, cell, |word| checker.stages.pipeline(word))?;
                self.pipeline = named.map_or(PipelineCell::Empty, PipelineCell::Named);
            }
            Target::Stage => self.stage_cell = Some((index, cell.to_owned())),
            Target::Tags => self.add_tags(cell),
            Target::TaskText => cell.clone_into(&mut self.task_text),
            Target::CompleteTill => self.complete_till = checker.unix(index, cell, Purpose::Due)?,
            Target::TaskType => {
                self.task_type = checker.settle(index, cell, |word| find_task_type(checker, word))?;
            }
            Target::EntityId => {
                self.entity_cells.push((index, cell.to_owned()));
                self.entity_id = Some(EntityId(cell.parse().map_err(|_| Reason::NotWholeNumber)?));
            }
            Target::EntityType => {
                self.entity_cells.push((index, cell.to_owned()));
                self.entity_type = Some(entity_type(cell).ok_or(Reason::NotEntityType)?);
            }
            Target::Field { .. } => return Err(Reason::NotWritable),
        }
        Ok(())
    }

    /// Adds values to those of the same field; one that is there already is not sent twice.
    fn add_values(&mut self, field: &FieldColumn, values: Vec<WriteValue>) {
        if values.is_empty() {
            return;
        }
        let at = self.fields.iter().position(|write| write.field_id == field.id).unwrap_or_else(|| {
            self.fields.push(FieldWrite { field_id: field.id, values: Vec::new() });
            self.fields.len() - 1
        });
        let Some(write) = self.fields.get_mut(at) else { return };
        for value in values {
            if !write.values.contains(&value) {
                write.values.push(value);
            }
        }
    }

    fn add_tags(&mut self, cell: &str) {
        for name in text::pieces(cell, text::TAG_SEPARATORS) {
            if !self.tags.iter().any(|tag| tag.name == name) {
                self.tags.push(Tag { name: name.to_owned() });
            }
        }
    }

    fn resolve_stage(&mut self, checker: &Checker) {
        let Some((column, cell)) = self.stage_cell.take() else { return };
        let pipeline = match self.pipeline {
            PipelineCell::Refused => return,
            PipelineCell::Named(id) => Some(id),
            PipelineCell::Empty => None,
        };
        match checker.settle(column, &cell, |word| checker.stages.stage(pipeline, word)) {
            Ok(None) => {}
            Ok(Some((pipeline, status))) => {
                self.pipeline = PipelineCell::Named(pipeline);
                self.stage = Some(status);
            }
            Err(reason) => self.refuse(Some(column), &cell, reason),
        }
    }

    fn resolve_entity(&mut self) {
        let cells = std::mem::take(&mut self.entity_cells);
        if let [(column, cell)] = cells.as_slice() {
            self.refuse(Some(*column), cell, Reason::HalfEntity);
        }
    }

    fn sorted(mut self) -> Vec<RowProblem> {
        self.problems.sort_by_key(|problem| problem.column);
        self.problems
    }

    fn draft(self, entity: Entity) -> Draft {
        match entity {
            Entity::Leads => Draft::Lead(leads::New {
                name: self.name,
                price: self.price,
                pipeline_id: match self.pipeline {
                    PipelineCell::Named(id) => Some(id),
                    PipelineCell::Empty | PipelineCell::Refused => None,
                },
                status_id: self.stage,
                responsible_user_id: self.responsible,
                custom_fields_values: self.fields,
                tags_to_add: self.tags,
                request_id: None,
            }),
            Entity::Contacts => Draft::Contact(contacts::New {
                name: self.name,
                first_name: self.first_name,
                last_name: self.last_name,
                responsible_user_id: self.responsible,
                custom_fields_values: self.fields,
                tags_to_add: self.tags,
                request_id: None,
            }),
            Entity::Companies => Draft::Company(companies::New {
                name: self.name,
                responsible_user_id: self.responsible,
                custom_fields_values: self.fields,
                tags_to_add: self.tags,
                request_id: None,
            }),
            Entity::Tasks => Draft::Task(tasks::New {
                text: self.task_text,
                complete_till: self.complete_till,
                task_type_id: self.task_type,
                entity_id: self.entity_id,
                entity_type: self.entity_type.map(str::to_owned),
                responsible_user_id: self.responsible,
                request_id: None,
            }),
        }
    }
}

fn take_empty(column: &Column) -> Result<(), Reason> {
    match column {
        Column::Own(target) if target.is_required() => Err(Reason::Missing),
        _ => Ok(()),
    }
}

fn find_user(checker: &Checker, cell: &str) -> Result<UserId, Reason> {
    match checker.users.find(cell) {
        Found::One(id) => Ok(id),
        Found::Many => Err(Reason::Ambiguous),
        Found::None(nearest) => Err(Reason::NotUser { nearest }),
    }
}

fn find_task_type(checker: &Checker, cell: &str) -> Result<TaskTypeId, Reason> {
    match checker.task_types.find(cell) {
        Found::One(id) => Ok(id),
        Found::Many => Err(Reason::Ambiguous),
        Found::None(nearest) => Err(Reason::NotTaskType { nearest }),
    }
}

/// Kommo's word for what a task belongs to, in English, Spanish or Portuguese.
fn entity_type(cell: &str) -> Option<&'static str> {
    match likeness::key(cell).as_str() {
        "lead" | "leads" => Some("leads"),
        "contact" | "contacts" | "contacto" | "contactos" | "contato" | "contatos" => Some("contacts"),
        "company" | "companies" | "empresa" | "empresas" => Some("companies"),
        _ => None,
    }
}
