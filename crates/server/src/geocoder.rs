//! The operator's geocoder, with Nominatim's API: the street address of a callout, and the coordinates of a home.
//!
//! Nothing waits for it. A press is answered first; the address follows with the next poll. There is at most one request a
//! second, as the public service demands, and another request for a callout only when the resident has moved.

use std::collections::VecDeque;
use std::time::Duration;

use reqwest::{Client, Url};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::MissedTickBehavior;
use wire::geo::metres_between;
use wire::postal_address::PostalAddress;
use wire::status::CalloutStatus;

use crate::context::{Change, Context};
use crate::fleet::road::Place;
use database::entity::callout::Column;
use database::entity::{callout, callout_location};
use web::error::Error;

/// The pause between two requests.
const PAUSE: Duration = Duration::from_secs(1);

/// The time-out of one request.
const PATIENCE: Duration = Duration::from_secs(5);

/// The pause before a callout is tried again after the geocoder failed.
const AGAIN: Duration = Duration::from_secs(20);

/// The most callouts that wait for their address. Beyond it the oldest is dropped; its next location report adds it again.
const MOST: usize = 1000;

/// The most bytes of a response that are read.
const ANSWER_LIMIT: usize = 64 * 1024;

/// The geocoder's result for a position.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Geocoded {
    latitude: f64,
    longitude: f64,
    /// The address; `None` if there is none.
    pub(crate) formatted: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) country: Option<String>,
    /// The geocoder's id of the place.
    pub(crate) place_id: Option<String>,
}

impl Geocoded {
    /// Parses the form that is stored with a callout.
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The position that it belongs to.
    pub(crate) fn place(&self) -> Place {
        (self.latitude, self.longitude)
    }

    /// Parses a response of `reverse`.
    fn of_answer(place: Place, answer: &Value) -> Self {
        let text =
            |value: &Value| value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let parts = &answer["address"];
        let first = |names: &[&str]| names.iter().find_map(|name| text(&parts[*name]));
        let street = match (first(&["house_number"]), first(&["road", "pedestrian", "footway"])) {
            (Some(number), Some(road)) => Some(format!("{number} {road}")),
            (_, road) => road,
        };
        let city = first(&["city", "town", "village", "hamlet", "municipality", "suburb"]);
        let put_together = || {
            let line = [street.clone(), city.clone(), first(&["postcode"])];
            let line: Vec<_> = line.into_iter().flatten().collect();
            (!line.is_empty()).then(|| line.join(", "))
        };
        let place_id = match &answer["place_id"] {
            Value::Number(number) => Some(number.to_string()),
            other => text(other),
        };
        Self {
            latitude: place.0,
            longitude: place.1,
            formatted: text(&answer["display_name"]).or_else(put_together),
            region: first(&["state", "region", "province", "county", "state_district"]),
            city: city.clone(),
            country: first(&["country"]),
            place_id,
        }
    }
}

/// Finds addresses until the server stops; does nothing without a configured geocoder.
pub(crate) async fn run(state: Context) {
    if state.config.geocoder_url.is_none() {
        return;
    }
    let mut changes = state.changes.subscribe();
    let mut waiting: VecDeque<i64> = open_without_address(&state).await.unwrap_or_default().into();
    let mut ticks = tokio::time::interval(PAUSE);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            heard = changes.recv() => match heard {
                Ok(Change::Callout(id)) if !waiting.contains(&id) => {
                    waiting.push_back(id);
                    if waiting.len() > MOST {
                        waiting.pop_front();
                    }
                }
                Err(RecvError::Closed) => return,
                _ => {}
            },
            _ = ticks.tick(), if !waiting.is_empty() => {
                let Some(id) = waiting.pop_front() else { continue };
                if let Err(error) = geocode(&state, id).await {
                    tracing::warn!(%error, callout = id, "geocoder request failed; retrying");
                    let (changes, id) = (state.changes.clone(), Change::Callout(id));
                    tokio::spawn(async move {
                        tokio::time::sleep(AGAIN).await;
                        let _ = changes.send(id);
                    });
                }
            }
        }
    }
}

/// After a start: open callouts without an address.
async fn open_without_address(state: &Context) -> Result<Vec<i64>, Error> {
    Ok(callout::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.ne(CalloutStatus::Closed.as_str()))
        .filter(Column::LocationId.is_not_null())
        .filter(Column::Geocoded.is_null())
        .order_by_desc(Column::Id)
        .limit(MOST as u64)
        .into_tuple()
        .all(&*state.db)
        .await?)
}

/// Geocodes the position of a callout unless its address is known already.
pub async fn geocode(state: &Context, id: i64) -> Result<(), String> {
    let error_text = |error: Error| error.to_string();
    let Some(place) = unknown_place(state, id).await.map_err(error_text)? else { return Ok(()) };
    let found = Geocoded::of_answer(place, &reverse(state, place).await?);
    let text = serde_json::to_string(&found).map_err(|error| error.to_string())?;
    store(state, id, text).await.map_err(error_text)?;
    state.publish(Change::Callout(id));
    Ok(())
}

