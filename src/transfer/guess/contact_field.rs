//! Phones and e-mails: the words of a column's name tell which of the two and of which kind.

use super::{Claim, Why, words};
use crate::api::custom_fields::{Field, FieldKind};
use crate::transfer::mapping::Target;
use crate::transfer::schema::Schema;

/// The target of a field under a column of this name: for phones and e-mails with their kind.
pub(super) fn target(field: &Field, name: &str) -> Target {
    let kind = if field.kind == FieldKind::Multitext { kind(field, name) } else { None };
    Target::Field { id: field.id, kind }
}

/// The phone or e-mail that a column of this name holds.
pub(super) fn claim(schema: &Schema, name: &str) -> Option<Claim> {
    let is_kind = |word: &str| words::KINDS.iter().any(|(_, _, names)| names.contains(&word));
    let is_phone_alone =
        |word: &str| words::KINDS.iter().any(|(_, alone, names)| *alone && names.contains(&word));
    let is_other = |word: &str| {
        is_kind(word) || words::FILLERS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let all = |base: &[&str]| name.split(' ').all(|word| base.contains(&word) || is_other(word));
    let any = |is: &dyn Fn(&str) -> bool| name.split(' ').any(is);
    let code = if all(words::EMAIL) && any(&|word| word != "e" && words::EMAIL.contains(&word)) {
        "EMAIL"
    } else if all(words::PHONE) && any(&|word| words::PHONE.contains(&word) || is_phone_alone(word)) {
        "PHONE"
    } else {
        return None;
    };
    let field = schema.fields.iter().find(|field| field.code.as_deref() == Some(code))?;
    let is_exact = words::PHONE.first() == Some(&name) || words::EMAIL.first() == Some(&name);
    let why = if is_exact { Why::Exact } else { Why::Synonym };
    Some(Claim { why, rank: 0, target: target(field, name) })
}

/// The kind that a name tells, or the work one, as long as the field has it.
fn kind(field: &Field, name: &str) -> Option<String> {
    let has = |code: &&&str| field.enums.iter().any(|option| option.value == **code);
    let told = words::KINDS.iter().find(|(_, _, names)| name.split(' ').any(|word| names.contains(&word)));
    let codes = told.map_or(&["WORK"][..], |(codes, _, _)| codes);
    codes.iter().find(has).or_else(|| ["WORK"].iter().find(has)).map(|code| (*code).to_owned())
}
