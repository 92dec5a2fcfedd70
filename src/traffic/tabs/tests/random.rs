//! Tabs that are opened, closed and frozen at any time, with messages that take any time: the budget is
//! kept, nothing is carried out twice, and in the end everybody is told.

use proptest::collection::vec;
use proptest::prelude::*;

use super::world::World;
use crate::base::Method;
use crate::traffic::{Input, Lane, Ticket};

#[derive(Clone, Copy, Debug)]
enum Step {
    Submit(usize, Lane, usize),
    Cancel(usize, u64),
    Withdraw(usize, u64),
    Open,
    Kill(usize),
    Freeze(usize, u64),
    Hide(usize),
    Answer(u16),
    Probe(usize),
    Run(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let lane = prop::sample::select(Lane::ALL.to_vec());
    let tab = any::<usize>();
    let frozen_ms = prop_oneof![0_u64..1_500, 1_000_u64..6_000, 1_000_u64..40_000];
    prop_oneof![
        8 => (tab, lane, 1_usize..15).prop_map(|(tab, lane, count)| Step::Submit(tab, lane, count)),
        1 => (tab, 0_u64..30).prop_map(|(tab, id)| Step::Cancel(tab, id)),
        1 => (tab, 0_u64..30).prop_map(|(tab, id)| Step::Withdraw(tab, id)),
        1 => Just(Step::Open),
        1 => tab.prop_map(Step::Kill),
        3 => (tab, frozen_ms).prop_map(|(tab, ms)| Step::Freeze(tab, ms)),
        1 => tab.prop_map(Step::Hide),
        2 => prop::sample::select(vec![200_u16, 200, 429, 401, 403, 504, 0]).prop_map(Step::Answer),
        1 => any::<usize>().prop_map(Step::Probe),
        10 => prop_oneof![0_u64..60, 0_u64..2_000, 0_u64..5_000].prop_map(Step::Run),
    ]
}

fn take(world: &mut World, step: Step) {
    let alive: Vec<usize> = (0..world.tabs.len()).filter(|tab| world.is_alive(*tab)).collect();
    let pick = |which: usize| which.checked_rem(alive.len()).map(|index| alive[index]);
    match step {
        Step::Submit(which, lane, count) => {
            let Some(tab) = pick(which) else { return };
            for _ in 0..count {
                world.submit(tab, lane, Method::Post);
            }
        }
        Step::Cancel(which, id) => {
            let Some(tab) = pick(which) else { return };
            world.abandoned.insert((tab, id));
            world.input(tab, Input::Cancel(Ticket(id)));
        }
        Step::Withdraw(which, id) => {
            let Some(tab) = pick(which) else { return };
            world.input(tab, Input::Withdraw(Ticket(id)));
        }
        Step::Open => {
            if alive.len() < 4 {
                world.open();
            }
        }
        Step::Kill(which) => {
            if let Some(tab) = pick(which) {
                world.kill(tab);
            }
        }
        Step::Freeze(which, ms) => {
            if let Some(tab) = pick(which) {
                world.freeze(tab, ms);
            }
        }
        Step::Hide(which) => {
            if let Some(tab) = pick(which) {
                world.hide(tab);
            }
        }
        Step::Answer(status) => world.status = status,
        Step::Probe(which) => {
            if let Some(tab) = pick(which) {
                world.input(tab, Input::Probe);
            }
        }
        Step::Run(ms) => world.run(ms),
    }
}

proptest! {
    #[test]
    fn the_budget_is_kept_and_everybody_is_told(
        steps in vec(step(), 1..60),
        delays in prop::sample::select(vec![(|_| 1) as fn(u64) -> u64, |n| n * 13 % 30, |n| n * 7919 % 200]),
        answer_ms in prop::sample::select(vec![100_u64, 100, 1_500]),
    ) {
        let mut world = World::new(2);
        world.answer_ms = answer_ms;
        world.message_ms = delays;
        for step in steps {
            take(&mut world, step);
        }
        world.status = 200;
        for _ in 0..10 {
            world.run(60_000);
            (0..world.tabs.len()).for_each(|tab| world.input(tab, Input::Probe));
        }
        world.run(200_000);
        world.check_budget();
        prop_assert!(world.applied.values().all(|times| *times == 1), "{:?}", world.applied);
        for index in (0..world.tabs.len()).filter(|tab| world.is_alive(*tab)) {
            let tab = &world.tabs[index];
            for id in 0..tab.submitted {
                let times = tab.told.iter().filter(|(_, ticket, _)| ticket.0 == id).count();
                let expected = if world.abandoned.contains(&(index, id)) { 0..=1 } else { 1..=1 };
                prop_assert!(expected.contains(&times), "tab {}: {} was told {} times", index, id, times);
            }
        }
    }
}
