//! What must hold after each run. Every check reads the diary alone.

mod block;
mod calm;
mod fates;
mod lead;
mod pace;
mod pause;
mod totals;

use super::world::World;

pub(crate) use totals::Totals;

pub(crate) fn check(world: &mut World) -> Totals {
    let mut totals = Totals::default();
    let (climate, diary) = (&world.climate, &world.diary);
    pace::check(climate, diary, &mut totals);
    pause::check(climate, diary, &mut totals);
    block::check(climate, diary, &mut totals);
    fates::check(climate, diary, &mut totals);
    if climate.is_calm {
        calm::check(climate, diary, &mut totals);
    }
    let contacts = world.network.contacts();
    fates::check_account(&world.diary, &contacts);
    totals
}
