//! Line icons on a 24 × 24 grid, in the colour of the text beside them.

use leptos::prelude::*;

/// An icon. It is never alone: the words beside it say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyph {
    /// A bell: the alarm.
    Bell,
    /// A tick: done, confirmed.
    Tick,
    Clock,
    /// A triangle: something is wrong.
    Warning,
    /// A circle with an i.
    #[default]
    Info,
    Phone,
    /// A sheet with lines: a text message.
    Message,
    /// A pin on a map.
    Place,
    Vehicle,
    Shield,
    /// A cross: medical help.
    Medical,
    Person,
    Back,
    /// A plug pulled: no connection.
    Offline,
    /// A tray with what came in.
    Tray,
    Search,
    /// Three dots: more to do.
    More,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Bell => "M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 2h-15zM10 21.5h4M12 2.5V5",
            Self::Tick => "M4.5 12.5l5 5 10-11",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V12l3 2",
            Self::Warning => "M12 3.5l9.5 17h-19zM12 10v4.5M12 17.5v.1",
            Self::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.5v.1",
            Self::Phone => {
                "M5 3.5h4l2 5-2.5 1.5a11 11 0 0 0 5.5 5.5L15.5 13l5 2v4a2 2 0 0 1-2 2C10 21 3 14 3 5.5a2 2 0 0 1 2-2z"
            }
            Self::Message => "M4 4.5h16v12H10l-5 4v-4H4z",
            Self::Place => {
                "M12 21.5c5-5.5 7.5-9 7.5-12a7.5 7.5 0 1 0-15 0c0 3 2.5 6.5 7.5 12zM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
            }
            Self::Vehicle => "M3 16.5v-4l2.5-6h13l2.5 6v4zM3 12.5h18M6 16.5v2.5M18 16.5v2.5",
            Self::Shield => "M12 2.5l8 3v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6z",
            Self::Medical => "M9 3.5h6V9h5.5v6H15v5.5H9V15H3.5V9H9z",
            Self::Person => "M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6",
            Self::Back => "M10.5 5l-7 7 7 7M3.5 12h17",
            Self::Tray => "M4.5 5h15l1.5 8.5V19H3v-5.5zM3 13.5h5.5l1 2.5h5l1-2.5H21",
            Self::More => "M5 12v.1M12 12v.1M19 12v.1",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20.5 20.5",
            Self::Offline => {
                "M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 5-2.7M14.5 9.5A10 10 0 0 1 19 12M12 19.5v.1"
            }
        }
    }
}

/// Hidden from screen readers: the words beside it are enough.
#[component]
pub fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=glyph.path()></path>
        </svg>
    }
    .into_any()
}
