//! What must outlive a power cut: a request or call, with its key, until the server has it. It is stored before it is
//! sent, and expires after half an hour.

use wire::id::ProviderId;

use crate::device::{clock, staff_store, uuid};

const REQUEST: &str = "tv-asked";
const CALL: &str = "tv-call";
const MAX_AGE_MS: i64 = 30 * 60 * 1000;

/// Four lines: time, key, number and word.
struct SavedRequest {
    at: i64,
    key: String,
    number: i64,
    word: String,
}

impl SavedRequest {
    fn read(text: &str) -> Option<Self> {
        let mut lines = text.splitn(4, '\n');
        let (at, key, number, word) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let saved = Self {
            at: at.parse().ok()?,
            key: key.to_owned(),
            number: number.parse().ok()?,
            word: word.to_owned(),
        };
        ((clock::wall() - saved.at) < MAX_AGE_MS).then_some(saved)
    }

    fn write(&self) -> String {
        format!("{}\n{}\n{}\n{}", self.at, self.key, self.number, self.word)
    }
}

async fn load(name: &str) -> Option<SavedRequest> {
    SavedRequest::read(&staff_store::load(name).await?)
}

/// The key stored under `name` for this number; a new one if something else, or nothing, is stored there.
async fn key_for(name: &str, number: i64, word: &str) -> (String, i64) {
    if let Some(known) = load(name).await.filter(|known| known.number == number) {
        return (known.key, known.at);
    }
    let new = SavedRequest { at: clock::wall(), key: uuid::random(), number, word: word.to_owned() };
    let text = new.write();
    // If it cannot be stored it is sent all the same.
    let _ = staff_store::edit(name, move |_| text).await;
    (new.key, new.at)
}

/// Stores a request; returns its key.
pub async fn save_request(provider: ProviderId, label: &str) -> String {
    key_for(REQUEST, provider.0, label).await.0
}

/// The stored request, if the server may not have it.
pub async fn saved_request() -> Option<(ProviderId, String)> {
    load(REQUEST).await.map(|saved| (ProviderId(saved.number), saved.word))
}

/// Stores a call for help; returns its key, and when the button was pressed.
pub async fn save_call() -> (String, i64) {
    key_for(CALL, 0, "").await
}

/// The stored call, if the server may not have it.
pub async fn saved_call() -> Option<i64> {
    load(CALL).await.map(|saved| saved.at)
}

/// The server has the request.
pub async fn delete_request() {
    let _ = staff_store::edit(REQUEST, |_| String::new()).await;
}

/// The server has the call.
pub async fn delete_call() {
    let _ = staff_store::edit(CALL, |_| String::new()).await;
}
