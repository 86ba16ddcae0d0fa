//! Searching by words: what is found holds each of them somewhere.

use sea_orm::sea_query::{Expr, Func, LikeExpr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ExprTrait};

/// The most words that are looked at.
const WORDS: usize = 8;

/// Each word of the text stands in one of the columns, in capitals or not. No words hold everything.
pub fn holds<C: ColumnTrait>(text: &str, columns: &[C]) -> Condition {
    let mut all = Condition::all();
    for word in words(text) {
        let mut any = Condition::any();
        for column in columns {
            any = any.add(contains(Expr::col((column.entity_name(), *column)), &word));
        }
        all = all.add(any);
    }
    all
}

/// The words of a text, in small letters.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().take(WORDS).map(str::to_lowercase).collect()
}

/// The column holds this word, which is in small letters.
pub fn contains(column: SimpleExpr, word: &str) -> SimpleExpr {
    let escaped: String = word
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
        .collect();
    Expr::expr(Func::lower(column)).like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}
