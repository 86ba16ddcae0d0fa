//! Pagination: `?page=2&page_size=50`, answered with the URLs of the next and the previous page.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use serde_urlencoded::{from_str, to_string};
use wire::page::Page;

use crate::config::WebConfig;
use crate::error::Error;

const USUAL: u64 = 50;
const MOST: u64 = 200;

/// The requested page, and the URL of the list.
#[derive(Clone, Debug)]
pub struct Paging {
    page: u64,
    size: u64,
    address: String,
    query: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for Paging
where
    WebConfig: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let mut query: Vec<(String, String)> =
            from_str(parts.uri.query().unwrap_or_default()).unwrap_or_default();
        let mut take = |name: &str| {
            let at = query.iter().position(|(key, _)| key == name)?;
            Some(query.remove(at).1)
        };
        let (page, size) = (take("page"), take("page_size"));
        // A page that is not a number is 404, as in the source's framework.
        let page = page.map_or(Ok(1), |text| text.parse()).map_err(|_| Error::NotFound)?;
        if page == 0 || page > 1_000_000 {
            return Err(Error::NotFound);
        }
        let size = match size {
            None => USUAL,
            Some(text) => text
                .parse()
                .ok()
                .filter(|size| (1..=MOST).contains(size))
                .ok_or_else(|| Error::bad_request(format!("page_size: use a number from 1 to {MOST}.")))?,
        };
        if size != USUAL {
            query.push(("page_size".to_owned(), size.to_string()));
        }
        let address = format!("{}{}", WebConfig::from_ref(state).root(&parts.headers), parts.uri.path());
        Ok(Self { page, size, address, query })
    }
}

impl Paging {
    /// The number of rows before this page.
    pub fn offset(&self) -> u64 {
        (self.page - 1) * self.size
    }

    /// The number of rows on a page.
    pub fn limit(&self) -> u64 {
        self.size
    }

    /// The page with its rows; 404 for a page after the last one.
    pub fn page<T>(&self, count: u64, results: Vec<T>) -> Result<Page<T>, Error> {
        if results.is_empty() && self.page > 1 {
            return Err(Error::NotFound);
        }
        Ok(Page {
            count: i64::try_from(count).map_err(Error::internal)?,
            next: (self.offset() + self.size < count).then(|| self.link(self.page + 1)),
            previous: (self.page > 1).then(|| self.link(self.page - 1)),
            results,
        })
    }

    fn link(&self, page: u64) -> String {
        let mut query = self.query.clone();
        if page > 1 {
            query.push(("page".to_owned(), page.to_string()));
        }
        match to_string(&query) {
            Ok(query) if !query.is_empty() => format!("{}?{query}", self.address),
            _ => self.address.clone(),
        }
    }
}
