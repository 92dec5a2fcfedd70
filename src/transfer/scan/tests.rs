//! Readings against a list that does what it is told to, page by page.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::json;

use super::bounds::Bounds;
use super::head::{Heads, Owner};
use super::store::{MemoryMirror, Mirror, MirrorError};
use super::*;
use crate::api::ApiError;
use crate::base::id::{EntityId, UserId};
use crate::base::{Delivery, Failure, Moment, Response};
use crate::transfer::schema::Entity;

const OWNER: Owner = Owner { account: 1, user: UserId(7) };
const TIME: Timestamp = Timestamp(1_800_000_000);

/// Lets a future of the store in memory end, which never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("memory never waits"),
    }
}

/// A list of leads: ids with the times of their last changes.
#[derive(Default)]
struct Server {
    leads: BTreeMap<u64, i64>,
    clock_s: i64,
    tells_time: bool,
    ignores_filter: bool,
    /// Always this page, whatever is asked for.
    stuck_on: Option<u64>,
    next_link: bool,
    asked: Vec<String>,
    conditional: Vec<bool>,
}

impl Server {
    fn new(ids: impl IntoIterator<Item = u64>) -> Self {
        let leads = ids.into_iter().map(|id| (id, TIME.0 - 100_000)).collect();
        Self { leads, clock_s: TIME.0, tells_time: true, next_link: true, ..Self::default() }
    }

    fn answer(&mut self, request: &crate::base::Request) -> Response {
        let path = request.path.as_str().to_owned();
        let number = |name: &str| -> Option<u64> {
            let rest = path.split_once(name)?.1;
            rest.split('&').next()?.parse().ok()
        };
        let page = self.stuck_on.or_else(|| number("?page=")).unwrap();
        let limit = number("&limit=").unwrap();
        let from = number("[from]=").filter(|_| !self.ignores_filter);
        let wanted = self.leads.iter().filter(|(_, at)| from.is_none_or(|from| **at >= from.cast_signed()));
        let (skip, take) = (usize::try_from((page - 1) * limit), usize::try_from(limit));
        let shown: Vec<_> = wanted.skip(skip.unwrap()).take(take.unwrap()).collect();
        let date = self.tells_time.then_some(Timestamp(self.clock_s));
        self.asked.push(path.clone());
        self.conditional.push(request.since.is_some());
        if shown.is_empty() {
            return Response { status: 204, date, ..Response::default() };
        }
        let shown: Vec<_> = shown.iter().map(|(id, at)| json!({"id": id, "updated_at": at})).collect();
        let links = if self.next_link { json!({"next": {}}) } else { json!({}) };
        let body = json!({"_links": links, "_embedded": {"leads": shown}}).to_string();
        Response { status: 200, date, body, ..Response::default() }
    }
}

/// A mirror and the list that it copies.
struct Desk {
    server: Server,
    mirror: MemoryMirror,
    head: Head,
    moment: Moment,
    time: Timestamp,
}

impl Desk {
    fn new(server: Server) -> Self {
        let mirror = MemoryMirror::default();
        assert_eq!(now(mirror.claim(OWNER)), Ok(Heads::new()));
        Self { server, mirror, head: Head::default(), moment: Moment::from_ms(5), time: TIME }
    }

    fn scan(&self, aim: Aim, pages_max: u32, is_confirmed: bool) -> Result<Scan, Refusal> {
        let plan = Plan { list: Entity::Leads, pages_max };
        Scan::new(plan, aim, self.head.clone(), self.moment, self.time, is_confirmed)
    }

    /// Works until the reading waits for something else than a page or the mirror.
    fn drive(&mut self, scan: &mut Scan, mut between: impl FnMut(&mut Server, usize)) -> Doing {
        for step in 0..10_000 {
            self.moment = self.moment.plus_ms(100);
            match scan.poll(self.moment) {
                Output::Submit(call, request) => {
                    between(&mut self.server, step);
                    let answer = self.server.answer(&request);
                    scan.handle(self.moment, Input::Delivered(call, Delivery::Answered(answer)));
                }
                Output::Persist(commit) => {
                    let input = match now(self.mirror.commit(OWNER, &commit)) {
                        Ok(committed) => {
                            self.head = committed.head.clone();
                            Input::Persisted(committed)
                        }
                        Err(error) => Input::NotPersisted(error),
                    };
                    scan.handle(self.moment, input);
                }
                Output::Withdraw(_) => {}
                Output::Sleep(_) | Output::Ended => return scan.progress(self.moment).state,
            }
        }
        panic!("it does not end");
    }

