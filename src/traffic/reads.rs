//! Never the same question twice: which reads need not be sent, because an equal one is under way or was
//! answered just now; and who asks the same too often. It sends and delivers nothing itself.
//!
//! Kommo's page on its limits calls the same data asked several times in a short period suspicious.

use std::collections::{BTreeMap, VecDeque};

use super::{Lane, Order, Ticket};
use crate::base::{Delivery, Moment, Path, Request, Response, Timestamp};

/// How long an answer is good for an equal question, in milliseconds.
const RECENT_MS: u64 = 2_000;

/// The time within which repetitions are counted, in milliseconds. Who has asked the same
/// [`REPEATS_MAX`] times within it is given the last answer for so long.
pub const REPEATS_MS: u64 = 60_000;

/// Equal reads within [`REPEATS_MS`] that nobody minds.
pub const REPEATS_MAX: usize = 3;

/// Answers that are kept.
const RECENT_MAX: usize = 32;

/// The longest body that is kept, in bytes.
const BODY_MAX: usize = 256 * 1_024;

/// Reads that are remembered for counting.
const ASKED_MAX: usize = 512;

/// What is to be done about a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// It has to be sent; say [`Reads::sent`] afterwards.
    Send,
    /// The answer to this one, which is under way, answers it, too.
    Join(Ticket),
    /// It was answered just now.
    Answered(Response),
}

/// The same question, asked often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Who asked last.
    pub asker: &'static str,
    /// The path, without its query.
    pub path: String,
    /// How often within [`REPEATS_MS`], those included that were not sent.
    pub count: usize,
}

/// The reads of the recent past.
#[derive(Debug, Default)]
pub struct Reads {
    under_way: BTreeMap<Question, Ticket>,
    tickets: BTreeMap<Ticket, Question>,
    recent: VecDeque<(Moment, Question, Response)>,
    asked: VecDeque<(Moment, &'static str, Question)>,
    saved: u64,
}

type Question = (Path, Option<Timestamp>);

impl Reads {
    /// Whether this request has to be sent. Writes always have to, and what was answered before one says
    /// nothing any more.
    pub fn ask(&mut self, now: Moment, order: Order, request: &Request) -> Ask {
        if !request.method.is_read() {
            self.recent.clear();
            return Ask::Send;
        }
        let question = question(request);
        while self.asked.len() >= ASKED_MAX
            || self.asked.front().is_some_and(|(asked, ..)| now.since_ms(*asked) >= REPEATS_MS)
        {
            self.asked.pop_front();
        }
        self.asked.push_back((now, order.asker, question.clone()));
        if order.fresh {
            return Ask::Send;
        }
        if let Some(ticket) = self.under_way.get(&question) {
            self.saved += 1;
            return Ask::Join(*ticket);
        }
        let count = self.asked.iter().filter(|(_, _, asked)| *asked == question).count();
        let good_for_ms = match order.lane {
            // Who clicks wants to see what is there now, but not any number of times.
            Lane::Click if count <= REPEATS_MAX => 0,
            _ if count > REPEATS_MAX => REPEATS_MS,
            _ => RECENT_MS,
        };
        let known = self.recent.iter().find(|(_, known, _)| *known == question);
        match known.filter(|(answered, ..)| now.since_ms(*answered) < good_for_ms) {
            Some((_, _, response)) => {
                self.saved += 1;
                Ask::Answered(response.clone())
            }
            None => Ask::Send,
        }
    }

    /// A read was handed over to be sent.
    pub fn sent(&mut self, ticket: Ticket, order: Order, request: &Request) {
        if request.method.is_read() && !order.fresh {
            let question = question(request);
            self.under_way.insert(question.clone(), ticket);
            self.tickets.insert(ticket, question);
        }
    }

    /// What became of a request.
    pub fn ended(&mut self, now: Moment, ticket: Ticket, delivery: &Delivery) {
        let Some(question) = self.tickets.remove(&ticket) else { return };
        self.under_way.remove(&question);
        self.recent.retain(|(_, known, _)| *known != question);
        if let Delivery::Answered(response) = delivery
            && response.is_success()
            && response.body.len() <= BODY_MAX
        {
            if self.recent.len() >= RECENT_MAX {
                self.recent.pop_front();
            }
            self.recent.push_back((now, question, response.clone()));
        }
    }

    /// Nothing that was answered may be used any more: somebody else is signed in.
    pub fn forget(&mut self) {
        self.recent.clear();
    }

    /// Reads that were answered without being sent.
    #[must_use]
    pub const fn saved(&self) -> u64 {
        self.saved
    }

