//! What crosses between the page and the reading worker. The table crosses as buffers that are handed
//! over, not copied; everything else is small and crosses as JSON text.

use js_sys::{Array, Object, Reflect, Uint8Array, Uint32Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::app::import::Sheet;
use crate::transfer::csv::{Dialect, FileNote, FlawedRow, Read};
use crate::transfer::encoding::Encoding;
use crate::transfer::file_problem::FileProblem;
use crate::transfer::table::{Parts, Table};

/// Everything about a file but its table.
#[derive(Serialize, Deserialize)]
struct Facts {
    header: Vec<String>,
    flawed: Vec<FlawedRow>,
    notes: Vec<FileNote>,
    encoding: Encoding,
    dialect: Dialect,
    columns: usize,
}

/// What the worker says in the end: the file, or why it cannot be read.
#[derive(Serialize, Deserialize)]
enum Outcome {
    Read(Facts),
    Problem(FileProblem),
}

/// The message for a file that was read, and the buffers that go with it.
pub(super) fn pack(sheet: Sheet) -> Result<(Object, Array), JsValue> {
    let Sheet { read, encoding, dialect } = sheet;
    let Parts { text, ends, numbers, columns } = read.table.into_parts();
    let Read { header, flawed, notes, .. } = Read { table: Table::default(), ..read };
    let facts = Facts { header, flawed, notes, encoding, dialect, columns };
    let message = outcome(&Outcome::Read(facts))?;
    let text = Uint8Array::from(text.as_bytes());
    let ends = Uint32Array::from(ends.as_slice());
    let numbers = Uint32Array::from(numbers.as_slice());
    let buffers = Array::of3(&text.buffer(), &ends.buffer(), &numbers.buffer());
    set(&message, "text", &text)?;
    set(&message, "ends", &ends)?;
    set(&message, "numbers", &numbers)?;
    Ok((message, buffers))
}

/// The message for a file that cannot be read.
pub(super) fn pack_problem(problem: FileProblem) -> Result<Object, JsValue> {
    outcome(&Outcome::Problem(problem))
}

/// The file, or why it cannot be read; `None` if this is no message of the worker's.
pub(super) fn unpack(message: &JsValue) -> Option<Result<Sheet, FileProblem>> {
    let outcome = get(message, "outcome")?.as_string()?;
    let facts = match serde_json::from_str(&outcome).ok()? {
        Outcome::Read(facts) => facts,
        Outcome::Problem(problem) => return Some(Err(problem)),
    };
    let bytes: Uint8Array = get(message, "text")?.dyn_into().ok()?;
    let ends: Uint32Array = get(message, "ends")?.dyn_into().ok()?;
    let numbers: Uint32Array = get(message, "numbers")?.dyn_into().ok()?;
    let text = String::from_utf8(bytes.to_vec()).ok()?;
    let parts = Parts { text, ends: ends.to_vec(), numbers: numbers.to_vec(), columns: facts.columns };
    let table = Table::from_parts(parts).ok()?;
    let read = Read { header: facts.header, table, flawed: facts.flawed, notes: facts.notes };
    Some(Ok(Sheet { read, encoding: facts.encoding, dialect: facts.dialect }))
}

/// How much of the file is read, in percent, if this message says it.
pub(super) fn percent(message: &JsValue) -> Option<u32> {
    let percent = get(message, "percent")?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    Some(percent as u32)
}

fn outcome(outcome: &Outcome) -> Result<Object, JsValue> {
    let text = serde_json::to_string(outcome).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let message = Object::new();
    set(&message, "outcome", &text.into())?;
    Ok(message)
}

fn set(message: &Object, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(message, &name.into(), value).map(drop)
}

fn get(message: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(message, &name.into()).ok().filter(|value| !value.is_undefined())
}