    fn read(&mut self, aim: Aim) -> EndedBy {
        let mut scan = self.scan(aim, PAGES_MAX, true).unwrap();
        match self.drive(&mut scan, |_, _| {}) {
            Doing::Ended { by } => by,
            other => panic!("{other:?}"),
        }
    }

    fn kept(&self) -> Vec<u64> {
        let kept = now(self.mirror.slice(Entity::Leads, EntityId(0), usize::MAX)).unwrap();
        kept.iter().map(|kept| kept.id.0).collect()
    }

    fn ids(&self) -> Vec<u64> {
        self.server.leads.keys().copied().collect()
    }
}

#[test]
fn six_hundred_are_read_by_three_requests_and_looked_at_by_one() {
    let mut desk = Desk::new(Server::new(1..=600));
    assert_eq!(desk.read(Aim::Whole), EndedBy::ShortPage);
    assert_eq!(desk.kept(), desk.ids());
    assert_eq!(desk.server.asked.len(), 3);
    let complete = desk.head.state.complete.unwrap();
    assert_eq!((complete.watermark, complete.read_at), (Some(Timestamp(TIME.0 - 3)), TIME));
    assert_eq!(desk.head.state.position, None);

    desk.server.asked.clear();
    assert_eq!(desk.read(Aim::Changes), EndedBy::Empty);
    assert_eq!(
        desk.server.asked,
        [format!("/api/v4/leads?page=1&limit=250&order[id]=asc&filter[updated_at][from]={}", TIME.0 - 3)]
    );
    assert_eq!(desk.server.conditional, [false, false, false, true]);
}

#[test]
fn an_empty_list_is_read_by_one_request() {
    let mut desk = Desk::new(Server::new([]));
    assert_eq!(desk.read(Aim::Whole), EndedBy::Empty);
    assert_eq!(desk.server.asked.len(), 1);
    assert!(desk.head.state.complete.is_some());
}

#[test]
fn a_look_merges_what_has_changed_and_moves_on() {
    let mut desk = Desk::new(Server::new(1..=10));
    desk.read(Aim::Whole);
    // In the very second of the look, after its answer.
    desk.server.leads.insert(3, TIME.0);
    desk.server.leads.insert(77, TIME.0);
    desk.server.clock_s += 50;
    let mut scan = desk.scan(Aim::Changes, PAGES_MAX, false).unwrap();
    desk.drive(&mut scan, |_, _| {});
    let tally = scan.progress(desk.moment).tally;
    assert_eq!((tally.added, tally.changed, tally.same, tally.removed), (1, 1, 0, 0));
    assert_eq!(desk.kept(), desk.ids());
    let complete = desk.head.state.complete.unwrap();
    assert_eq!(complete.watermark, Some(Timestamp(TIME.0 + 47)));
    assert_eq!((complete.read_at, complete.looked_at), (TIME, Some(Timestamp(TIME.0 + 50))));
    assert_eq!(desk.read(Aim::Changes), EndedBy::Empty);
}

#[test]
fn not_modified_moves_the_watermark_on() {
    let mut desk = Desk::new(Server::new(1..=10));
    desk.read(Aim::Whole);
    let mut scan = desk.scan(Aim::Changes, PAGES_MAX, false).unwrap();
    let Output::Submit(call, request) = scan.poll(desk.moment) else { panic!("a request") };
    assert_eq!(request.since, Some(Timestamp(TIME.0 - 3)));
    let answer = Response { status: 304, date: Some(Timestamp(TIME.0 + 9)), ..Response::default() };
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Answered(answer)));
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::NotModified });
    assert_eq!(desk.head.state.complete.unwrap().watermark, Some(Timestamp(TIME.0 + 6)));
    assert_eq!(desk.kept(), desk.ids());
}

/// The server's time is that of its answer; what the answer shows is as old as the question.
#[test]
fn what_changes_while_the_server_works_on_the_answer_is_not_missed() {
    let mut desk = Desk::new(Server::new(1..=10));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    let Output::Submit(call, request) = scan.poll(desk.moment) else { panic!("a request") };
    let answer = desk.server.answer(&request);
    desk.server.leads.insert(3, TIME.0 + 1);
    desk.moment = desk.moment.plus_ms(20_000);
    let answer = Response { date: Some(Timestamp(TIME.0 + 20)), ..answer };
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Answered(answer)));
    desk.drive(&mut scan, |_, _| {});
    assert_eq!(desk.head.state.complete.unwrap().watermark, Some(Timestamp(TIME.0 - 3)));
    assert_eq!(desk.read(Aim::Changes), EndedBy::ShortPage);
    let kept = now(desk.mirror.get(Entity::Leads, EntityId(3))).unwrap().unwrap();
    assert_eq!(kept.updated_at, Timestamp(TIME.0 + 1));
}

