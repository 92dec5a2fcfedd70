//! An entity as one text: its id, the time of its last change, and its JSON, parted by spaces. It knows
//! no database.

use crate::base::Timestamp;
use crate::base::id::EntityId;
use crate::transfer::scan::Kept;

/// Writes it.
pub(super) fn write(kept: &Kept) -> String {
    format!("{} {} {}", kept.id, kept.updated_at, kept.text)
}

/// Reads it; `None` if it is no such text.
pub(super) fn parse(line: &str) -> Option<Kept> {
    let (id, rest) = line.split_once(' ')?;
    let (updated_at, text) = rest.split_once(' ')?;
    let (id, updated_at) = (EntityId(id.parse().ok()?), Timestamp(updated_at.parse().ok()?));
    Some(Kept { id, updated_at, text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_back() {
        for text in ["", " ", "{\"a\": \"b c\"}", "\u{1f980}\n"] {
            let kept = Kept { id: EntityId(u64::MAX), updated_at: Timestamp(-5), text: text.to_owned() };
            assert_eq!(parse(&write(&kept)), Some(kept));
        }
        for line in ["", "1", "1 2", "a 2 {}", "1 b {}"] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