/// The resident's position, unless an address was found near it already.
async fn unknown_place(state: &Context, id: i64) -> Result<Option<Place>, Error> {
    let Some(row) = callout::Entity::find_by_id(id).one(&*state.db).await? else { return Ok(None) };
    let Some(location) = row.location_id.filter(|_| !row.status().is_closed()) else { return Ok(None) };
    let Some(at) = callout_location::Entity::find_by_id(location).one(&*state.db).await? else {
        return Ok(None);
    };
    let place = (at.latitude, at.longitude);
    let known = row.geocoded.as_deref().and_then(Geocoded::read);
    let is_known = known.is_some_and(|known| metres_between(known.place(), place) <= SAME_PLACE);
    Ok((!is_known).then_some(place))
}

async fn store(state: &Context, id: i64, text: String) -> Result<(), Error> {
    let transaction = state.write().await?;
    callout::Entity::update_many()
        .filter(Column::Id.eq(id))
        .filter(Column::ErasedAt.is_null())
        .col_expr(Column::Geocoded, Expr::value(text))
        .exec(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}

async fn reverse(state: &Context, place: Place) -> Result<Value, String> {
    let (latitude, longitude) = (place.0.to_string(), place.1.to_string());
    let query = [("lat", latitude.as_str()), ("lon", &longitude), ("addressdetails", "1"), ("zoom", "18")];
    ask(state, "reverse", &query).await
}

/// The coordinates of an address; `None` if there is no geocoder, or it does not know the address or does not respond in time.
pub(crate) async fn find_home(state: &Context, address: &PostalAddress) -> Option<Place> {
    state.config.geocoder_url.as_ref()?;
    // A flat's number makes the search fail more often.
    let line = PostalAddress { flat: None, ..address.clone() }.line()?;
    let answer = ask(state, "search", &[("q", line.as_str()), ("limit", "1")]).await;
    let first = answer.inspect_err(|error| tracing::warn!(error, "cannot geocode a home")).ok()?;
    let degrees = |name: &str| match &first[0][name] {
        Value::String(text) => text.parse::<f64>().ok(),
        other => other.as_f64(),
    };
    let place = (degrees("lat")?, degrees("lon")?);
    ((-90.0..=90.0).contains(&place.0) && (-180.0..=180.0).contains(&place.1)).then_some(place)
}

/// One request. The error must contain no position, because it is logged.
async fn ask(state: &Context, what: &str, query: &[(&str, &str)]) -> Result<Value, String> {
    let base = state.config.geocoder_url.as_deref().ok_or("no geocoder is configured")?;
    let mut url = Url::parse(&format!("{base}/{what}")).map_err(|error| error.to_string())?;
    url.query_pairs_mut().append_pair("format", "jsonv2").extend_pairs(query);
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .timeout(PATIENCE)
        .user_agent(concat!("Tocsin/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| error.to_string())?;
    let answer = client.get(url).header("accept-language", "en").send().await;
    let mut answer = answer.map_err(|error| error.without_url().to_string())?;
    if !answer.status().is_success() {
        return Err(format!("status {}", answer.status()));
    }
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        body.extend_from_slice(&part);
        if body.len() > ANSWER_LIMIT {
            return Err("the response is too long".to_owned());
        }
    }
    serde_json::from_slice(&body).map_err(|_| "the response is not JSON".to_owned())
}

/// The distance in metres within which an address that was found for one position serves for another.
pub(crate) const SAME_PLACE: f64 = 50.0;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_is_read_as_nominatim_writes_it() {
        let answer = json!({"place_id": 259174465, "display_name": "12, Acacia Avenue, London, N1 9GU, United Kingdom",
            "address": {"house_number": "12", "road": "Acacia Avenue", "town": "Islington", "state": "England", "country": "United Kingdom"}});
        let found = Geocoded::of_answer((51.5, -0.12), &answer);
        assert_eq!(found.formatted.as_deref(), Some("12, Acacia Avenue, London, N1 9GU, United Kingdom"));
        assert_eq!((found.city.as_deref(), found.region.as_deref()), (Some("Islington"), Some("England")));
        assert_eq!(
            (found.country.as_deref(), found.place_id.as_deref()),
            (Some("United Kingdom"), Some("259174465"))
        );
        assert_eq!(Geocoded::read(&serde_json::to_string(&found).unwrap()), Some(found));
    }

    #[test]
    fn a_place_without_an_address_is_kept_as_one() {
        let found = Geocoded::of_answer((0.0, 0.0), &json!({"error": "Unable to geocode"}));
        assert_eq!((found.formatted.as_ref(), found.place()), (None, (0.0, 0.0)));
        let parts = json!({"address": {"road": "High Street", "village": "Ashby", "postcode": "LE65 1AA"}});
        let found = Geocoded::of_answer((0.0, 0.0), &parts);
        assert_eq!(found.formatted.as_deref(), Some("High Street, Ashby, LE65 1AA"));
    }
}
