//! How much may be kept at most, and what goes first when it would be more.

use super::head::{Head, Heads, Size};
use super::store::MirrorError;
use crate::transfer::schema::Entity;

/// Entities of one list at most.
pub const ENTITIES_MAX: u64 = 100_000;

/// Bytes of text of all lists together at most: 200 MB.
pub const BYTES_MAX: u64 = 200 * 1024 * 1024;

/// How much a mirror may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Entities of one list.
    pub entities_max: u64,
    /// Bytes of all lists.
    pub bytes_max: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { entities_max: ENTITIES_MAX, bytes_max: BYTES_MAX }
    }
}

impl Bounds {
    /// The lists to be forgotten so that `list` may grow to this size: the one read longest ago first,
    /// never the list itself.
    pub fn make_room(self, heads: &Heads, list: Entity, size: Size) -> Result<Vec<Entity>, MirrorError> {
        let mut others: Vec<(Entity, &Head)> =
            heads.iter().map(|(other, head)| (*other, head)).filter(|(other, _)| *other != list).collect();
        others.sort_by_key(|(_, head)| head.state.last.map(|last| last.at));
        let mut total = others.iter().fold(size.bytes, |sum, (_, head)| sum + head.size.bytes);
        let mut victims = Vec::new();
        for (other, head) in others {
            if total <= self.bytes_max {
                break;
            }
            if head.size.bytes > 0 {
                total -= head.size.bytes;
                victims.push(other);
            }
        }
        if total > self.bytes_max || size.entities > self.entities_max {
            return Err(MirrorError::TooLarge);
        }
        Ok(victims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;
    use crate::transfer::scan::head::{Last, State};
    use Entity::{Companies, Contacts, Leads, Tasks};

    const BOUNDS: Bounds = Bounds { entities_max: 10, bytes_max: 100 };

    fn head(bytes: u64, read_at: Option<i64>) -> Head {
        let last = read_at.map(|at| Last { at: Timestamp(at), here: Timestamp(0) });
        Head { size: Size { entities: 1, bytes }, state: State { last, ..State::default() } }
    }

    #[track_caller]
    fn check(entities: u64, bytes: u64, expected: Result<&[Entity], MirrorError>) {
        let heads = Heads::from([
            (Leads, head(30, Some(2))),
            (Contacts, head(20, Some(1))),
            (Companies, head(40, None)),
            (Tasks, head(0, None)),
        ]);
        let found = BOUNDS.make_room(&heads, Leads, Size { entities, bytes });
        assert_eq!(found, expected.map(<[Entity]>::to_vec));
    }

    #[test]
    fn the_oldest_goes_first_and_never_the_list_itself() {
        check(1, 40, Ok(&[]));
        check(1, 41, Ok(&[Companies]));
        check(1, 80, Ok(&[Companies]));
        check(1, 81, Ok(&[Companies, Contacts]));
        check(10, 100, Ok(&[Companies, Contacts]));
        check(10, 101, Err(MirrorError::TooLarge));
        check(11, 1, Err(MirrorError::TooLarge));
    }
}
