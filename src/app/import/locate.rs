//! Where in the file a refusal belongs: Kommo names a path in the item that was sent, the user knows
//! columns.

use crate::transfer::mapping::{Mapping, Target};
use crate::transfer::work::Work;

/// The column that a path of Kommo's is about (`custom_fields_values.0.values.1.value`); `None` if it is
/// about none, or cannot be told.
pub(super) fn column(work: &Work, path: &str, mapping: &Mapping) -> Option<usize> {
    let mut steps = path.split('.');
    let member = steps.next()?;
    if member != "custom_fields_values" {
        return mapping.column_of(&own(member)?);
    }
    let fields = match work {
        Work::Add(draft) => draft.fields(),
        Work::Change(edit) => edit.to.fields(),
    };
    let field = fields.get(steps.next()?.parse::<usize>().ok()?)?;
    mapping
        .columns
        .iter()
        .position(|target| matches!(target, Some(Target::Field { id, .. }) if *id == field.field_id))
}

/// The target behind a member of an item.
fn own(member: &str) -> Option<Target> {
    Some(match member {
        "name" => Target::Name,
        "first_name" => Target::FirstName,
        "last_name" => Target::LastName,
        "price" => Target::Price,
        "responsible_user_id" => Target::Responsible,
        "pipeline_id" => Target::Pipeline,
        "status_id" => Target::Stage,
        "tags_to_add" | "tags_to_delete" => Target::Tags,
        "text" => Target::TaskText,
        "complete_till" => Target::CompleteTill,
        "task_type_id" => Target::TaskType,
        "entity_id" => Target::EntityId,
        "entity_type" => Target::EntityType,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::value::FieldWrite;
    use crate::api::{contacts, leads};
    use crate::base::id::FieldId;
    use crate::transfer::draft::Draft;
    use crate::transfer::edit::{Change, Edit};

    #[track_caller]
    fn check(path: &str, expected: Option<usize>) {
        let field = |id| FieldWrite { field_id: FieldId(id), values: Vec::new() };
        let custom_fields_values = vec![field(7), field(8)];
        let to =
            contacts::Change { custom_fields_values: custom_fields_values.clone(), ..Default::default() };
        let from = Change::Contact(to.clone());
        let change = Work::Change(Edit { to: Change::Contact(to), from });
        let draft = Draft::Contact(contacts::New { custom_fields_values, ..contacts::New::default() });
        let target = |id| Some(Target::Field { id: FieldId(id), kind: None });
        let mapping = Mapping { columns: vec![Some(Target::Name), None, target(8), target(7)] };
        assert_eq!(column(&draft.into(), path, &mapping), expected, "{path}");
        assert_eq!(column(&change, path, &mapping), expected, "{path}");
    }

    #[test]
    fn paths() {
        check("name", Some(0));
        check("custom_fields_values.0.values.0.value", Some(3));
        check("custom_fields_values.1.field_id", Some(2));
        check("custom_fields_values.2.field_id", None);
        check("custom_fields_values", None);
        check("responsible_user_id", None);
        check("metadata.main", None);
        check("", None);
    }

    #[test]
    fn members_of_every_kind() {
        let check = |member: &str, target: Target| {
            let mapping = Mapping { columns: vec![None, Some(target)] };
            assert_eq!(
                column(&Draft::Lead(leads::New::default()).into(), member, &mapping),
                Some(1),
                "{member}"
            );
        };
        check("first_name", Target::FirstName);
        check("last_name", Target::LastName);
        check("price", Target::Price);
        check("responsible_user_id", Target::Responsible);
        check("pipeline_id", Target::Pipeline);
        check("status_id", Target::Stage);
        check("tags_to_add.0.name", Target::Tags);
        check("text", Target::TaskText);
        check("complete_till", Target::CompleteTill);
        check("task_type_id", Target::TaskType);
        check("entity_id", Target::EntityId);
        check("entity_type", Target::EntityType);
    }
}
