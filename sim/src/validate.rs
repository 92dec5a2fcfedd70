//! Reads the members of one item strictly and collects what is wrong with it, in Kommo's codes. It stores nothing.
//!
//! The codes `FieldMissing`, `IsBlank`, `TooLong` and `TooMany` are guesses: Kommo does not list them.

use serde_json::{Map, Value, json};

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    FieldNotExpected,
    FieldMissing,
    NotNullable,
    /// The type that was wanted.
    InvalidType(&'static str),
    NotSupportedChoice,
    IsBlank,
    /// The largest number of characters.
    TooLong(usize),
    /// The largest number of elements.
    TooMany(usize),
}

impl Fault {
    fn code(self) -> &'static str {
        match self {
            Self::FieldNotExpected => "FieldNotExpected",
            Self::FieldMissing => "FieldMissing",
            Self::NotNullable => "NotNullable",
            Self::InvalidType(_) => "InvalidType",
            Self::NotSupportedChoice => "NotSupportedChoice",
            Self::IsBlank => "IsBlank",
            Self::TooLong(_) => "TooLong",
            Self::TooMany(_) => "TooMany",
        }
    }

    fn detail(self) -> String {
        match self {
            Self::FieldNotExpected => "This field was not expected.".to_owned(),
            Self::FieldMissing => "This field is missing.".to_owned(),
            Self::NotNullable => "This value should not be null.".to_owned(),
            Self::InvalidType(wanted) => format!("This value should be of type {wanted}."),
            Self::NotSupportedChoice => "The value you selected is not a valid choice.".to_owned(),
            Self::IsBlank => "This value should not be blank.".to_owned(),
            Self::TooLong(limit) => {
                format!("This value is too long. It should have {limit} characters or less.")
            }
            Self::TooMany(limit) => format!("This collection should contain {limit} elements or less."),
        }
    }
}

/// Everything wrong with one item.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    faults: Vec<(String, Fault)>,
    /// Broken business rules, in Kommo's words.
    pub(crate) broken_rules: Vec<&'static str>,
}

impl Findings {
    pub(crate) fn add(&mut self, path: impl Into<String>, fault: Fault) {
        self.faults.push((path.into(), fault));
    }

    pub(crate) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// The item's entry in `validation-errors`.
    pub(crate) fn show(&self, request_id: &str) -> Value {
        let errors: Vec<Value> = self
            .faults
            .iter()
            .map(|(path, fault)| json!({ "code": fault.code(), "path": path, "detail": fault.detail() }))
            .collect();
        json!({ "request_id": request_id, "errors": errors })
    }
}

/// The members of one object; whatever was not asked for is refused at the end.
#[derive(Debug)]
pub(crate) struct Members<'a> {
    object: &'a Map<String, Value>,
    path: String,
    known: Vec<&'static str>,
}

impl<'a> Members<'a> {
    pub(crate) fn new(object: &'a Map<String, Value>, path: impl Into<String>) -> Self {
        Self { object, path: path.into(), known: Vec::new() }
    }

    /// The path of a member, from the item.
    pub(crate) fn path(&self, name: &str) -> String {
        join(&self.path, name)
    }

    /// The member as it is, null included.
    pub(crate) fn any(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.object.get(name)
    }

    /// The member if it is there and not null; null is refused.
    pub(crate) fn value(&mut self, name: &'static str, findings: &mut Findings) -> Option<&'a Value> {
        let value = self.any(name)?;
        if value.is_null() {
            findings.add(self.path(name), Fault::NotNullable);
            return None;
        }
        Some(value)
    }

    fn typed<T>(
        &mut self,
        name: &'static str,
        wanted: &'static str,
        findings: &mut Findings,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(name, findings)?;
        let typed = read(value);
        if typed.is_none() {
            findings.add(self.path(name), Fault::InvalidType(wanted));
        }
        typed
    }

    pub(crate) fn string(&mut self, name: &'static str, findings: &mut Findings) -> Option<&'a str> {
        self.typed(name, "string", findings, Value::as_str)
    }

    pub(crate) fn int(&mut self, name: &'static str, findings: &mut Findings) -> Option<i64> {
        self.typed(name, "int", findings, Value::as_i64)
    }

    pub(crate) fn boolean(&mut self, name: &'static str, findings: &mut Findings) -> Option<bool> {
        self.typed(name, "bool", findings, Value::as_bool)
    }

    pub(crate) fn list(&mut self, name: &'static str, findings: &mut Findings) -> Option<&'a Vec<Value>> {
        self.typed(name, "array", findings, Value::as_array)
    }

    pub(crate) fn object(&mut self, name: &'static str, findings: &mut Findings) -> Option<Members<'a>> {
        let object = self.typed(name, "array", findings, Value::as_object)?;
        Some(Members::new(object, self.path(name)))
    }

    /// An id that `exists` must know.
    pub(crate) fn id(
        &mut self,
        name: &'static str,
        findings: &mut Findings,
        exists: impl FnOnce(u64) -> bool,
    ) -> Option<u64> {
        let number = self.int(name, findings)?;
        let id = u64::try_from(number).ok().filter(|&id| exists(id));
        if id.is_none() {
            findings.add(self.path(name), Fault::NotSupportedChoice);
        }
        id
    }

    /// Refuses every member that was not asked for.
    pub(crate) fn finish(self, findings: &mut Findings) {
        for name in self.object.keys().filter(|name| !self.known.contains(&name.as_str())) {
            findings.add(join(&self.path, name), Fault::FieldNotExpected);
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
