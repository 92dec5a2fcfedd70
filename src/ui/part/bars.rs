//! Bars side by side as the outline of a drawing, one outline for all bars of a kind. It draws nothing.

use std::fmt::Write as _;

/// The width of a bar with its gap, in the drawing's units.
pub(in crate::ui) const STEP: u32 = 10;

/// What of it is the bar.
const WIDTH: u32 = 8;

/// The height of one request, in the drawing's units.
pub(in crate::ui) const UNIT: u32 = 10;

/// Bars of these heights that stand on others, from the floor of a drawing `tall` requests high.
pub(in crate::ui) fn bars(heights: &[u32], below: &[u32], tall: u32) -> String {
    let mut outline = String::new();
    for (place, height) in (0..).zip(heights) {
        let from = below.get(place as usize).copied().unwrap_or_default().min(tall);
        let height = (*height).min(tall - from);
        if height > 0 {
            let (x, y, high) = (place * STEP, (tall - from - height) * UNIT, height * UNIT);
            // Writing to a text cannot fail.
            let _ = write!(outline, "M{x} {y}h{WIDTH}v{high}h-{WIDTH}z");
        }
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_each_other_and_stay_in_the_drawing() {
        let check = |heights: &[u32], below: &[u32], expected: &str| {
            assert_eq!(bars(heights, below, 8), expected);
        };
        check(&[], &[], "");
        check(&[0, 0], &[], "");
        check(&[2], &[], "M0 60h8v20h-8z");
        check(&[0, 1], &[7, 3], "M10 40h8v10h-8z");
        check(&[9, 3], &[0, 7], "M0 0h8v80h-8zM10 0h8v10h-8z");
        check(&[1], &[9], "");
    }
}