#[test]
fn not_modified_is_no_answer_to_a_full_reading() {
    let desk = Desk::new(Server::new(1..=10));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    let Output::Submit(call, _) = scan.poll(desk.moment) else { panic!("a request") };
    let answer = Response { status: 304, ..Response::default() };
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Answered(answer)));
    let Doing::Halted { why: Halt::Answer(ApiError::Unexpected { status: 304, .. }) } =
        scan.progress(desk.moment).state
    else {
        panic!("a halt")
    };
}

#[test]
fn a_server_that_ignores_the_conditions_is_asked_once() {
    let mut desk = Desk::new(Server::new(1..=600));
    desk.read(Aim::Whole);
    desk.server.ignores_filter = true;
    desk.server.asked.clear();
    let before = desk.head.state.complete;
    assert_eq!(desk.read(Aim::Changes), EndedBy::IgnoredConditions);
    assert_eq!(desk.server.asked.len(), 1);
    assert!(desk.head.state.ignores_conditions);
    assert_eq!(desk.head.state.complete, before);
    desk.read(Aim::Whole);
    assert!(!desk.head.state.ignores_conditions, "a full reading gives it another chance");
}

#[test]
fn a_server_that_does_not_tell_the_time_is_believed_its_entities() {
    let mut desk = Desk::new(Server::new(1..=3));
    desk.server.tells_time = false;
    desk.server.leads.insert(2, TIME.0 - 7);
    desk.read(Aim::Whole);
    assert_eq!(desk.head.state.complete.unwrap().watermark, Some(Timestamp(TIME.0 - 9)));
    assert_eq!(desk.read(Aim::Changes), EndedBy::ShortPage);
}

#[test]
fn without_a_next_link_a_full_page_is_the_last() {
    let mut desk = Desk::new(Server::new(1..=600));
    desk.server.next_link = false;
    assert_eq!(desk.read(Aim::Whole), EndedBy::NoNext);
    assert_eq!(desk.server.asked.len(), 1);
}

#[test]
fn a_server_stuck_on_a_page_is_asked_twice() {
    let mut desk = Desk::new(Server::new(1..=600));
    desk.server.stuck_on = Some(1);
    assert_eq!(desk.read(Aim::Whole), EndedBy::Repeats);
    assert_eq!(desk.server.asked.len(), 2);
    assert_eq!(desk.head.state.complete, None);
}

#[test]
fn the_cap_ends_it_and_it_can_be_gone_on_with() {
    let mut desk = Desk::new(Server::new(1..=1_000));
    let mut scan = desk.scan(Aim::Whole, 2, false).unwrap();
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::Cap });
    assert_eq!(scan.poll(desk.moment), Output::Ended);
    assert_eq!((desk.server.asked.len(), desk.kept().len()), (2, 498));
    assert_eq!(desk.head.state.complete, None);
    let mut scan = desk.scan(Aim::Rest, 2, false).unwrap();
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::Cap });
    assert_eq!(desk.server.asked.len(), 4);
    let mut scan = desk.scan(Aim::Rest, 2, false).unwrap();
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::ShortPage });
    assert_eq!(desk.kept(), desk.ids());
}

#[test]
fn what_is_too_much_ends_it() {
    let mut desk = Desk::new(Server::new(1..=600));
    desk.mirror = MemoryMirror::new(Bounds { entities_max: 400, ..Bounds::default() });
    now(desk.mirror.claim(OWNER)).unwrap();
    assert_eq!(desk.read(Aim::Whole), EndedBy::Room);
    assert_eq!((desk.kept().len(), desk.server.asked.len()), (250, 2));
}

