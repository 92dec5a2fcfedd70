//! The worker's half: decodes a file with the browser's own tables and parses it in slices.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::TextDecoder;

use super::wire;
use crate::app::import::{ReadOptions, Sheet};
use crate::transfer::csv::{Dialect, Parser, sniff};
use crate::transfer::encoding::{self, Encoding};
use crate::transfer::file_problem::FileProblem;
use crate::transfer::report::again::restored;

/// Rows between two words about the progress.
const SLICE: usize = 5_000;

/// Reads a file's bytes by the options (JSON of `ReadOptions`), calling `progress` with a percentage
/// now and then. Gives `{ message, buffers }`: what to post to the page and what to hand over with it.
#[wasm_bindgen]
pub fn read_file(bytes: &Uint8Array, options: &str, progress: &Function) -> Result<Object, JsValue> {
    let options = serde_json::from_str(options).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let report = |percent: usize| {
        // A page that is gone needs no progress.
        let _ = progress
            .call1(&JsValue::NULL, &JsValue::from_f64(f64::from(u32::try_from(percent).unwrap_or(100))));
    };
    let (message, buffers) = match read(bytes, options, report)? {
        Ok(sheet) => wire::pack(sheet)?,
        Err(problem) => (wire::pack_problem(problem)?, Array::new()),
    };
    let result = Object::new();
    Reflect::set(&result, &"message".into(), &message)?;
    Reflect::set(&result, &"buffers".into(), &buffers)?;
    Ok(result)
}

fn read(
    bytes: &Uint8Array,
    options: ReadOptions,
    report: impl Fn(usize),
) -> Result<Result<Sheet, FileProblem>, JsValue> {
    let bytes = bytes.to_vec();
    let guess = match encoding::detect(&bytes) {
        Ok(guess) => guess,
        Err(problem) => return Ok(Err(problem)),
    };
    let encoding = options.encoding.unwrap_or(guess.encoding);
    let text = decode(&bytes, encoding)?;
    let dialect =
        options.delimiter.map_or_else(|| sniff(&text), |delimiter| Dialect { delimiter, ..sniff(&text) });
    Ok(parse(&text, dialect, report).map(|read| Sheet { read, encoding, dialect }))
}

fn parse(
    text: &str,
    dialect: Dialect,
    report: impl Fn(usize),
) -> Result<crate::transfer::csv::Read, FileProblem> {
    let mut parser = Parser::new(text, dialect);
    loop {
        let progress = parser.step(SLICE)?;
        report(progress.bytes.saturating_mul(100) / progress.bytes_total.max(1));
        if progress.is_done {
            return parser.finish().map(restored);
        }
    }
}

/// The text of the bytes; what the encoding does not know becomes U+FFFD. A byte order mark is
/// dropped by the decoder.
fn decode(bytes: &[u8], encoding: Encoding) -> Result<String, JsValue> {
    let decoder = TextDecoder::new_with_label(encoding.label())?;
    decoder.decode_with_u8_array(bytes)
}
