//! Links that carry a right by themselves, for people who have no account: sealed with the server's own key, for one purpose
//! and until a time. Nothing about them is stored.

use crate::context::Context;
use web::error::Error;

/// What separates the parts of a token; no part may contain it.
const SEPARATOR: char = ' ';

/// A token that says `parts` for `purpose` until `expires_at`.
pub(crate) fn issue(state: &Context, purpose: &str, parts: &[i64], expires_at: i64) -> Result<String, Error> {
    let mut text = format!("{purpose}{SEPARATOR}{expires_at}");
    for part in parts {
        text.push(SEPARATOR);
        text.push_str(&part.to_string());
    }
    Ok(state.seal(&text)?.replace('+', "-").replace('/', "_"))
}

/// The parts of a token of this purpose, unless it was changed or its time is over.
pub(crate) fn read<const COUNT: usize>(state: &Context, purpose: &str, token: &str) -> Option<[i64; COUNT]> {
    let text = state.sealer.open(&token.replace('-', "+").replace('_', "/"))?;
    let rest = text.strip_prefix(purpose)?.strip_prefix(SEPARATOR)?;
    let mut numbers = rest.split(SEPARATOR).map(str::parse::<i64>);
    let expires_at = numbers.next()?.ok()?;
    let parts: Vec<i64> = numbers.collect::<Result<_, _>>().ok()?;
    (expires_at > state.now()).then(|| parts.try_into().ok()).flatten()
}
