//! Tabs that are all well: one budget, turns, and one gate.

use super::world::World;
use crate::base::{Delivery, Method};
use crate::traffic::{Gate, Input, Lane, PauseCause, Ticket};

#[test]
fn all_tabs_together_stay_within_the_limit_and_take_turns() {
    let mut world = World::new(3);
    for tab in 0..3 {
        world.bulk(tab, 60);
    }
    let start = world.now;
    world.run(10_000);
    world.check_budget();
    let arrived: Vec<usize> = (0..3).map(|tab| world.arrived(tab, start)).collect();
    assert!(arrived.iter().sum::<usize>() >= 63, "{arrived:?}");
    assert!(arrived.iter().all(|count| (20..=24).contains(count)), "{arrived:?}");
    world.run(30_000);
    assert!((0..3).all(|tab| world.told(tab) == 60));
    world.check_budget();
}

#[test]
fn a_burst_is_shared_too() {
    for leader in [0, 1] {
        let mut world = World::new(2);
        for tab in [leader, 1 - leader] {
            for _ in 0..40 {
                world.submit(tab, Lane::Screen, Method::Get);
            }
        }
        // The first burst may leave before the other tab has said anything.
        world.run(1_000);
        let start = world.now;
        world.run(5_000);
        world.check_budget();
        let arrived = [world.arrived(0, start), world.arrived(1, start)];
        assert!(arrived.iter().sum::<usize>() >= 30, "{arrived:?}");
        assert!(arrived[0].abs_diff(arrived[1]) <= 2, "{arrived:?}");
    }
}

#[test]
fn a_click_in_any_tab_goes_before_bulk_work_in_any_other() {
    for (busy, clicking) in [(0, 1), (1, 0), (1, 2)] {
        let mut world = World::new(3);
        world.bulk(busy, 10_000);
        world.run(5_000);
        let click = world.submit(clicking, Lane::Click, Method::Get);
        world.run(500);
        assert!(matches!(world.tabs[clicking].told.last(), Some((_, ticket, _)) if *ticket == click));
        world.check_budget();
    }
}

#[test]
fn a_queue_of_thousands_starves_nobody() {
    for (busy, late) in [(0, 1), (1, 0), (1, 2)] {
        let mut world = World::new(3);
        world.bulk(busy, 10_000);
        world.run(3_000);
        world.bulk(late, 5);
        world.run(3_000);
        assert_eq!(world.told(late), 5);
        world.check_budget();
    }
}

#[test]
fn a_block_that_one_tab_sees_stops_all_and_the_users_word_in_any_tab_ends_it() {
    for seeing in 0..3 {
        let mut world = World::new(3);
        world.status = 403;
        world.submit(seeing, Lane::Screen, Method::Get);
        world.run(200);
        for tab in 0..3 {
            assert_eq!(world.gate(tab), Gate::Blocked { probing: false });
            world.bulk(tab, 3);
        }
        world.status = 200;
        let blocked = world.arrivals.len();
        world.run(60_000);
        assert_eq!(world.arrivals.len(), blocked);
        world.input((seeing + 1) % 3, Input::Probe);
        world.run(20_000);
        assert_eq!((0..3).map(|tab| world.told(tab)).sum::<usize>(), 10);
        assert!((0..3).all(|tab| world.gate(tab) == Gate::Open));
        world.check_budget();
    }
}

#[test]
fn a_429_pauses_all_tabs() {
    let mut world = World::new(2);
    world.status = 429;
    world.submit(1, Lane::Screen, Method::Post);
    world.run(200);
    for tab in 0..2 {
        assert!(matches!(world.gate(tab), Gate::Paused { cause: PauseCause::RateLimit, .. }));
    }
    world.status = 200;
    world.submit(0, Lane::Click, Method::Get);
    let before = world.arrivals.len();
    world.run(750);
    assert_eq!(world.arrivals.len(), before);
    world.run(3_000);
    assert_eq!((world.told(0), world.told(1)), (1, 1));
    assert_eq!(world.gate(1), Gate::Open);
}

#[test]
fn each_is_told_what_its_own_answer_means() {
    let mut world = World::new(2);
    world.status = 504;
    world.submit(1, Lane::Screen, Method::Post);
    world.submit(1, Lane::Screen, Method::Get);
    world.run(20_000);
    assert!(matches!(world.tabs[1].told[0], (_, Ticket(0), Delivery::Unknown(_))));
    // The read was tried four times, and the last answer is told.
    assert!(
        matches!(&world.tabs[1].told[1], (_, Ticket(1), Delivery::Answered(answer)) if answer.status == 504)
    );
    assert_eq!(world.arrivals.len(), 5);
}

#[test]
fn what_is_taken_back_is_told_so_if_it_has_not_left() {
    let mut world = World::new(2);
    world.bulk(1, 100);
    world.run(1_000);
    while world.tabs[1].sent.len() == world.told(1) {
        world.run(1);
    }
    let left = world.tabs[1].sent.len();
    let last_sent = world.tabs[1].sent[left - 1].1;
    world.input(1, Input::Cancel(last_sent));
    for id in 50..100 {
        world.input(1, Input::Withdraw(Ticket(id)));
        world.input(1, Input::Cancel(Ticket(id)));
    }
    world.run(60_000);
    let cancelled = world.tabs[1].told.iter().filter(|(_, _, delivery)| *delivery == Delivery::Cancelled);
    assert_eq!((cancelled.count(), world.told(1)), (50, 99));
    assert_eq!(world.tabs[1].sent.len(), 50);
}

#[test]
fn the_screen_shows_the_traffic_of_all_tabs() {
    let mut world = World::new(2);
    world.bulk(0, 50);
    world.run(3_000);
    let now = crate::base::Moment::from_ms(world.now);
    for tab in 0..2 {
        let stats = world.tabs[tab].tabs.stats(now);
        assert!((6..=7).contains(&stats.starts_in_last_second), "{stats:?}");
        assert_eq!(stats.rate, 7);
    }
    let stats = world.tabs[0].tabs.stats(now);
    assert_eq!(stats.waiting.bulk + stats.in_flight + world.told(0), 50, "{stats:?}");
    assert_eq!((stats.sent, stats.outcomes.done), (world.arrivals.len() as u64, world.told(0) as u64));
}
