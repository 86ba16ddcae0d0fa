//! Search by words. A row matches if its texts contain each word, regardless of case and accents.
//!
//! Databases disagree about letters beyond ASCII, so the texts are folded here and stored in `search_text`. Triggers copy every
//! text that is written, whatever statement wrote it, and mark it; [`fold_new`] folds the marked ones before the writing
//! transaction commits.

use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SimpleExpr};
use sea_orm::{Condition, ConnectionTrait, DbErr, FromQueryResult};
use wire::fold::fold;

use crate::entity::search_text::{Column, Entity};
use crate::sql::Sql;

/// The most words of a search that are used.
const WORDS: usize = 8;
/// Texts that one statement folds.
const AT_ONCE: usize = 200;

/// A searchable text; `search_text.kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// An account's name and e-mail address.
    User,
    Site,
    SiteAddress,
    /// A resident's name and surname.
    Resident,
    /// A resident's e-mail address.
    ResidentEmail,
    /// A provider's name and label.
    Provider,
    /// A notifier's name and address.
    Notifier,
}

impl Text {
    /// The value in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Site => "site",
            Self::SiteAddress => "site_address",
            Self::Resident => "resident",
            Self::ResidentEmail => "resident_email",
            Self::Provider => "provider",
            Self::Notifier => "notifier",
        }
    }
}

/// The folded words of a text.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().take(WORDS).map(str::to_owned).collect()
}

/// Matches rows whose texts contain every word, each word in any of the texts. An empty search matches every row.
pub fn holds(text: &str, id: SimpleExpr, texts: &[Text]) -> Condition {
    let all = words(text).into_iter().map(|word| contains(id.clone(), texts, &word));
    all.fold(Condition::all(), Condition::add)
}

/// Matches rows of which one text contains the folded word.
pub fn contains(id: SimpleExpr, texts: &[Text], word: &str) -> SimpleExpr {
    let escaped: String = word
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
        .collect();
    let column = |column: Column| Expr::col((Entity, column));
    let found = Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(column(Column::Kind).is_in(texts.iter().map(|text| text.as_str())))
        .and_where(column(Column::RowId).eq(id.cast_as("text")))
        .and_where(column(Column::Words).like(LikeExpr::new(format!("%{escaped}%")).escape('\\')))
        .to_owned();
    Expr::exists(found)
}

#[derive(FromQueryResult)]
struct New {
    kind: String,
    row_id: String,
    words: String,
}

/// Folds the texts that this transaction wrote.
pub async fn fold_new(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    loop {
        let mut marked = Sql::new("SELECT kind, row_id, words FROM search_text WHERE folded = FALSE LIMIT ");
        let found: Vec<New> = marked.bind(AT_ONCE as i64).all(db).await?;
        for text in &found {
            let mut sql = Sql::new("UPDATE search_text SET folded = TRUE, words = ");
            sql.bind(fold(&text.words)).push(" WHERE kind = ").bind(text.kind.as_str());
            sql.push(" AND row_id = ").bind(text.row_id.as_str()).run(db).await?;
        }
        if found.len() < AT_ONCE {
            return Ok(());
        }
    }
}
