//! Leaders and followers that die or freeze.

use super::world::World;
use crate::base::Method;
use crate::traffic::{Gate, Input, Lane};

/// Everybody imports; `act` happens to the tab after a while; all the others finish.
#[track_caller]
fn check(tab: usize, act: impl Fn(&mut World, usize), lost: bool) {
    let mut world = World::new(3);
    assert_eq!(world.leader(), Some(0));
    for tab in 0..3 {
        world.bulk(tab, 40);
    }
    world.run(4_000);
    act(&mut world, tab);
    world.run(60_000);
    world.check_budget();
    for other in 0..3 {
        if other != tab || !lost {
            assert_eq!(world.told(other), 40, "tab {other}");
            assert_eq!(world.tabs[other].sent.len(), 40, "tab {other}");
        }
    }
}

#[test]
fn when_a_tab_dies_the_others_go_on() {
    for tab in 0..3 {
        check(tab, World::kill, true);
    }
}

#[test]
fn a_tab_that_freezes_holds_up_nobody_and_goes_on_later() {
    for tab in 0..3 {
        for ms in [300, 900, 1_600, 2_500, 3_500, 5_000, 12_000, 30_000] {
            check(tab, |world, tab| world.freeze(tab, ms), false);
        }
    }
}

#[test]
fn after_the_leaders_death_it_goes_on_within_three_seconds() {
    let mut world = World::new(2);
    world.bulk(0, 100);
    world.bulk(1, 100);
    world.run(5_000);
    world.kill(0);
    let death = world.now;
    world.run(3_000);
    assert!(world.arrived(1, death + 1_000) >= 8);
    world.check_budget();
}

#[test]
fn a_frozen_leader_is_deposed_and_knows_it() {
    let mut world = World::new(2);
    world.bulk(0, 100);
    world.bulk(1, 100);
    world.run(5_000);
    world.freeze(0, 20_000);
    let frozen = world.now;
    world.run(10_000);
    assert_eq!((world.leader(), world.steals), (Some(1), 1));
    assert!(world.arrived(1, frozen + 6_000) >= 20);
    world.run(15_000);
    assert_eq!(world.leader(), Some(1));
    world.run(30_000);
    assert_eq!((world.told(0), world.told(1)), (100, 100));
    world.check_budget();
}

#[test]
fn an_idle_leader_that_freezes_is_deposed_too() {
    let mut world = World::new(2);
    world.run(10_000);
    world.freeze(0, 60_000);
    world.run(10_000);
    world.bulk(1, 60);
    world.run(50_000);
    assert_eq!(world.leader(), Some(1));
    // It thaws and the user clicks at that very moment.
    for _ in 0..7 {
        world.submit(0, Lane::Click, Method::Get);
    }
    world.run(20_000);
    assert_eq!((world.told(0), world.told(1)), (7, 60));
    world.check_budget();
}

#[test]
fn a_block_survives_the_leaders_death() {
    for seeing in 0..2 {
        let mut world = World::new(2);
        world.status = 403;
        world.submit(seeing, Lane::Screen, Method::Get);
        world.run(300);
        world.status = 200;
        let blocked = world.arrivals.len();
        world.kill(0);
        world.bulk(1, 5);
        world.run(60_000);
        assert_eq!(world.gate(1), Gate::Blocked { probing: false });
        assert_eq!(world.arrivals.len(), blocked);
        world.input(1, Input::Probe);
        world.run(10_000);
        assert_eq!(world.gate(1), Gate::Open);
        assert_eq!(world.told(1), 5 + seeing);
    }
}

#[test]
fn a_block_that_is_told_to_a_dead_leader_is_not_forgotten() {
    let mut world = World::new(2);
    world.status = 403;
    world.submit(1, Lane::Screen, Method::Get);
    world.run(50);
    assert_eq!(world.arrivals.len(), 1);
    world.freeze(0, 60_000);
    world.bulk(1, 5);
    world.run(10_000);
    assert_eq!((world.leader(), world.gate(1)), (Some(1), Gate::Blocked { probing: false }));
    assert_eq!(world.arrivals.len(), 1);
}

#[test]
fn messages_may_be_slow() {
    for delay in [|_| 0, |n| n % 40, |n| n * 7 % 300, |_| 600] as [fn(u64) -> u64; 4] {
        let mut world = World::new(3);
        world.message_ms = delay;
        for tab in 0..3 {
            world.bulk(tab, 20);
        }
        world.run(3_000);
        world.kill(0);
        world.run(120_000);
        world.check_budget();
        for tab in 1..3 {
            assert_eq!((world.told(tab), world.tabs[tab].sent.len()), (20, 20), "tab {tab}");
        }
    }
}
