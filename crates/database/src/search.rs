//! Searching by words: what is found holds each of them somewhere, in capitals or not, with accents or without.
//!
//! Databases disagree about letters beyond ASCII, so the texts are folded here and kept folded in `search_text`. Triggers put
//! every text that is written into it, whatever wrote it, and mark it; [`fold_new`] folds what is marked before the writing
//! transaction is committed.

use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SimpleExpr};
use sea_orm::{Condition, ConnectionTrait, DbErr, FromQueryResult};
use wire::fold::fold;

use crate::entity::search_text::{Column, Entity};
use crate::sql::Sql;

/// The most words that are looked at.
const WORDS: usize = 8;
/// Texts folded by one statement.
const AT_ONCE: usize = 200;

/// A text that can be searched; `search_text.kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// An account's name and e-mail address.
    User,
    /// A site's name.
    Site,
    /// A site's address.
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
    /// The word for it in the database.
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

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().take(WORDS).map(str::to_owned).collect()
}

/// Each word stands in one of the texts of the row with this id. No words hold everything.
pub fn holds(text: &str, id: SimpleExpr, texts: &[Text]) -> Condition {
    let all = words(text).into_iter().map(|word| contains(id.clone(), texts, &word));
    all.fold(Condition::all(), Condition::add)
}

/// One of the texts of the row with this id holds the word, which is folded.
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
