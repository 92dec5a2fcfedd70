//! Single words between tabs: who is believed, and what a word does that comes too late.

use crate::base::{Delivery, Method, Moment, Path, Request, Response};
use crate::traffic::tabs::beat::Barrier;
use crate::traffic::tabs::message::{Body, Epoch, Hello, Stub};
use crate::traffic::tabs::{Beat, Errand, Input, Message, Output, TabId, Tabs, Verdict};
use crate::traffic::{self, Lane, Settings, Ticket};

const NOW: Moment = Moment::from_ms(10_000);

fn id(name: &str) -> TabId {
    TabId::new(name)
}

/// What a leader says in its leadership of that number.
fn word(leader: &str, number: u64, body: Body) -> Input {
    let epoch = Epoch { number, leader: id(leader) };
    Input::Heard(Message::new(id(leader), epoch, body), 5)
}

fn go(judged: u32) -> Body {
    Body::Go { to: id("me"), id: 0, judged }
}

/// What a tab does next: what it posts, and how many requests it sends.
fn drain(tabs: &mut Tabs, now: Moment) -> (Vec<Body>, usize, Vec<Delivery>, Vec<Errand>) {
    let (mut posts, mut sent, mut told, mut errands) = (Vec::new(), 0, Vec::new(), Vec::new());
    loop {
        match tabs.poll(now) {
            Output::Errand(Errand::Post(message)) => posts.push(message.body),
            Output::Errand(errand) => errands.push(errand),
            Output::Send(..) => sent += 1,
            Output::Deliver(_, delivery) => told.push(delivery),
            Output::Sleep(_) => return (posts, sent, told, errands),
        }
    }
}

/// A follower of the second leadership of `b` with one request.
fn follower() -> Tabs {
    let mut tabs = Tabs::new(id("me"), Settings::default());
    tabs.submit(NOW, Lane::Screen, Request::get(Path::api(&["users"])));
    tabs.handle(NOW, word("b", 2, Body::Beat(Beat::default())));
    let (posts, sent, ..) = drain(&mut tabs, NOW);
    assert!(matches!(&posts[..], [Body::Hello(hello)] if hello.waiting.len() == 1), "{posts:?}");
    assert_eq!(sent, 0);
    tabs
}

#[track_caller]
fn check(input: Input, sent: usize, says: &[Body]) {
    let mut tabs = follower();
    tabs.handle(NOW, input);
    let (posts, is_sent, ..) = drain(&mut tabs, NOW);
    assert_eq!((is_sent, &posts[..]), (sent, says));
}

#[test]
fn a_word_to_go_is_obeyed_if_it_is_new_and_the_leaders() {
    let sent = Body::Sent { id: 0, tries: 0, late_ms: 5 };
    check(word("b", 2, go(0)), 1, &[sent]);
    check(word("b", 1, go(0)), 0, &[]);
    check(word("a", 2, go(0)), 0, &[]);
    check(word("b", 2, Body::Go { to: id("other"), id: 0, judged: 0 }), 0, &[]);
    let late = |age_ms| match word("b", 2, go(0)) {
        Input::Heard(message, _) => Input::Heard(message, age_ms),
        other => other,
    };
    check(late(750), 1, &[Body::Sent { id: 0, tries: 0, late_ms: 750 }]);
    check(late(751), 0, &[Body::Declined(0)]);
    let unknown = Body::Go { to: id("me"), id: 9, judged: 0 };
    check(word("b", 2, unknown), 0, &[Body::Declined(9), Body::Cancel(9)]);
}

#[test]
fn a_new_leader_is_told_everything_and_an_uninformed_one_that_it_is_late() {
    for input in [word("c", 2, Body::Lead), word("a", 3, Body::Lead), word("a", 1, Body::Lead)] {
        let mut tabs = follower();
        tabs.handle(NOW, input);
        let (posts, ..) = drain(&mut tabs, NOW);
        assert!(matches!(&posts[..], [Body::Hello(_)]), "{posts:?}");
    }
}