    /// What was asked more than [`REPEATS_MAX`] times within the last [`REPEATS_MS`], the worst first.
    #[must_use]
    pub fn repeats(&self, now: Moment) -> Vec<Repeat> {
        let mut counts: BTreeMap<&Question, (usize, &'static str)> = BTreeMap::new();
        for (_, asker, question) in self.asked.iter().filter(|(asked, ..)| now.since_ms(*asked) < REPEATS_MS)
        {
            let (count, last) = counts.entry(question).or_default();
            *count += 1;
            *last = asker;
        }
        let often = counts.into_iter().filter(|(_, (count, _))| *count > REPEATS_MAX);
        let mut repeats: Vec<Repeat> = often
            .map(|((path, _), (count, asker))| Repeat { asker, path: path.without_query().to_owned(), count })
            .collect();
        repeats.sort_by_key(|repeat| std::cmp::Reverse(repeat.count));
        repeats
    }
}

fn question(request: &Request) -> Question {
    (request.path.clone(), request.since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Failure, Method};

    const SCREEN: Order = Order::new(Lane::Screen, "facts");
    const CLICK: Order = Order::new(Lane::Click, "user");

    const fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    fn read(name: &str) -> Request {
        Request::get(Path::api(&[name]).with("page", 1))
    }

    fn answer(body: &str) -> Response {
        Response { status: 200, body: body.into(), ..Response::default() }
    }

    /// Asks, and sends what has to be sent.
    fn ask(reads: &mut Reads, ms: u64, order: Order, ticket: u64, request: &Request) -> Ask {
        let ask = reads.ask(at(ms), order, request);
        if ask == Ask::Send {
            reads.sent(Ticket(ticket), order, request);
        }
        ask
    }

    fn answered(reads: &mut Reads, ms: u64, ticket: u64, body: &str) {
        reads.ended(at(ms), Ticket(ticket), &Delivery::Answered(answer(body)));
    }

    #[test]
    fn equal_reads_fly_once() {
        let mut reads = Reads::default();
        assert_eq!(ask(&mut reads, 0, SCREEN, 0, &read("users")), Ask::Send);
        assert_eq!(ask(&mut reads, 1, CLICK, 1, &read("users")), Ask::Join(Ticket(0)));
        assert_eq!(ask(&mut reads, 2, SCREEN, 2, &read("leads")), Ask::Send);
        assert_eq!(ask(&mut reads, 3, SCREEN, 3, &read("users").since(Timestamp(9))), Ask::Send);
        assert_eq!(ask(&mut reads, 4, SCREEN.fresh(), 4, &read("users")), Ask::Send);
        reads.ended(at(5), Ticket(0), &Delivery::Failed(Failure::Lost));
        assert_eq!(ask(&mut reads, 6, SCREEN, 5, &read("users")), Ask::Send);
        assert_eq!(reads.saved(), 1);
    }

    #[test]
    fn writes_are_never_joined_and_make_answers_old() {
        let mut reads = Reads::default();
        let write = Request::write(Method::Post, Path::api(&["leads"]), "[]".into());
        assert_eq!(ask(&mut reads, 0, SCREEN, 0, &write), Ask::Send);
        assert_eq!(ask(&mut reads, 1, SCREEN, 1, &write), Ask::Send);
        ask(&mut reads, 2, SCREEN, 2, &read("leads"));
        answered(&mut reads, 10, 2, "a");
        assert_eq!(ask(&mut reads, 11, SCREEN, 3, &read("leads")), Ask::Answered(answer("a")));
        ask(&mut reads, 12, SCREEN, 3, &write);
        assert_eq!(ask(&mut reads, 13, SCREEN, 4, &read("leads")), Ask::Send);
    }

    #[test]
    fn an_answer_is_good_for_a_moment_but_not_for_a_click() {
        let mut reads = Reads::default();
        ask(&mut reads, 0, SCREEN, 0, &read("users"));
        answered(&mut reads, 100, 0, "a");
        assert_eq!(ask(&mut reads, 2_099, SCREEN, 1, &read("users")), Ask::Answered(answer("a")));
        assert_eq!(ask(&mut reads, 2_100, SCREEN, 1, &read("users")), Ask::Send);
        answered(&mut reads, 2_200, 1, "b");
        assert_eq!(ask(&mut reads, 62_201, CLICK, 2, &read("users")), Ask::Send);
        ask(&mut reads, 70_000, SCREEN, 3, &read("leads"));
        answered(&mut reads, 70_100, 3, "a");
        assert_eq!(ask(&mut reads, 70_101, CLICK, 4, &read("leads")), Ask::Send);
    }

    #[test]
    fn who_asks_too_often_is_given_the_last_answer_and_named() {
        let mut reads = Reads::default();
        for n in 0..3 {
            assert_eq!(ask(&mut reads, 5_000 * n, CLICK, n, &read("users")), Ask::Send);
            answered(&mut reads, 5_000 * n + 100, n, "a");
        }
        assert_eq!(reads.repeats(at(14_000)), []);
        assert_eq!(ask(&mut reads, 15_000, CLICK, 3, &read("users")), Ask::Answered(answer("a")));
        let repeat = Repeat { asker: "user", path: "/api/v4/users".into(), count: 4 };
        assert_eq!(reads.repeats(at(15_000)), [repeat]);
        assert_eq!(reads.repeats(at(60_000)), []);
        assert_eq!(ask(&mut reads, 76_000, CLICK, 4, &read("users")), Ask::Send);
    }

    #[test]
    fn refusals_and_what_somebody_else_was_told_are_not_kept() {
        let mut reads = Reads::default();
        ask(&mut reads, 0, SCREEN, 0, &read("users"));
        reads.ended(at(1), Ticket(0), &Delivery::Answered(Response { status: 403, ..Response::default() }));
        assert_eq!(ask(&mut reads, 2, SCREEN, 1, &read("users")), Ask::Send);
        answered(&mut reads, 3, 1, "a");
        reads.forget();
        assert_eq!(ask(&mut reads, 4, SCREEN, 2, &read("users")), Ask::Send);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut reads = Reads::default();
        for n in 0..2_000 {
            ask(&mut reads, n, SCREEN, n, &read(&format!("a{n}")));
            answered(&mut reads, n, n, if n == 1_999 { "x" } else { "y" });
        }
        assert_eq!((reads.recent.len(), reads.asked.len()), (RECENT_MAX, ASKED_MAX));
        ask(&mut reads, 2_000, SCREEN, 2_000, &read("big"));
        answered(&mut reads, 2_000, 2_000, &"x".repeat(BODY_MAX + 1));
        assert_eq!(ask(&mut reads, 2_000, SCREEN, 2_001, &read("big")), Ask::Send);
    }
}
