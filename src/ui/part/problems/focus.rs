//! Enter leads from a cell to the next one that is wrong.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node};

/// The cells of a grid that are wrong.
const WRONG: &str = "[aria-invalid=true]";

/// On Enter, the next wrong cell behind this one has the focus; after the last one the first has.
pub(super) fn next_problem(event: KeyboardEvent) {
    let here = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(here) =
        here.filter(|element| event.key() == "Enter" && element.matches("input, select").unwrap_or(false))
    else {
        return;
    };
    let Some(table) = here.closest("table").ok().flatten() else { return };
    let Ok(list) = table.query_selector_all(WRONG) else { return };
    let wrong = (0..list.length()).filter_map(|index| list.item(index)?.dyn_into::<HtmlElement>().ok());
    let others: Vec<HtmlElement> = wrong.filter(|cell| !here.is_same_node(Some(cell))).collect();
    let is_behind =
        |cell: &&HtmlElement| here.compare_document_position(cell) & Node::DOCUMENT_POSITION_FOLLOWING != 0;
    // Leaving a cell takes what was written in it.
    if let Some(cell) = others.iter().find(is_behind).or_else(|| others.first()) {
        cell.focus().unwrap_or_default();
    }
}
