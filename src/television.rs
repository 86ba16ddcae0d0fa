//! The television's rules, without a browser: what a remote control's keys mean, and where the focus goes.

/// What a key of a remote control means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Another button.
    Move(Direction),
    /// Out of what is shown.
    Back,
}

/// Where an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
}

/// Reads a key by its name and, for televisions that name none, by its number. OK is no key of ours: the browser presses the
/// button that has the focus.
pub fn press(key: &str, code: u32) -> Option<Press> {
    match key {
        "ArrowUp" | "Up" => Some(Press::Move(Direction::Up)),
        "ArrowDown" | "Down" => Some(Press::Move(Direction::Down)),
        "ArrowLeft" | "Left" => Some(Press::Move(Direction::Left)),
        "ArrowRight" | "Right" => Some(Press::Move(Direction::Right)),
        "Escape" | "Backspace" | "GoBack" | "BrowserBack" | "XF86Back" => Some(Press::Back),
        // Samsung's, LG's and HbbTV's way back.
        _ if matches!(code, 10_009 | 461 | 8) => Some(Press::Back),
        _ => None,
    }
}

/// Where a button is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Place {
    fn middle(self) -> (f64, f64) {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }
}

/// The button that an arrow leads to: the nearest that lies in its direction, those in line before those beside. `None` at the
/// edge, where the focus stays.
pub fn next(places: &[Place], from: usize, direction: Direction) -> Option<usize> {
    let here = *places.get(from)?;
    let (x, y) = here.middle();
    let cost = |place: &Place| {
        let (to_x, to_y) = place.middle();
        let (along, across) = match direction {
            Direction::Up => (y - to_y, to_x - x),
            Direction::Down => (to_y - y, to_x - x),
            Direction::Left => (x - to_x, to_y - y),
            Direction::Right => (to_x - x, to_y - y),
        };
        // What overlaps in the other direction is in line.
        let in_line = match direction {
            Direction::Up | Direction::Down => {
                place.left < here.left + here.width && here.left < place.left + place.width
            }
            Direction::Left | Direction::Right => {
                place.top < here.top + here.height && here.top < place.top + place.height
            }
        };
        let aside = if in_line { 0.0 } else { across.abs() * 3.0 };
        (along > 1.0).then_some(along + aside + across.abs() * 0.01)
    };
    let reachable = places.iter().enumerate().filter_map(|(index, place)| Some((index, cost(place)?)));
    reachable.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Down, Left, Right, Up};

    fn place(left: f64, top: f64, width: f64) -> Place {
        Place { left, top, width, height: 100.0 }
    }

    #[test]
    fn a_list_is_walked_up_and_down() {
        let list: Vec<_> = (0..3).map(|row| place(0.0, f64::from(row) * 120.0, 800.0)).collect();
        assert_eq!(next(&list, 0, Down), Some(1));
        assert_eq!(next(&list, 1, Down), Some(2));
        assert_eq!(next(&list, 2, Down), None, "the focus stays at the edge");
        assert_eq!(next(&list, 2, Up), Some(1));
        assert_eq!(next(&list, 1, Left), None);
    }

    #[test]
    fn a_grid_is_walked_in_line_before_aside() {
        // Two columns of two, and one wide below.
        let grid = [
            place(0.0, 0.0, 400.0),
            place(420.0, 0.0, 400.0),
            place(0.0, 120.0, 400.0),
            place(420.0, 120.0, 400.0),
            place(0.0, 240.0, 820.0),
        ];
        assert_eq!(next(&grid, 0, Right), Some(1));
        assert_eq!(next(&grid, 1, Down), Some(3));
        assert_eq!(next(&grid, 3, Left), Some(2));
        assert_eq!(next(&grid, 3, Down), Some(4));
        assert!(matches!(next(&grid, 4, Up), Some(2 | 3)));
    }

    #[test]
    fn what_is_not_in_line_is_reached_when_nothing_else_is() {
        let apart = [place(0.0, 0.0, 100.0), place(600.0, 300.0, 100.0)];
        assert_eq!(next(&apart, 0, Down), Some(1));
        assert_eq!(next(&apart, 0, Right), Some(1));
        assert_eq!(next(&apart, 9, Right), None);
    }

    #[test]
    fn the_keys_of_remote_controls_are_understood() {
        assert_eq!(press("ArrowUp", 38), Some(Press::Move(Up)));
        for back in ["Escape", "Backspace", "GoBack", "BrowserBack"] {
            assert_eq!(press(back, 0), Some(Press::Back));
        }
        assert_eq!(press("Unidentified", 10_009), Some(Press::Back));
        assert_eq!(press("Enter", 13), None);
    }
}
