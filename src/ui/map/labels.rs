//! Where the label of each mark goes, so that no two overlap: beside, above or below its mark, and without any room hidden
//! until somebody zooms in or points at the mark.
/// From a mark's centre to its label, in pixels.
const AWAY: f64 = 16.0;
/// From a mark's centre to its edge, in pixels.
const RADIUS: f64 = 13.0;
/// The side of a mark on which its label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Under it.
    Below,
    /// Over it.
    Above,
    /// To the right.
    Right,
    /// To the left.
    Left,
}

impl Side {
    const ALL: [Self; 4] = [Self::Below, Self::Right, Self::Left, Self::Above];
    /// The value of the stylesheet's attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Above => "above",
            Self::Right => "right",
            Self::Left => "left",
        }
    }
}
/// A mark with a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// The centre of the mark, in pixels from the map's corner.
    pub at: (f64, f64),
    /// Width and height of the label.
    pub size: (f64, f64),
    /// The preferred side.
    pub first: Side,
}

#[derive(Clone, Copy, Debug)]
struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    fn around((x, y): (f64, f64), radius: f64) -> Self {
        Self { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    fn of(label: &Label, side: Side) -> Self {
        let ((x, y), (width, height)) = (label.at, label.size);
        let (left, top) = match side {
            Side::Below => (x - width / 2.0, y + AWAY),
            Side::Above => (x - width / 2.0, y - AWAY - height),
            Side::Right => (x + AWAY, y - height / 2.0),
            Side::Left => (x - AWAY - width, y - height / 2.0),
        };
        Self { left, top, right: left + width, bottom: top + height }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn is_within(&self, (width, height): (f64, f64)) -> bool {
        self.left >= 0.0 && self.top >= 0.0 && self.right <= width && self.bottom <= height
    }
}
/// The side of each label, the most important first; none for a label without room. `map` is the map's width and
/// height.
pub fn place(labels: &[Label], map: (f64, f64)) -> Vec<Option<Side>> {
    let marks: Vec<Box> = labels.iter().map(|label| Box::around(label.at, RADIUS)).collect();
    let mut taken: Vec<Box> = Vec::with_capacity(labels.len());
    let mut sides = Vec::with_capacity(labels.len());
    for (number, label) in labels.iter().enumerate() {
        let is_free = |side: &Side| {
            let words = Box::of(label, *side);
            let others = marks.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, mark)| mark);
            words.is_within(map) && !others.chain(&taken).any(|other| words.meets(other))
        };
        let side = std::iter::once(label.first).chain(Side::ALL).find(is_free);
        taken.extend(side.map(|side| Box::of(label, side)));
        sides.push(side);
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const PHONE: (f64, f64) = (380.0, 320.0);

    fn label(x: f64, y: f64) -> Label {
        Label { at: (x, y), size: (70.0, 22.0), first: Side::Below }
    }

    #[wasm_bindgen_test]
    fn words_that_are_alone_stay_where_they_are_wanted() {
        assert_eq!(place(&[label(100.0, 100.0)], PHONE), [Some(Side::Below)]);
        let above = Label { first: Side::Above, ..label(100.0, 100.0) };
        assert_eq!(place(&[above], PHONE), [Some(Side::Above)]);
    }

    #[wasm_bindgen_test]
    fn words_keep_off_other_words_and_marks() {
        let labels = [label(100.0, 100.0), label(130.0, 105.0), label(100.0, 125.0)];
        let sides = place(&labels, PHONE);
        let boxes: Vec<_> =
            labels.iter().zip(&sides).filter_map(|(one, side)| Some(Box::of(one, (*side)?))).collect();
        for (number, one) in boxes.iter().enumerate() {
            assert!(boxes.iter().skip(number + 1).all(|other| !one.meets(other)), "{sides:?}");
        }
        assert_ne!(sides[0], Some(Side::Below), "a mark is there");
    }

    #[wasm_bindgen_test]
    fn words_do_not_leave_the_map() {
        assert_eq!(place(&[label(20.0, 100.0)], PHONE), [Some(Side::Right)]);
        assert_eq!(place(&[label(370.0, 300.0)], PHONE), [Some(Side::Left)]);
    }

    #[wasm_bindgen_test]
    fn where_everybody_is_in_one_place_the_first_have_words() {
        let sides = place(&[label(190.0, 160.0); 6], PHONE);
        assert!(sides[..4].iter().all(Option::is_some), "{sides:?}");
        assert!(sides[4..].iter().all(Option::is_none), "no side is left");
    }
}
