//! One custom field: what was written of it against what is read.

use super::value::{is_nothing, same};
use crate::api::value::{FieldValues, FieldWrite};

/// How the values of one field compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::transfer) struct Compared {
    /// A value that was written is there.
    pub(in crate::transfer) shares: bool,
    /// A value that was written is not there.
    pub(in crate::transfer) misses: bool,
    /// There is a value that was not written.
    pub(in crate::transfer) exceeds: bool,
}

/// The values of `sent` against those of the same field among `read`; their order does not count.
pub(in crate::transfer) fn compare(sent: &FieldWrite, read: &[FieldValues]) -> Compared {
    let found = read.iter().find(|found| found.field_id == sent.field_id);
    let wanted = sent.values.iter().filter(|value| {
        value.enum_id.is_some() || value.value.as_ref().is_some_and(|value| !is_nothing(value))
    });
    let mut left: Vec<_> = found.iter().flat_map(|found| &found.values).collect();
    let mut compared = Compared::default();
    for value in wanted {
        let at = found.and_then(|found| left.iter().position(|candidate| same(value, candidate, found)));
        if let Some(at) = at {
            left.remove(at);
            compared.shares = true;
        } else {
            compared.misses = true;
        }
    }
    compared.exceeds = left.iter().any(|rest| !is_nothing(&rest.value));
    compared
}
