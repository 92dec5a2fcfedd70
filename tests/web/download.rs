//! A file for the user to keep. Whether the browser really saves it is looked at in the journeys.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use kommo_pace::web::download::text_file;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, HtmlAnchorElement};

use crate::mock::Replaced;

#[wasm_bindgen_test]
async fn a_text_becomes_a_file_of_its_name() {
    let blobs = Rc::new(RefCell::new(Vec::<Blob>::new()));
    let seen = Rc::clone(&blobs);
    let make_url = Closure::<dyn FnMut(Blob) -> String>::new(move |blob: Blob| {
        seen.borrow_mut().push(blob);
        "blob:mock".to_owned()
    });
    let url = Reflect::get(&js_sys::global(), &"URL".into()).unwrap();
    let _url = Replaced::new(&url, "createObjectURL", make_url.as_ref());

    let links = Rc::new(RefCell::new(Vec::<(String, String)>::new()));
    let clicked = Rc::clone(&links);
    // A link that is in no page tells nobody else of its click.
    let mock_click = js_sys::Function::new_with_args("tell", "return function () { tell(this); };");
    let tell = Closure::<dyn FnMut(HtmlAnchorElement)>::new(move |link: HtmlAnchorElement| {
        clicked.borrow_mut().push((link.download(), link.href()));
    });
    let mock_click = mock_click.call1(&JsValue::NULL, tell.as_ref()).unwrap();
    let class = Reflect::get(&js_sys::global(), &"HTMLAnchorElement".into()).unwrap();
    let prototype = Reflect::get(&class, &"prototype".into()).unwrap();
    let _click = Replaced::new(&prototype, "click", &mock_click);

    let text = "\u{feff}Lead;Why\r\nñ;€\r\n";
    text_file("leads-rows-to-mend.csv", "text/csv;charset=utf-8", text).unwrap();
    assert_eq!(*links.borrow(), [("leads-rows-to-mend.csv".to_owned(), "blob:mock".to_owned())]);
    let blob = blobs.borrow()[0].clone();
    assert_eq!(blob.type_(), "text/csv;charset=utf-8");
    let bytes = JsFuture::from(blob.array_buffer()).await.unwrap();
    assert_eq!(js_sys::Uint8Array::new(&bytes).to_vec(), text.as_bytes());
}