#[test]
fn what_has_left_by_one_word_does_not_leave_by_another_that_knows_less() {
    let mut tabs = follower();
    tabs.handle(NOW, word("b", 2, go(0)));
    assert_eq!(drain(&mut tabs, NOW).1, 1);
    tabs.handle(NOW, word("b", 2, go(0)));
    assert_eq!(drain(&mut tabs, NOW).1, 0, "it is on its way");
    let answer = Response { status: 429, ..Response::default() };
    tabs.handle(NOW, Input::Traffic(traffic::Input::Answered(Ticket(0), answer)));
    assert!(matches!(&drain(&mut tabs, NOW).0[..], [Body::Ended(0, report)] if report.serial == 1));
    tabs.handle(NOW, word("b", 2, go(0)));
    assert_eq!(drain(&mut tabs, NOW).1, 0, "the leader does not know of the answer");
    tabs.handle(NOW, word("b", 2, go(1)));
    assert_eq!(drain(&mut tabs, NOW).1, 1);
    let answer = Response { status: 200, body: "[]".into(), ..Response::default() };
    tabs.handle(NOW, Input::Traffic(traffic::Input::Answered(Ticket(0), answer.clone())));
    drain(&mut tabs, NOW);
    tabs.handle(NOW, word("b", 2, Body::Decided { to: id("me"), id: 0, verdict: Verdict::Answered }));
    assert_eq!(drain(&mut tabs, NOW).2, [Delivery::Answered(answer)]);
}

#[test]
fn a_leader_that_hears_of_a_later_one_looks_at_its_lock_and_claims_the_lead_anew() {
    let mut tabs = Tabs::new(id("me"), Settings::default());
    tabs.handle(NOW, Input::Leads { after_another: false });
    assert_eq!(drain(&mut tabs, NOW).3, [Errand::Check]);
    tabs.submit(NOW, Lane::Screen, Request::get(Path::api(&["users"])));
    assert_eq!(drain(&mut tabs, NOW).1, 0, "it is not certain yet");
    tabs.handle(NOW, Input::Holds(true));
    assert_eq!(drain(&mut tabs, NOW).1, 1);
    tabs.submit(NOW, Lane::Screen, Request::get(Path::api(&["users"])));
    tabs.handle(NOW, word("z", 7, Body::Lead));
    let (posts, sent, _, errands) = drain(&mut tabs, NOW);
    assert_eq!((posts.len(), sent, &errands[..]), (0, 0, &[Errand::Watch(id("z")), Errand::Check][..]));
    tabs.handle(NOW, Input::Holds(true));
    let (posts, sent, ..) = drain(&mut tabs, NOW);
    assert!(posts.contains(&Body::Lead) && sent == 1, "{posts:?}");
    tabs.submit(NOW, Lane::Screen, Request::get(Path::api(&["users"])));
    tabs.handle(NOW, Input::Deposed);
    assert_eq!(drain(&mut tabs, NOW).1, 0);
}

#[test]
fn without_locks_a_tab_keeps_to_a_share_that_three_of_them_fit_in() {
    let mut tabs = Tabs::new(id("me"), Settings::default());
    for _ in 0..20 {
        tabs.submit(NOW, Lane::Screen, Request::get(Path::api(&["users"])));
    }
    assert_eq!(drain(&mut tabs, NOW).1, 0);
    tabs.handle(NOW, Input::NoLocks);
    let (posts, sent, ..) = drain(&mut tabs, NOW);
    assert_eq!((posts.len(), sent, tabs.stats(NOW).rate), (0, 2, 2));
}

#[test]
fn the_only_tab_says_nothing_and_waits_for_nobody() {
    let mut tabs = Tabs::alone(Settings::default());
    tabs.submit(NOW, Lane::Screen, Request::get(Path::api(&["users"])));
    tabs.submit(NOW.plus_ms(9_000), Lane::Screen, Request::get(Path::api(&["users"])));
    let (posts, sent, _, errands) = drain(&mut tabs, NOW.plus_ms(9_000));
    assert_eq!((posts.len(), sent, errands.len()), (0, 2, 0));
}

