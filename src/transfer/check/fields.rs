//! Cells of custom fields: each becomes the values that Kommo takes for the field's type.

use serde_json::Value as Json;

use super::Checker;
use super::columns::FieldColumn;
use super::date::{self, Purpose};
use super::form::Form;
use super::names::Found;
use super::number::{self, Number, Reading};
use super::text;
use super::words::OPTION_SEPARATORS;
use crate::api::value::WriteValue;
use crate::base::id::EnumId;
use crate::base::limits::TEXT_FIELD_CHARS;
use crate::transfer::problem::Reason;

impl Checker {
    /// The values of a trimmed, filled cell for its field.
    pub(super) fn values(
        &self,
        column: usize,
        field: &FieldColumn,
        cell: &str,
    ) -> Result<Vec<WriteValue>, Reason> {
        let one = |value: Json| Ok(vec![plain(value)]);
        match field.form {
            Form::Line => one(within(cell, TEXT_FIELD_CHARS)?.into()),
            Form::Text => one(cell.into()),
            Form::Phones => several(field, cell, Reason::NotPhone, |piece| text::phone(piece)),
            Form::Emails => {
                let email = |piece| if text::is_email(piece) { Some(piece) } else { None };
                several(field, cell, Reason::NotEmail, email)
            }
            Form::Contacts => Ok(vec![contact(field, cell)]),
            Form::Number => one(self.number(column, cell)?.text().into()),
            Form::YesNo => one(text::yes_no(cell).ok_or(Reason::NotYesNo)?.into()),
            Form::Day => one(self.unix(column, cell, Purpose::Day)?.into()),
            Form::Moment => one(self.unix(column, cell, Purpose::Moment)?.into()),
            Form::WebAddress => one(text::web_address(cell).ok_or(Reason::NotUrl)?.into()),
            Form::OneOption => Ok(self.find_option(column, field, cell)?.map(option).into_iter().collect()),
            Form::Options => Ok(self.find_options(column, field, cell)?.into_iter().map(option).collect()),
        }
    }

    /// The number in a trimmed cell.
    pub(super) fn number(&self, column: usize, cell: &str) -> Result<Number, Reason> {
        match number::read(cell).ok_or(Reason::NotNumber)? {
            Reading::Sure(number, _) => Ok(number),
            reading @ Reading::Either { .. } => {
                let decimals = self.decimals(column).way().ok_or(Reason::AmbiguousNumber)?;
                Ok(reading.settle(decimals))
            }
        }
    }

    /// Unix seconds of the date in a trimmed cell.
    pub(super) fn unix(&self, column: usize, cell: &str, purpose: Purpose) -> Result<i64, Reason> {
        let reading = date::read(cell).ok_or(Reason::NotDate)?;
        let order = match self.date_order(column).way() {
            Some(order) => order,
            None if reading.is_unsure() => return Err(Reason::AmbiguousDate),
            None => self.customs.date_order,
        };
        reading.unix(order, purpose, &self.zone).ok_or(Reason::NotDate)
    }

    /// The option that a word means; `None` if it is to be left out.
    fn find_option(&self, column: usize, field: &FieldColumn, word: &str) -> Result<Option<EnumId>, Reason> {
        self.settle(column, word, |word| find_option(field, word))
    }

    /// The options in a cell. An option's own text may hold a separator, so the whole cell is tried
    /// first, then the separators from the rarest in texts to the commonest.
    fn find_options(&self, column: usize, field: &FieldColumn, cell: &str) -> Result<Vec<EnumId>, Reason> {
        let mut refusal = match self.find_option(column, field, cell) {
            Ok(found) => return Ok(found.into_iter().collect()),
            Err(reason) => reason,
        };
        for separators in OPTION_SEPARATORS.into_iter().filter(|separators| cell.contains(*separators)) {
            let mut pieces = text::pieces(cell, separators).peekable();
            if pieces.peek().is_none() {
                continue;
            }
            let found: Result<Vec<Option<EnumId>>, Reason> =
                pieces.map(|piece| self.find_option(column, field, piece)).collect();
            match found {
                Ok(found) => return Ok(without_repeats(found.into_iter().flatten().collect())),
                Err(reason) => refusal = reason,
            }
        }
        Err(refusal)
    }
}

/// The text if it is not longer than Kommo takes.
fn within(text: &str, max: usize) -> Result<&str, Reason> {
    let found = text.chars().count();
    if found > max { Err(Reason::TooLong { max, found }) } else { Ok(text) }
}

fn plain(value: Json) -> WriteValue {
    WriteValue { value: Some(value), ..WriteValue::default() }
}

fn option(id: EnumId) -> WriteValue {
    WriteValue { enum_id: Some(id), ..WriteValue::default() }
}

fn contact(field: &FieldColumn, text: &str) -> WriteValue {
    WriteValue { value: Some(text.into()), enum_code: field.kind.clone(), ..WriteValue::default() }
}

fn several<'c>(
    field: &FieldColumn,
    cell: &'c str,
    reason: Reason,
    read: impl Fn(&'c str) -> Option<&'c str>,
) -> Result<Vec<WriteValue>, Reason> {
    let read: Option<Vec<&str>> = text::pieces(cell, text::CONTACT_SEPARATORS).map(read).collect();
    match read {
        Some(found) if !found.is_empty() => Ok(found.into_iter().map(|text| contact(field, text)).collect()),
        _ => Err(reason),
    }
}

fn find_option(field: &FieldColumn, text: &str) -> Result<EnumId, Reason> {
    match field.options.find(text) {
        Found::One(id) => Ok(id),
        Found::Many => Err(Reason::Ambiguous),
        Found::None(nearest) => Err(Reason::NotOption { nearest }),
    }
}

fn without_repeats(ids: Vec<EnumId>) -> Vec<EnumId> {
    let mut kept = Vec::with_capacity(ids.len());
    for id in ids {
        if !kept.contains(&id) {
            kept.push(id);
        }
    }
    kept
}