/// A crash loses the page that was not durable, and no page is read a second time.
#[test]
fn a_reading_goes_on_where_the_mirror_says() {
    for pages in 0..3 {
        let mut desk = Desk::new(Server::new(1..=600));
        let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
        for _ in 0..pages {
            let Output::Submit(call, request) = scan.poll(desk.moment) else { panic!("a request") };
            let answer = desk.server.answer(&request);
            scan.handle(desk.moment, Input::Delivered(call, Delivery::Answered(answer)));
            let Output::Persist(commit) = scan.poll(desk.moment) else { panic!("a commit") };
            let committed = now(desk.mirror.commit(OWNER, &commit)).unwrap();
            desk.head = committed.head.clone();
            scan.handle(desk.moment, Input::Persisted(committed));
        }
        drop(scan);
        desk.head = now(desk.mirror.claim(OWNER)).unwrap().remove(&Entity::Leads).unwrap_or_default();
        let aim = if pages == 0 { Aim::Whole } else { Aim::Rest };
        let is_over = desk.head.state.complete.is_some();
        assert_eq!(is_over, pages == 3);
        assert_eq!(desk.read(aim), EndedBy::ShortPage);
        assert_eq!(desk.kept(), desk.ids());
        let distinct: BTreeSet<_> = desk.server.asked.iter().collect();
        assert_eq!((distinct.len(), desk.server.asked.len()), (3, 3), "{:?}", desk.server.asked);
    }
}

#[test]
fn a_second_reading_needs_the_users_word() {
    let mut desk = Desk::new(Server::new(1..=3));
    desk.read(Aim::Whole);
    let again = AskAgain { last_at: TIME, entities: 3 };
    for elapsed_s in [0, 599, -5] {
        desk.time = Timestamp(TIME.0 + elapsed_s);
        assert_eq!(desk.scan(Aim::Whole, 1, false).err(), Some(Refusal::AskAgain(again)), "{elapsed_s}");
        assert!(desk.scan(Aim::Whole, 1, true).is_ok());
        assert!(desk.scan(Aim::Changes, 1, false).is_ok());
    }
    desk.time = Timestamp(TIME.0 + 600);
    assert!(desk.scan(Aim::Whole, 1, false).is_ok());
}

#[test]
fn without_a_beginning_nothing_starts() {
    let desk = Desk::new(Server::new(1..=3));
    for aim in [Aim::Rest, Aim::Changes] {
        assert_eq!(desk.scan(aim, 1, true).err(), Some(Refusal::NoBeginning));
    }
}

#[test]
fn a_pause_asks_nothing_new() {
    let mut desk = Desk::new(Server::new(1..=600));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    let Output::Submit(call, request) = scan.poll(desk.moment) else { panic!("a request") };
    scan.handle(desk.moment, Input::Pause);
    assert_eq!(scan.poll(desk.moment), Output::Withdraw(call));
    assert_eq!(scan.progress(desk.moment).state, Doing::Pausing);
    let answer = desk.server.answer(&request);
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Answered(answer)));
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Paused);
    assert_eq!((desk.server.asked.len(), desk.kept().len()), (1, 250));
    scan.handle(desk.moment, Input::Resume);
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::ShortPage });
    assert_eq!(desk.server.asked.len(), 3);
}

#[test]
fn a_page_taken_back_by_a_pause_is_asked_again() {
    let mut desk = Desk::new(Server::new(1..=3));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    let Output::Submit(call, _) = scan.poll(desk.moment) else { panic!("a request") };
    scan.handle(desk.moment, Input::Pause);
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Cancelled));
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Paused);
    scan.handle(desk.moment, Input::Resume);
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::ShortPage });
}

#[test]
fn a_cancel_ends_after_the_page_on_its_way_and_keeps_the_position() {
    let mut desk = Desk::new(Server::new(1..=600));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    let Output::Submit(call, request) = scan.poll(desk.moment) else { panic!("a request") };
    scan.handle(desk.moment, Input::Cancel);
    assert_eq!(scan.poll(desk.moment), Output::Withdraw(call));
    assert_eq!(scan.progress(desk.moment).state, Doing::Cancelling);
    let answer = desk.server.answer(&request);
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Answered(answer)));
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Cancelled);
    assert_eq!(scan.poll(desk.moment), Output::Ended);
    assert_eq!(desk.head.state.position.map(|position| position.covered), Some(250));
    assert_eq!(desk.read(Aim::Rest), EndedBy::ShortPage);
    assert_eq!((desk.kept(), desk.server.asked.len()), (desk.ids(), 3));
}

#[test]
fn a_missing_answer_halts_it_until_the_users_word() {
    let mut desk = Desk::new(Server::new(1..=3));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    let Output::Submit(call, _) = scan.poll(desk.moment) else { panic!("a request") };
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Failed(Failure::TimedOut)));
    let halted = Doing::Halted { why: Halt::NoAnswer(Failure::TimedOut) };
    assert_eq!(desk.drive(&mut scan, |_, _| {}), halted);
    scan.handle(desk.moment, Input::Continue);
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::ShortPage });
}

