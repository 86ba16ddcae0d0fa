//! Rules of the television: remote control keys and focus.

/// What a key of a remote control means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Move(Direction),
    Back,
}

/// Where an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
    Left,
    Right,
}

/// Maps a key by its name, or by its number for televisions without names. OK needs no mapping: the browser presses
/// the focused button.
pub fn press(key: &str, code: u32) -> Option<Press> {
    match key {
        "ArrowUp" | "Up" => Some(Press::Move(Direction::Up)),
        "ArrowDown" | "Down" => Some(Press::Move(Direction::Down)),
        "ArrowLeft" | "Left" => Some(Press::Move(Direction::Left)),
        "ArrowRight" | "Right" => Some(Press::Move(Direction::Right)),
        "Escape" | "Backspace" | "GoBack" | "BrowserBack" | "XF86Back" => Some(Press::Back),
        // Back on Samsung, LG and HbbTV.
        _ if matches!(code, 10_009 | 461 | 8) => Some(Press::Back),
        _ => None,
    }
}

/// A button's place on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    pub left: f64,
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

impl Place {
    /// Whether both are in one row: more than half of the lower one's height overlaps.
    fn is_in_row_with(self, other: Self) -> bool {
        let shared = (self.top + self.height).min(other.top + other.height) - self.top.max(other.top);
        shared * 2.0 > self.height.min(other.height)
    }

    /// The horizontal distance, edge to edge; then by centres, so that of two below it the nearer is chosen.
    fn aside(self, other: Self) -> f64 {
        let gap = (other.left - self.left - self.width).max(self.left - other.left - other.width);
        gap.max(0.0) + (self.middle().0 - other.middle().0).abs() * 0.01
    }
}

/// The button in an arrow's direction. Left and right stay in the row; up and down go to the next row, without
/// skipping one, and there to the nearest button. `None` at the edge, where the focus stays.
pub fn next(places: &[Place], from: usize, direction: Direction) -> Option<usize> {
    let here = *places.get(from)?;
    let (x, y) = here.middle();
    let others = || places.iter().enumerate().filter(|(index, _)| *index != from);
    match direction {
        Direction::Left | Direction::Right => {
            let along = |place: &Place| match direction {
                Direction::Left => x - place.middle().0,
                _ => place.middle().0 - x,
            };
            let row = others().filter(|(_, place)| here.is_in_row_with(**place) && along(place) > 1.0);
            row.min_by(|(_, a), (_, b)| along(a).total_cmp(&along(b))).map(|(index, _)| index)
        }
        Direction::Up | Direction::Down => {
            let along = |place: &Place| match direction {
                Direction::Up => y - place.middle().1,
                _ => place.middle().1 - y,
            };
            let beyond = || others().filter(|(_, place)| !here.is_in_row_with(**place) && along(place) > 1.0);
            let (_, first) = beyond().min_by(|(_, a), (_, b)| along(a).total_cmp(&along(b)))?;
            let row = beyond().filter(|(_, place)| place.is_in_row_with(*first));
            row.min_by(|(_, a), (_, b)| here.aside(**a).total_cmp(&here.aside(**b))).map(|(index, _)| index)
        }
    }
}

/// How much pressing a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The screen's initial focus.
    Chosen,
    /// Pressing it by mistake does little.
    Harmless,
    /// It calls for help.
    Alarm,
}

/// The button with the initial focus: never the call for help, since somebody may be pressing OK already.
pub fn starts_on(buttons: &[Weight]) -> Option<usize> {
    let place = |weight| buttons.iter().position(|button| *button == weight);
    place(Weight::Chosen).or_else(|| place(Weight::Harmless))
}

