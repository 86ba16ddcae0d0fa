//! Parses what a phone sends, field by field. An unusable field is dropped and named in the event, and never refuses the press or
//! the report.

use serde_json::value::RawValue;
use wire::coordinate::{Coordinate, in_range};
use wire::customer::CustomerChange;
use wire::location::{Fix, Gap, LIST_LIMIT, LocationReport, NoFixReason, ReportContent};
use wire::measure::Metres;
use wire::new_callout::NewCallout;
use wire::time::Timestamp;
use wire::{accuracy, stamp};

use crate::raw_fields::RawFields;
use web::error::Error;

/// The parsed value, and the names of the fields that could not be used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LenientValue<T> {
    pub(crate) value: T,
    pub(crate) ignored: Vec<String>,
}

/// Parses a press. 400 only for a body that is not an object, coordinates outside of their range, or an unknown response type.
pub(crate) fn read_press(bytes: &[u8], now: i64) -> Result<LenientValue<NewCallout>, Error> {
    let mut ignored = Vec::new();
    if bytes.trim_ascii().is_empty() {
        return Ok(LenientValue { value: NewCallout::default(), ignored });
    }
    let mut fields = RawFields::parse(bytes)?;
    let response_type_id = match fields.take("responseTypeId") {
        Some(raw) => Some(whole_number(&raw).filter(known_response_type).ok_or_else(unknown_response_type)?),
        None => None,
    };
    let classification = fields.take("calloutClassificationId");
    let callout_classification_id = classification.and_then(|raw| {
        let known = whole_number(&raw).filter(|id| NewCallout::CLASSIFICATIONS.contains(id));
        ignored.extend(known.is_none().then(|| "calloutClassificationId".to_owned()));
        known
    });
    let callout_location = match fields.take("calloutLocation") {
        Some(raw) => read_fix(&raw, "calloutLocation", None, now, &mut ignored)?,
        None => None,
    };
    let customer = fields.take("customer").map(|raw| read_customer(&raw, &mut ignored));
    let internal_test = fields.read("internalTest", "", &mut ignored);
    let pressed_at = read_stamp(&mut fields, "pressedAt", "", None, now, &mut ignored);
    let value = NewCallout {
        callout_classification_id,
        customer,
        callout_location,
        response_type_id,
        internal_test,
        pressed_at,
    };
    Ok(LenientValue { value, ignored })
}

/// Parses a location report. An unusable position in a list refuses neither the other positions nor the heartbeat.
pub(crate) fn read_report(bytes: &[u8], now: i64) -> Result<LenientValue<LocationReport>, Error> {
    let mut ignored = Vec::new();
    let mut fields = RawFields::parse(bytes)?;
    let sent_at: Option<Timestamp> = fields.read("sentAt", "", &mut ignored);
    let phone_now = sent_at.as_ref().map(Timestamp::millis);
    let gap = fields.read::<Gap>("gap", "", &mut ignored).filter(|gap| {
        let usable = is_usable_gap(gap);
        ignored.extend((!usable).then(|| "gap".to_owned()));
        usable
    });
    let list = fields.take("locations");
    let no_fix = fields.take("noFix");
    let has_place = ["latitude", "longitude"].iter().any(|name| fields.has(name));
    let reported = match (has_place, list, no_fix) {
        (true, None, None) => ReportContent::Fix(
            read_fix_of(&mut fields, "", phone_now, now, &mut ignored)?
                .ok_or_else(|| Error::bad_request("latitude: send latitude and longitude together."))?,
        ),
        (false, Some(list), None) => ReportContent::Fixes(read_list(&list, phone_now, now, &mut ignored)?),
        (false, None, Some(raw)) => ReportContent::NoFix {
            reason: read_reason(&raw)?,
            recorded_at: read_stamp(&mut fields, "recordedAt", "", phone_now, now, &mut ignored),
        },
        (false, None, None) => {
            return Err(Error::bad_request("latitude: send latitude and longitude, or locations, or noFix."));
        }
        _ => return Err(Error::bad_request("locations: send only one of a position, locations and noFix.")),
    };
    Ok(LenientValue { value: LocationReport { reported, gap, sent_at }, ignored })
}

fn read_list(
    raw: &RawValue,
    phone_now: Option<i64>,
    now: i64,
    ignored: &mut Vec<String>,
) -> Result<Vec<Fix>, Error> {
    let empty = || Error::bad_request("locations: send a list of at least one position.");
    let items: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).map_err(|_| empty())?;
    // Phones list the oldest first, so the newest are kept.
    let skipped = items.len().saturating_sub(LIST_LIMIT);
    ignored.extend((0..skipped).map(|at| format!("locations[{at}]")));
    let (mut fixes, mut problem) = (Vec::new(), empty());
    for (at, item) in items.iter().enumerate().skip(skipped) {
        let path = format!("locations[{at}]");
        match read_fix(item, &path, phone_now, now, ignored) {
            Ok(fix) => fixes.extend(fix),
            Err(error) => {
                ignored.push(path);
                problem = error;
            }
        }
    }
    if fixes.is_empty() { Err(problem) } else { Ok(fixes) }
}