#[test]
fn a_full_store_halts_it_and_the_page_is_offered_again() {
    let mut desk = Desk::new(Server::new(1..=3));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    let Output::Submit(call, request) = scan.poll(desk.moment) else { panic!("a request") };
    let answer = desk.server.answer(&request);
    scan.handle(desk.moment, Input::Delivered(call, Delivery::Answered(answer)));
    let Output::Persist(_) = scan.poll(desk.moment) else { panic!("a commit") };
    assert_eq!(scan.poll(desk.moment), Output::Sleep(None));
    scan.handle(desk.moment, Input::NotPersisted(MirrorError::Full));
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Halted { why: Halt::Store(MirrorError::Full) });
    scan.handle(desk.moment, Input::Continue);
    assert_eq!(desk.drive(&mut scan, |_, _| {}), Doing::Ended { by: EndedBy::ShortPage });
    assert_eq!(desk.server.asked.len(), 1);
}

#[test]
fn an_entity_removed_while_reading_hides_none() {
    let mut desk = Desk::new(Server::new(1..=600));
    let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
    // All that the second page would have begun with, so that the overlap is gone, too.
    desk.drive(&mut scan, |server, step| {
        if step == 2 {
            server.leads.retain(|id, _| !(240..=252).contains(id));
        }
    });
    let missing: Vec<_> = desk.ids().into_iter().filter(|id| !desk.kept().contains(id)).collect();
    assert_eq!(missing, Vec::<u64>::new());
    assert_eq!(desk.server.asked.len(), 5, "one page further back: {:?}", desk.server.asked);
}

#[test]
fn a_later_full_reading_drops_what_is_gone() {
    let mut desk = Desk::new(Server::new(1..=600));
    desk.read(Aim::Whole);
    desk.server.leads.retain(|id, _| !matches!(id, 1 | 250 | 251 | 590..=600));
    assert_eq!(desk.read(Aim::Changes), EndedBy::Empty);
    assert_eq!(desk.kept().len(), 600, "a look does not notice");
    desk.read(Aim::Whole);
    assert_eq!(desk.kept(), desk.ids());
    desk.server.leads.clear();
    assert_eq!(desk.read(Aim::Whole), EndedBy::Empty);
    assert_eq!((desk.kept(), desk.head.size), (Vec::new(), head::Size::default()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever is removed, added and changed while a list is read: what was there from the beginning to the
    /// end is in the copy, and the next look and reading make the copy the list.
    #[test]
    fn nothing_that_stays_is_missed(
        count in 0_u64..1_500,
        steps in prop::collection::vec((0_usize..25, 0_usize..1_500, 0_usize..400, any::<bool>()), 0..12),
    ) {
        let mut desk = Desk::new(Server::new((1..=count).map(|n| n * 3)));
        let mut scan = desk.scan(Aim::Whole, PAGES_MAX, false).unwrap();
        let mut next = count * 3;
        let doing = desk.drive(&mut scan, |server, step| {
            server.clock_s += 1;
            for (_, at, many, is_removal) in steps.iter().filter(|(when, ..)| *when == step) {
                if *is_removal {
                    let span = at * 3..(at + many) * 3;
                    server.leads.retain(|id, _| !span.contains(&usize::try_from(*id).unwrap()));
                } else {
                    let clock_s = server.clock_s;
                    server.leads.iter_mut().skip(*at).take(20).for_each(|(_, changed)| *changed = clock_s);
                    next += 3;
                    server.leads.insert(next, clock_s);
                }
            }
        });
        prop_assert!(matches!(doing, Doing::Ended { by } if by.is_complete()), "{doing:?}");
        desk.read(Aim::Changes);
        let kept: BTreeSet<u64> = desk.kept().into_iter().collect();
        let missing: Vec<_> = desk.ids().into_iter().filter(|id| !kept.contains(id)).collect();
        prop_assert_eq!(missing, Vec::<u64>::new());
        for id in desk.ids() {
            let kept = now(desk.mirror.get(Entity::Leads, EntityId(id))).unwrap().unwrap();
            prop_assert_eq!(kept.updated_at.0, desk.server.leads[&id]);
        }
        desk.read(Aim::Whole);
        prop_assert_eq!(desk.kept(), desk.ids());
        prop_assert_eq!(desk.head.size.entities, desk.ids().len() as u64);
    }
}
