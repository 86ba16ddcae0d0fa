//! Components that show notifications, in the officers' tray and in the residents' list.

mod history;
mod names;
mod row;
mod sent;
mod state;

pub use history::history_list;
pub use names::{action_words, channel_words, done_by, message, title, tray_action_words, type_words};
pub use row::{Reader, RowContext, notification_row};
pub use sent::{sent_list, status_words};
pub use state::{State, state_badge, state_of, visit_state};
