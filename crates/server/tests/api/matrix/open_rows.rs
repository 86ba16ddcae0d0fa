//! Endpoints that everybody may call: signing in, public lists, pages, and monitoring.

use serde_json::json;
use server::demo::{CLIENT_ID, CLIENT_SECRET, PASSWORD};

use super::caller::{Caller, PEOPLE};
use super::row::{Row, bare, plain, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("POST /api/session", async |_| {
            plain().body(json!({"email": "resident@demo.example", "password": PASSWORD}))
        })
        .signs_out()
        .open(),
        bare("GET /api/session").open().look(|caller, answer| {
            let is_known = answer.body["user"].is_object();
            (is_known != caller.is_person()).then(|| "it says who is signed in".to_owned())
        }),
        bare("DELETE /api/session").signs_out().open(),
        bare("POST /api/session/active").may(PEOPLE),
        row("POST /api/oauth/token", async |_| {
            plain().body(json!({"clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET}))
        })
        .open(),
        row("POST /api-token-auth", async |_| {
            plain().body(json!({"username": "resident@demo.example", "password": PASSWORD}))
        })
        .open(),
        // Only the code matters, not who is signed in with that browser.
        row("POST /api/password-resets/use", async |w| {
            let user = w.resident().await;
            let reset = json!({"email": user.email});
            let code = w.by(Caller::Admin).post("/api/password-resets", reset).await.body["code"].clone();
            plain().body(json!({"email": user.email, "code": code, "password": "correct horse"}))
        })
        .open(),
        bare("POST /api/tv/pairings").open(),
        // A television is identified only by the cookie that it received with its code.
        row("POST /api/tv/pairings/{id}/session", async |w| {
            let (cookie, pairing, _) = w.waiting_television().await;
            plain().id(pairing).cookie(cookie)
        })
        .open(),
        row("POST /api/tv/pairings/{id}/session", async |w| plain().id(w.waiting_television().await.1))
            .open_with(404),
        row("POST /api/push-receipts/{receipt}", async |_| plain().param("receipt", "guess")).open_with(404),
        bare("GET /api/callout-classifications").open(),
        bare("GET /api/response-types").open(),
        bare("GET /api/openapi.json").open(),
        bare("GET /api/docs").open(),
        bare("GET /healthz").open(),
        // No caller here has the operator's token.
        bare("GET /metrics").open_with(404),
        row("ANY /v2/{*rest}", async |_| plain().same("*rest", "moon")).open_with(404),
        // Files of e-mails and the demo's outbox: the link contains the secret.
        row("GET /d/{id}", async |_| plain().id("x").query("key=guess")).open_with(404),
        row("POST /d/{id}", async |_| plain().id("x").raw("key=guess", "application/x-www-form-urlencoded"))
            .open_with(404),
        // The link in an e-mail contains the secret.
        row("GET /answer/{token}", async |_| plain().same("token", "guess")).open_with(404),
        row("POST /answer/{token}", async |_| {
            plain().same("token", "guess").raw("answer=coming", "application/x-www-form-urlencoded")
        })
        .open_with(404),
        row("GET /acknowledge/{token}", async |_| plain().same("token", "guess")).open_with(404),
        row("POST /acknowledge/{token}", async |_| plain().same("token", "guess")).open_with(404),
        row("GET /read/{token}", async |_| plain().same("token", "guess")).open_with(404),
        bare("GET /dev/outbox").open(),
        row("GET /dev/outbox/{id}/letter.pdf", async |_| plain().id("x")).open_with(404),
        row("POST /dev/outbox/texts", async |_| {
            let form = "service=22222222-2222-4222-8222-222222222201&number=07700900123&content=Hello";
            plain().raw(form, "application/x-www-form-urlencoded")
        })
        .open(),
    ]
}