/// Whether a key is OK, which the browser turns into a press of the focused button.
pub fn is_ok(key: &str) -> bool {
    matches!(key, "Enter" | " " | "Select" | "Accept")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Down, Left, Right, Up};

    fn place(left: f64, top: f64, width: f64) -> Place {
        Place { left, top, width, height: 100.0 }
    }

    #[test]
    fn arrows_move_up_and_down_a_list() {
        let list: Vec<_> = (0..3).map(|row| place(0.0, f64::from(row) * 120.0, 800.0)).collect();
        assert_eq!(next(&list, 0, Down), Some(1));
        assert_eq!(next(&list, 1, Down), Some(2));
        assert_eq!(next(&list, 2, Down), None, "the focus stays at the edge");
        assert_eq!(next(&list, 2, Up), Some(1));
        assert_eq!(next(&list, 1, Left), None);
    }

    #[test]
    fn arrows_prefer_the_line_in_a_grid() {
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

    /// Two columns of three labels, the last of which is two lines high, and below them the narrow call for help.
    fn labels_and_help() -> Vec<Place> {
        let high = |left, top, height| Place { left, top, width: 555.0, height };
        vec![
            high(77.0, 172.0, 82.0),
            high(648.0, 172.0, 82.0),
            high(77.0, 271.0, 82.0),
            high(648.0, 271.0, 82.0),
            high(77.0, 369.0, 103.0),
            high(648.0, 369.0, 103.0),
            Place { left: 77.0, top: 496.0, width: 262.0, height: 82.0 },
        ]
    }

    #[test]
    fn left_and_right_arrows_stay_in_the_row() {
        let places = labels_and_help();
        assert_eq!(next(&places, 2, Left), None, "no diagonal leads to the call for help");
        assert_eq!(next(&places, 4, Right), Some(5));
        assert_eq!(next(&places, 6, Right), None, "and none away from it");
        let apart = [place(0.0, 0.0, 100.0), place(600.0, 300.0, 100.0)];
        assert_eq!(next(&apart, 0, Right), None);
        assert_eq!(next(&apart, 0, Down), Some(1));
        assert_eq!(next(&apart, 9, Right), None);
    }

    #[test]
    fn down_moves_to_the_next_row_and_skips_none() {
        let places = labels_and_help();
        let walk = |from: usize| {
            std::iter::successors(Some(from), |at| next(&places, *at, Down)).collect::<Vec<_>>()
        };
        assert_eq!(walk(0), [0, 2, 4, 6]);
        assert_eq!(walk(1), [1, 3, 5, 6]);
        assert_eq!(next(&places, 6, Up), Some(4));
    }

    #[test]
    fn down_moves_to_the_nearest_button_of_the_next_row() {
        // One wide button, and below it a row of three, the last of which is lower than the others.
        let mut places = vec![place(0.0, 0.0, 200.0), place(0.0, 120.0, 190.0), place(210.0, 120.0, 190.0)];
        places.push(Place { left: 420.0, top: 130.0, width: 190.0, height: 80.0 });
        assert_eq!(next(&places, 0, Down), Some(1));
        places[0].left = 430.0;
        assert_eq!(next(&places, 0, Down), Some(3));
    }

    #[test]
    fn the_initial_focus_is_never_on_the_call_for_help() {
        use Weight::{Alarm, Chosen, Harmless};
        assert_eq!(starts_on(&[Alarm]), None);
        assert_eq!(starts_on(&[Alarm, Harmless, Harmless]), Some(1));
        assert_eq!(starts_on(&[Harmless, Chosen, Alarm]), Some(1));
        assert_eq!(starts_on(&[]), None);
    }

    #[test]
    fn the_keys_of_remote_controls_are_understood() {
        assert_eq!(press("ArrowUp", 38), Some(Press::Move(Up)));
        for back in ["Escape", "Backspace", "GoBack", "BrowserBack"] {
            assert_eq!(press(back, 0), Some(Press::Back));
        }
        assert_eq!(press("Unidentified", 10_009), Some(Press::Back));
        assert_eq!(press("Enter", 13), None);
        assert!(is_ok("Enter") && is_ok(" ") && !is_ok("ArrowUp"));
    }
}
