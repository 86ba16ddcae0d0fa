//! HTML components with focus and keys. They know no wire types, no network and no words.

mod age;
mod badge;
mod breakable;
mod button;
mod chart;
mod check;
mod choice;
mod clock;
mod combobox;
mod dialog;
mod field;
mod focus;
mod icon;
mod map;
mod notice;
mod problem;
mod rows;
mod select;
mod skeleton;
mod summary;
pub mod when;
mod yes_no;

pub use age::Age;
pub use badge::Badge;
pub use breakable::breakable;
pub use button::{Button, Kind};
pub use chart::{Bar, BarChart, Column, ColumnChart, Fill, Series, Share, ShareBar, Swatch};
pub use check::Check;
pub use choice::Choice;
pub use clock::{Now, provide_now, use_now};
pub use combobox::{Choice, Combobox, Suggestions};
pub use dialog::Dialog;
pub use field::{FileField, TextArea, TextField};
pub use focus::{bring_up, focus, rescue_focus};
pub use icon::{Glyph, Icon};
pub use map::{Canvas, Look, Map, MapWords, Mark, Place, Scene, Tiles, load as load_map};
pub use notice::Notice;
pub use problem::{FieldProblem, provide_problems, title_prefix};
pub use rows::{row_key, scoped_memo};
pub use select::Select;
pub use skeleton::Skeleton;
pub use summary::ErrorSummary;
pub use yes_no::{Answers, YesNo};

/// The meaning of a colour. The word beside it says the same, so that nobody has to see colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    #[default]
    Plain,
    /// A link, a choice.
    Accent,
    /// Stale, or waiting for somebody.
    Waiting,
    /// Confirmed by a person.
    Confirmed,
    /// Only for the alarm.
    Alarm,
}

impl Tone {
    /// The class of `block` in this tone, as `badge badge--waiting`.
    pub fn class(self, block: &str) -> String {
        let tone = match self {
            Self::Plain => return block.to_owned(),
            Self::Accent => "accent",
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Alarm => "alarm",
        };
        format!("{block} {block}--{tone}")
    }
}
