//! What every mirror must do. The same suite runs over the one in memory and over the browser's; it takes
//! an empty mirror within small bounds and awaits everything, so it needs no test framework.

use kommo_pace::base::Timestamp;
use kommo_pace::base::id::{EntityId, UserId};
use kommo_pace::transfer::scan::Kept;
use kommo_pace::transfer::scan::bounds::Bounds;
use kommo_pace::transfer::scan::head::{Complete, Heads, Last, Owner, Position, Size, State};
use kommo_pace::transfer::scan::store::{Commit, Committed, Mirror, MirrorError, Tally};
use kommo_pace::transfer::schema::Entity;

/// The bounds of the mirror that is handed in.
pub(crate) const BOUNDS: Bounds = Bounds { entities_max: 300, bytes_max: 20_000 };

const OWNER: Owner = Owner { account: 31, user: UserId(7) };
const ID_MAX: EntityId = EntityId((1 << 53) - 1);

/// Runs the whole suite; panics at the first difference.
pub(crate) async fn run<M: Mirror>(mirror: &M) {
    it_begins_as_nobodys(mirror).await;
    what_is_committed_comes_back(mirror).await;
    a_span_is_replaced_and_nothing_beside_it(mirror).await;
    a_merge_takes_nothing_away(mirror).await;
    the_same_again_changes_nothing(mirror).await;
    the_position_goes_with_the_entities(mirror).await;
    slices_ascend(mirror).await;
    lists_do_not_mix(mirror).await;
    too_much_is_refused_as_a_whole(mirror).await;
    the_oldest_list_makes_room(mirror).await;
    a_list_is_forgotten_alone(mirror).await;
    another_owner_finds_nothing(mirror).await;
    clearing_leaves_nothing(mirror).await;
}

