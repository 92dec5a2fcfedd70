//! The browser's locks and channels as tabs use them; here two of them share a page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use kommo_pace::base::Moment;
use kommo_pace::traffic::Settings;
use kommo_pace::traffic::tabs::{self, Errand, Input, Message, Output, TabId};
use kommo_pace::web::tabs::{Tabs, new_id};
use wasm_bindgen_test::wasm_bindgen_test;

type Told = Rc<RefCell<Vec<Input>>>;

fn join(account: &str) -> (TabId, Rc<Tabs>, Told) {
    let (tab, told) = (new_id(), Told::default());
    let tell = Rc::clone(&told);
    let joined = Tabs::join(account, tab.clone(), move |input| tell.borrow_mut().push(input));
    (tab, joined.expect("this browser has locks"), told)
}

/// Waits until the tab is told something, and takes it.
async fn next(told: &Told) -> Input {
    for _ in 0..200 {
        if !told.borrow().is_empty() {
            return told.borrow_mut().remove(0);
        }
        TimeoutFuture::new(10).await;
    }
    panic!("nothing was told");
}

/// What a tab says first.
fn hello(tab: TabId) -> Message {
    match tabs::Tabs::new(tab, Settings::default()).poll(Moment::default()) {
        Output::Errand(Errand::Post(message)) => message,
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn one_leads_and_the_lead_passes_on() {
    let (_, first, told_first) = join("lead");
    assert_eq!(next(&told_first).await, Input::Leads { after_another: false });
    let (_, second, told_second) = join("lead");
    TimeoutFuture::new(50).await;
    assert_eq!(*told_second.borrow(), [], "the lead is taken");

    second.perform(Errand::Steal);
    assert_eq!(next(&told_first).await, Input::Deposed);
    assert_eq!(next(&told_second).await, Input::Leads { after_another: true });
    second.perform(Errand::Check);
    assert_eq!(next(&told_second).await, Input::Holds(true));

    second.perform(Errand::Resign);
    assert_eq!(next(&told_first).await, Input::Leads { after_another: true });
    second.perform(Errand::Check);
    assert_eq!(next(&told_second).await, Input::Holds(false));
    first.perform(Errand::Resign);
}

#[wasm_bindgen_test]
async fn what_one_says_the_others_hear() {
    let (tab, first, told_first) = join("talk");
    let (_, second, told_second) = join("talk");
    assert_eq!(next(&told_first).await, Input::Leads { after_another: false });
    let message = hello(tab);
    first.perform(Errand::Post(message.clone()));
    match next(&told_second).await {
        Input::Heard(heard, age_ms) => {
            assert_eq!(heard, message);
            assert!(age_ms < 1_000, "{age_ms}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(*told_first.borrow(), [], "nobody hears itself");
    first.perform(Errand::Resign);
    second.perform(Errand::Resign);
}

#[wasm_bindgen_test]
async fn the_end_of_a_tab_is_told_to_who_watches_it() {
    let (_, first, told_first) = join("watch");
    let (tab, second, _) = join("watch");
    assert_eq!(next(&told_first).await, Input::Leads { after_another: false });
    TimeoutFuture::new(50).await;
    first.perform(Errand::Watch(tab.clone()));
    TimeoutFuture::new(50).await;
    assert_eq!(*told_first.borrow(), []);
    second.perform(Errand::Resign);
    assert_eq!(next(&told_first).await, Input::Gone(tab));
    first.perform(Errand::Resign);
}

#[wasm_bindgen_test]
async fn who_comes_just_after_something_was_sent_is_told_so() {
    let (_, first, told_first) = join("lately");
    assert_eq!(next(&told_first).await, Input::Leads { after_another: false });
    first.note_sent();
    first.perform(Errand::Resign);
    TimeoutFuture::new(20).await;
    let (_, second, told_second) = join("lately");
    assert_eq!(next(&told_second).await, Input::Leads { after_another: true });
    second.perform(Errand::Resign);
}
