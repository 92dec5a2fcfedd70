//! An account for tests of this layer.

use super::schema::{Entity, Schema};
use crate::api::account::{AccountInfo, TaskType};
use crate::api::custom_fields::{Field, FieldKind, FieldOption};
use crate::api::pipelines::{Pipeline, Status};
use crate::api::users::User;
use crate::base::id::{EnumId, FieldId, PipelineId, StatusId, TaskTypeId, UserId};

/// A field with its options, whose ids count from the field's id times ten.
pub(super) fn field(id: u64, name: &str, kind: FieldKind, options: &[&str]) -> Field {
    let option = |(at, value): (u64, &&str)| FieldOption {
        id: EnumId(id * 10 + at),
        value: (*value).to_owned(),
        ..FieldOption::default()
    };
    Field {
        id: FieldId(id),
        name: name.into(),
        kind,
        enums: (0..).zip(options).map(option).collect(),
        ..Field::default()
    }
}

fn coded(code: &str, field: Field) -> Field {
    Field { code: Some(code.into()), ..field }
}

/// All kinds of fields: 1 phone, 2 e-mail, 3 position, 4 size, 5 channels, 6 since, 7 call at,
/// 8 budget, 9 member, 10 site, 11 notes, 12 place, 13 post address, 14 birthday, 15 colour.
pub(super) fn fields() -> Vec<Field> {
    let phones = ["WORK", "WORKDD", "MOB", "FAX", "HOME", "OTHER"];
    vec![
        coded("PHONE", field(1, "Phone", FieldKind::Multitext, &phones)),
        coded("EMAIL", field(2, "Email", FieldKind::Multitext, &["WORK", "PRIV", "OTHER"])),
        coded("POSITION", field(3, "Position", FieldKind::Text, &[])),
        field(4, "Size", FieldKind::Select, &["Small", "Medium", "Large", "Sí", "Si"]),
        field(5, "Channels", FieldKind::Multiselect, &["Web", "Shop", "Fairs, events"]),
        field(6, "Since", FieldKind::Date, &[]),
        field(7, "Call at", FieldKind::DateTime, &[]),
        field(8, "Budget", FieldKind::Numeric, &[]),
        field(9, "Member", FieldKind::Checkbox, &[]),
        coded("WEB", field(10, "Site", FieldKind::Url, &[])),
        field(11, "Notes", FieldKind::Textarea, &[]),
        field(12, "Place", FieldKind::Streetaddress, &[]),
        field(13, "Post address", FieldKind::SmartAddress, &[]),
        field(14, "Birthday", FieldKind::Birthday, &[]),
        field(15, "Colour", FieldKind::Radiobutton, &["Red", "Blue"]),
    ]
}

fn status(id: u64, name: &str) -> Status {
    Status { id: StatusId(id), name: name.into(), ..Status::default() }
}

fn pipeline(id: u64, name: &str, stages: &[(u64, &str)]) -> Pipeline {
    let own = stages.iter().map(|(id, name)| status(*id, name));
    let statuses = own.chain([status(142, "Closed - won"), status(143, "Closed - lost")]).collect();
    Pipeline { id: PipelineId(id), name: name.into(), statuses, ..Pipeline::default() }
}

fn user(id: u64, name: &str, email: &str, is_active: bool) -> User {
    User { id: UserId(id), name: name.into(), email: email.into(), is_active, is_admin: false }
}

/// The account: users 1 Ann, 2 and 3 both Bob, 4 gone; pipelines 1 Sales and 2 Service.
pub(super) fn schema(entity: Entity) -> Schema {
    let users = vec![
        user(1, "Ann Smith", "ann@example.com", true),
        user(2, "Bob", "bob@example.com", true),
        user(3, "Bob", "bob2@example.com", true),
        user(4, "Gone", "gone@example.com", false),
    ];
    let task_types = vec![
        TaskType { id: TaskTypeId(1), name: "Follow-up".into() },
        TaskType { id: TaskTypeId(2), name: "Meeting".into() },
    ];
    Schema {
        entity,
        account: AccountInfo { task_types, ..AccountInfo::default() },
        users: Some(users),
        pipelines: vec![
            pipeline(1, "Sales", &[(10, "New"), (11, "Offer")]),
            pipeline(2, "Service", &[(20, "New"), (21, "Repair")]),
        ],
        fields: if entity == Entity::Tasks { Vec::new() } else { fields() },
    }
}