/// A position; without coordinates it is `None` and named as ignored.
fn read_fix(
    raw: &RawValue,
    path: &str,
    phone_now: Option<i64>,
    now: i64,
    ignored: &mut Vec<String>,
) -> Result<Option<Fix>, Error> {
    let fields = RawFields::of(raw);
    let fix = match fields {
        Some(mut fields) => read_fix_of(&mut fields, &format!("{path}."), phone_now, now, ignored)?,
        None => None,
    };
    if fix.is_none() {
        ignored.push(path.to_owned());
    }
    Ok(fix)
}

fn read_fix_of(
    fields: &mut RawFields,
    path: &str,
    phone_now: Option<i64>,
    now: i64,
    ignored: &mut Vec<String>,
) -> Result<Option<Fix>, Error> {
    let mut degrees = |name: &str, range: &str| match fields.take(name) {
        Some(raw) => serde_json::from_str::<Coordinate>(raw.get()).map(Some).map_err(|_| {
            Error::bad_request(format!("{path}{name}: send a number {range}, such as -26.109."))
        }),
        None => Ok(None),
    };
    let latitude = degrees("latitude", "from -90 to 90")?;
    let longitude = degrees("longitude", "from -180 to 180")?;
    let (Some(latitude), Some(longitude)) = (latitude, longitude) else { return Ok(None) };
    in_range(&latitude, &longitude).map_err(|problem| Error::bad_request(format!("{path}{problem}.")))?;
    let accuracy = fields.read::<f64>("accuracy", path, ignored).and_then(|metres| {
        let known = accuracy::known(metres);
        ignored.extend(known.is_none().then(|| format!("{path}accuracy")));
        known.map(Metres::new)
    });
    let recorded_at = read_stamp(fields, "recordedAt", path, phone_now, now, ignored);
    Ok(Some(Fix { latitude, longitude, accuracy, recorded_at }))
}

/// A time by the phone's clock; if it cannot be from that clock, it is `None` and named as ignored.
fn read_stamp(
    fields: &mut RawFields,
    name: &str,
    path: &str,
    phone_now: Option<i64>,
    now: i64,
    ignored: &mut Vec<String>,
) -> Option<Timestamp> {
    let time: Timestamp = fields.read(name, path, ignored)?;
    let believed = match phone_now {
        Some(phone_now) => stamp::is_by_clock(time.millis(), phone_now),
        None => stamp::is_plausible(time.millis(), now),
    };
    if !believed {
        ignored.push(format!("{path}{name}"));
    }
    believed.then_some(time)
}

/// The resident's details; unusable ones are dropped.
fn read_customer(raw: &RawValue, ignored: &mut Vec<String>) -> CustomerChange {
    let Some(mut fields) = RawFields::of(raw) else {
        ignored.push("customer".to_owned());
        return CustomerChange::default();
    };
    let mut details = serde_json::Map::new();
    for (name, _) in CustomerChange::default().fields() {
        let text: Option<String> = fields.read(name, "customer.", ignored);
        match text {
            // PostgreSQL cannot store the character NUL.
            Some(text) if text.contains('\0') => ignored.push(format!("customer.{name}")),
            Some(text) => drop(details.insert(name.to_owned(), text.into())),
            None => {}
        }
    }
    let read = |details: &serde_json::Map<_, _>| -> CustomerChange {
        serde_json::from_value(details.clone().into()).unwrap_or_default()
    };
    for (name, _) in read(&details).problems() {
        details.remove(name);
        ignored.push(format!("customer.{name}"));
    }
    read(&details)
}

fn read_reason(raw: &RawValue) -> Result<NoFixReason, Error> {
    serde_json::from_str(raw.get())
        .map_err(|_| Error::bad_request(format!("noFix: send denied, unavailable or timeout, not {raw}.")))
}

fn is_usable_gap(gap: &Gap) -> bool {
    let reason = String::from(gap.reason.clone());
    reason.chars().count() <= 200 && !reason.contains('\0')
}

/// An integer, also in the form `1.0`, which some programs write.
fn whole_number(raw: &RawValue) -> Option<i64> {
    let number: f64 = serde_json::from_str(raw.get()).ok()?;
    (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
}

fn known_response_type(id: &i64) -> bool {
    wire::classification::RESPONSE_TYPES.contains(id)
}

fn unknown_response_type() -> Error {
    Error::bad_request("responseTypeId: use 1 (Security), 2 (Medical) or 3 (Demo).")
}