fn kept(id: u64, updated_at: i64, name: &str) -> Kept {
    let text = format!(r#"{{"id":{id},"updated_at":{updated_at},"name":"{name}"}}"#);
    Kept { id: EntityId(id), updated_at: Timestamp(updated_at), text }
}

fn commit(list: Entity, span: Option<(u64, u64)>, entities: Vec<Kept>) -> Commit {
    let span = span.map(|(first, last)| (EntityId(first), EntityId(last).min(ID_MAX)));
    Commit { list, span, entities, state: State::default() }
}

async fn ids<M: Mirror>(mirror: &M, list: Entity) -> Vec<u64> {
    mirror.slice(list, EntityId(0), 1_000).await.unwrap().iter().map(|kept| kept.id.0).collect()
}

async fn write<M: Mirror>(mirror: &M, commit: &Commit) -> Committed {
    let committed = mirror.commit(OWNER, commit).await.unwrap();
    assert_eq!(committed.head.state, commit.state);
    committed
}

async fn it_begins_as_nobodys<M: Mirror>(mirror: &M) {
    assert_eq!(mirror.owner().await, Ok(None));
    let first = commit(Entity::Leads, None, vec![kept(1, 1, "a")]);
    assert_eq!(mirror.commit(OWNER, &first).await, Err(MirrorError::OtherOwner));
    assert_eq!(mirror.claim(OWNER).await, Ok(Heads::new()));
    assert_eq!(mirror.owner().await, Ok(Some(OWNER)));
    assert_eq!(mirror.get(Entity::Leads, EntityId(1)).await, Ok(None));
    assert_eq!(mirror.slice(Entity::Leads, EntityId(0), 9).await, Ok(Vec::new()));
}

async fn what_is_committed_comes_back<M: Mirror>(mirror: &M) {
    let entities = vec![kept(1, 5, "«ñ» \\\"x\\\"\u{1f980}"), kept(4, -3, ""), kept(ID_MAX.0, i64::MAX, "{")];
    let bytes: usize = entities.iter().map(|kept| kept.text.len()).sum();
    let committed = write(mirror, &commit(Entity::Leads, Some((0, u64::MAX)), entities.clone())).await;
    assert_eq!(committed.tally, Tally { added: 3, ..Tally::default() });
    assert_eq!(committed.head.size, Size { entities: 3, bytes: bytes as u64 });
    assert_eq!(committed.forgotten, Vec::new());
    for entity in &entities {
        assert_eq!(mirror.get(Entity::Leads, entity.id).await, Ok(Some(entity.clone())));
    }
    assert_eq!(mirror.get(Entity::Leads, EntityId(2)).await, Ok(None));
    assert_eq!(mirror.slice(Entity::Leads, EntityId(0), 9).await, Ok(entities));
}

async fn a_span_is_replaced_and_nothing_beside_it<M: Mirror>(mirror: &M) {
    write(mirror, &commit(Entity::Leads, Some((0, u64::MAX)), (1..=10).map(|id| kept(id, 5, "a")).collect()))
        .await;
    let some = vec![kept(3, 5, "a"), kept(5, 6, "b"), kept(7, 5, "a")];
    let committed = write(mirror, &commit(Entity::Leads, Some((3, 7)), some)).await;
    assert_eq!(committed.tally, Tally { changed: 1, same: 2, removed: 2, added: 0 });
    assert_eq!(ids(mirror, Entity::Leads).await, [1, 2, 3, 5, 7, 8, 9, 10]);
    assert_eq!(committed.head.size.entities, 8);
    let committed = write(mirror, &commit(Entity::Leads, Some((8, u64::MAX)), Vec::new())).await;
    assert_eq!(committed.tally.removed, 3);
    assert_eq!(ids(mirror, Entity::Leads).await, [1, 2, 3, 5, 7]);
}

async fn a_merge_takes_nothing_away<M: Mirror>(mirror: &M) {
    let committed =
        write(mirror, &commit(Entity::Leads, None, vec![kept(2, 9, "new"), kept(6, 9, "new")])).await;
    assert_eq!(committed.tally, Tally { added: 1, changed: 1, ..Tally::default() });
    assert_eq!(ids(mirror, Entity::Leads).await, [1, 2, 3, 5, 6, 7]);
    assert_eq!(mirror.get(Entity::Leads, EntityId(2)).await, Ok(Some(kept(2, 9, "new"))));
}

async fn the_same_again_changes_nothing<M: Mirror>(mirror: &M) {
    let again = commit(Entity::Leads, None, vec![kept(2, 9, "new")]);
    let size = write(mirror, &again).await.head.size;
    let committed = write(mirror, &again).await;
    assert_eq!((committed.tally, committed.head.size), (Tally { same: 1, ..Tally::default() }, size));
}

async fn the_position_goes_with_the_entities<M: Mirror>(mirror: &M) {
    let state = State {
        complete: Some(Complete {
            watermark: Some(Timestamp(-5)),
            read_at: Timestamp(6),
            looked_at: Some(Timestamp(7)),
        }),
        position: Some(Position {
            covered: 498,
            edge: ID_MAX,
            pages: 2,
            pages_max: 400,
            watermark: Some(Timestamp(4)),
        }),
        last: Some(Last { at: Timestamp(9), here: Timestamp(8) }),
        ignores_conditions: true,
    };
    let committed =
        write(mirror, &Commit { state, ..commit(Entity::Leads, None, vec![kept(2, 9, "new")]) }).await;
    let heads = mirror.claim(OWNER).await.unwrap();
    assert_eq!(heads, Heads::from([(Entity::Leads, committed.head)]));
    // Nothing but a state is a commit, too.
    let committed = write(mirror, &commit(Entity::Leads, None, Vec::new())).await;
    assert_eq!(mirror.claim(OWNER).await.unwrap().get(&Entity::Leads), Some(&committed.head));
    assert_eq!(ids(mirror, Entity::Leads).await, [1, 2, 3, 5, 6, 7]);
}

async fn slices_ascend<M: Mirror>(mirror: &M) {
    let slice = async |above: u64, limit: usize| -> Vec<u64> {
        let slice = mirror.slice(Entity::Leads, EntityId(above), limit).await.unwrap();
        slice.iter().map(|kept| kept.id.0).collect()
    };
    assert_eq!(slice(0, 2).await, [1, 2]);
    assert_eq!(slice(2, 2).await, [3, 5]);
    assert_eq!(slice(4, 9).await, [5, 6, 7]);
    assert_eq!(slice(7, 9).await, [0; 0]);
    assert_eq!(slice(0, 0).await, [0; 0]);
}

async fn lists_do_not_mix<M: Mirror>(mirror: &M) {
    for list in [Entity::Contacts, Entity::Companies, Entity::Tasks] {
        write(mirror, &commit(list, Some((0, u64::MAX)), vec![kept(2, 1, "other")])).await;
        assert_eq!(mirror.get(list, EntityId(2)).await, Ok(Some(kept(2, 1, "other"))));
        assert_eq!(ids(mirror, list).await, [2]);
    }
    assert_eq!(ids(mirror, Entity::Leads).await, [1, 2, 3, 5, 6, 7]);
}

async fn too_much_is_refused_as_a_whole<M: Mirror>(mirror: &M) {
    let before = mirror.claim(OWNER).await.unwrap();
    let many = (1..=BOUNDS.entities_max + 1).map(|id| kept(id, 1, "")).collect();
    let refused = mirror.commit(OWNER, &commit(Entity::Tasks, Some((0, u64::MAX)), many)).await;
    assert_eq!(refused, Err(MirrorError::TooLarge));
    let long = "x".repeat(usize::try_from(BOUNDS.bytes_max).unwrap());
    let refused = mirror.commit(OWNER, &commit(Entity::Leads, None, vec![kept(3, 1, &long)])).await;
    assert_eq!(refused, Err(MirrorError::TooLarge));
    assert_eq!(mirror.claim(OWNER).await, Ok(before));
    assert_eq!(ids(mirror, Entity::Tasks).await, [2]);
}

async fn the_oldest_list_makes_room<M: Mirror>(mirror: &M) {
    let half = "x".repeat(usize::try_from(BOUNDS.bytes_max / 2 - 100).unwrap());
    let read_at = |list, at| {
        let last = Some(Last { at: Timestamp(at), here: Timestamp(0) });
        let state = State { last, ..State::default() };
        Commit { state, ..commit(list, Some((0, u64::MAX)), vec![kept(1, at, &half)]) }
    };
    for list in [Entity::Leads, Entity::Companies] {
        mirror.forget(list).await.unwrap();
    }
    write(mirror, &commit(Entity::Tasks, Some((0, u64::MAX)), Vec::new())).await;
    write(mirror, &read_at(Entity::Contacts, 20)).await;
    write(mirror, &read_at(Entity::Leads, 10)).await;
    let committed = write(mirror, &read_at(Entity::Companies, 30)).await;
    assert_eq!(committed.forgotten, [Entity::Leads]);
    assert_eq!(ids(mirror, Entity::Leads).await, [0; 0]);
    assert_eq!(ids(mirror, Entity::Contacts).await, [1]);
    let heads: Vec<Entity> = mirror.claim(OWNER).await.unwrap().into_keys().collect();
    assert_eq!(heads, [Entity::Contacts, Entity::Companies, Entity::Tasks]);
}

async fn a_list_is_forgotten_alone<M: Mirror>(mirror: &M) {
    mirror.forget(Entity::Contacts).await.unwrap();
    mirror.forget(Entity::Contacts).await.unwrap();
    assert_eq!(ids(mirror, Entity::Contacts).await, [0; 0]);
    assert_eq!(ids(mirror, Entity::Companies).await, [1]);
    assert_eq!(mirror.claim(OWNER).await.unwrap().get(&Entity::Contacts), None);
}

async fn another_owner_finds_nothing<M: Mirror>(mirror: &M) {
    for other in [Owner { user: UserId(8), ..OWNER }, Owner { account: 32, ..OWNER }] {
        mirror.claim(OWNER).await.unwrap();
        write(mirror, &commit(Entity::Leads, None, vec![kept(1, 1, "secret")])).await;
        assert_eq!(mirror.claim(other).await, Ok(Heads::new()));
        assert_eq!(mirror.owner().await, Ok(Some(other)));
        assert_eq!(ids(mirror, Entity::Leads).await, [0; 0]);
        // A page that is still open for the earlier one writes nothing more.
        let late = commit(Entity::Leads, None, vec![kept(1, 1, "secret")]);
        assert_eq!(mirror.commit(OWNER, &late).await, Err(MirrorError::OtherOwner));
        assert_eq!(ids(mirror, Entity::Leads).await, [0; 0]);
    }
}

async fn clearing_leaves_nothing<M: Mirror>(mirror: &M) {
    mirror.claim(OWNER).await.unwrap();
    write(mirror, &commit(Entity::Tasks, None, vec![kept(1, 1, "secret")])).await;
    mirror.clear().await.unwrap();
    assert_eq!(mirror.owner().await, Ok(None));
    assert_eq!(ids(mirror, Entity::Tasks).await, [0; 0]);
    assert_eq!(mirror.claim(OWNER).await, Ok(Heads::new()));
}