#[test]
fn a_page_that_is_left_gives_everything_back_and_says_nothing() {
    let mut tabs = follower();
    tabs.handle(NOW, Input::Left);
    let (posts, sent, _, errands) = drain(&mut tabs, NOW);
    assert_eq!((posts.len(), sent, &errands[..]), (0, 0, &[Errand::Resign][..]));
    tabs.handle(NOW, word("b", 2, go(0)));
    assert_eq!(drain(&mut tabs, NOW).1, 0);
    tabs.handle(NOW, Input::Returned);
    let (posts, ..) = drain(&mut tabs, NOW);
    assert!(matches!(&posts[..], [Body::Hello(hello)] if hello.waiting.len() == 1), "{posts:?}");
}

/// When the tab's requests leave that takes the lead now and is told that it holds it.
fn first_start_as_leader(tabs: &mut Tabs) -> Option<u64> {
    tabs.handle(NOW, Input::Leads { after_another: false });
    drain(tabs, NOW);
    tabs.handle(NOW, Input::Holds(true));
    (0..20).map(|second| second * 1_000).find(|ms| drain(tabs, NOW.plus_ms(*ms)).1 > 0)
}

#[test]
fn a_pause_that_a_stop_hides_holds_the_next_leader_too() {
    let barrier = Barrier::SignedOut { probing: true };
    for (held_ms, starts_ms) in [(0, 2_000), (7_000, 7_000)] {
        let mut tabs = follower();
        let beat = Beat { barrier, held_ms, ..Beat::default() };
        tabs.handle(NOW, word("b", 2, Body::Beat(beat)));
        assert_eq!(first_start_as_leader(&mut tabs), Some(starts_ms));
    }
}

#[test]
fn what_nobody_could_be_told_of_holds_the_tab_that_it_came_to() {
    for (status, starts_ms) in [(500, Some(2_000)), (429, Some(9_000)), (403, None)] {
        let mut tabs = follower();
        tabs.handle(NOW, word("b", 2, go(0)));
        tabs.submit(NOW, Lane::Screen, Request::get(Path::api(&["users"])));
        assert_eq!(drain(&mut tabs, NOW).1, 1);
        tabs.handle(NOW, Input::Left);
        tabs.handle(NOW, Input::Traffic(traffic::Input::Cancel(Ticket(0))));
        let answer = Response { status, retry_after_s: Some(9), ..Response::default() };
        tabs.handle(NOW, Input::Traffic(traffic::Input::Answered(Ticket(0), answer)));
        drain(&mut tabs, NOW);
        tabs.handle(NOW, Input::Returned);
        drain(&mut tabs, NOW);
        assert_eq!(first_start_as_leader(&mut tabs), starts_ms, "{status}");
    }
}

#[test]
fn what_was_on_its_way_and_waits_again_is_told_to_go_again() {
    let hello = |waiting: &[Stub], flying: &[Stub]| {
        Body::Hello(Hello { waiting: waiting.into(), flying: flying.into(), ended: Vec::new() })
    };
    let stub = [Stub { id: 0, lane: Lane::Click, method: Method::Get, kind: "users*0".into() }];
    let mut tabs = Tabs::new(id("me"), Settings::default());
    tabs.handle(NOW, Input::Leads { after_another: false });
    drain(&mut tabs, NOW);
    tabs.handle(NOW, Input::Holds(true));
    let goes = |tabs: &mut Tabs, now: Moment| {
        let (posts, ..) = drain(tabs, now);
        posts.iter().filter(|body| matches!(body, Body::Go { .. })).count()
    };
    tabs.handle(NOW, word("c", 0, hello(&[], &stub)));
    assert_eq!(goes(&mut tabs, NOW), 0);
    tabs.handle(NOW, word("c", 0, hello(&stub, &[])));
    assert_eq!(goes(&mut tabs, NOW), 1);
    tabs.handle(NOW, word("c", 0, hello(&stub, &[])));
    assert_eq!(goes(&mut tabs, NOW), 0, "it may have said so before it heard the word");
}
