//! `/answer/{token}`: the recipient of a notifier's e-mail answers "I am coming" or "I cannot" through its link, without an
//! account. The answer is a form's POST, so that a mail scanner that follows links answers nothing.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use wire::assistance::AnswerChoice;
use wire::delivery::{DeliveryCause, DeliveryKind};

use super::answer::{Respondent, record};
use crate::assistance::requests::answer_link::PURPOSE;
use crate::assistance::requests::notify_provider::RequestMessage;
use crate::context::{Change, Context};
use crate::signed_link;
use crate::state::AppState;
use database::entity::{assistance_answer, assistance_request, delivery, notifier};
use web::error::Error;
use web::html::{escape, page};
use web::parameters::Form;

/// The choice that a link in the e-mail preselects, and that the form sends.
#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    answer: String,
}

impl Choice {
    fn read(&self) -> Option<AnswerChoice> {
        AnswerChoice::ALL.into_iter().find(|choice| choice.as_str() == self.answer)
    }
}

/// The question, with the resident's name and this person's latest answer.
#[utoipa::path(get, path = "/answer/{token}", tag = "assistance",
    params(("token" = String, Path), ("answer" = Option<String>, Query, description = "coming or cannot: the preselected answer")),
    responses((status = 200, description = "A page with buttons to answer", content_type = "text/html", body = wire::openapi::HtmlPage), (status = 404, description = "The link is incomplete or has expired", content_type = "text/html", body = wire::openapi::HtmlPage),
        (status = "default", description = "Another refusal", body = wire::message::Message)))]
pub(crate) async fn show_answer_page(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, Error> {
    let Some(asked) = EmailRequest::find(&*state.db, &state, &token).await? else {
        return Ok(gone_page(&state));
    };
    let said = asked.newest_answer(&*state.db).await?;
    let question = match choice.read() {
        Some(choice) => button(choice, "button"),
        None => AnswerChoice::ALL.map(|choice| button(choice, "button")).concat(),
    };
    let other = choice.read().map(|choice| {
        let other = AnswerChoice::ALL.into_iter().find(|other| *other != choice);
        other.map(|other| button(other, "quiet")).unwrap_or_default()
    });
    let said = said.map(|said| format!("<p>Your answer so far: {}.</p>", words(said))).unwrap_or_default();
    let form = format!("<form method=\"post\"><p>{question} {}</p></form>", other.unwrap_or_default());
    let main = format!("<p>{}</p>{said}{form}", escape(&asked.sentence));
    Ok(page(&state.config.web, "Are you coming?", &main))
}

/// Stores the answer. The newest answer of a person counts; the resident sees it on the phone and on the television.
#[utoipa::path(post, path = "/answer/{token}", tag = "assistance", params(("token" = String, Path)),
    request_body(content = wire::assistance::NewAnswer, content_type = "application/x-www-form-urlencoded", description = "answer: coming or cannot"),
    responses((status = 200, description = "A page with the stored answer", content_type = "text/html", body = wire::openapi::HtmlPage), (status = 400, description = "Neither coming nor cannot", body = wire::message::Message),
        (status = 404, description = "The link is incomplete or has expired", content_type = "text/html", body = wire::openapi::HtmlPage),
        (status = "default", description = "Another refusal", body = wire::message::Message)))]
pub(crate) async fn answer_by_email(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Form(choice): Form<Choice>,
) -> Result<Response, Error> {
    let transaction = state.write().await?;
    let Some(asked) = EmailRequest::find(&*transaction, &state, &token).await? else {
        return Ok(gone_page(&state));
    };
    let choice = choice.read().ok_or_else(|| Error::bad_request("answer: use coming or cannot."))?;
    let person =
        Respondent { user_id: None, notifier_id: Some(asked.notifier.id), name: asked.notifier.name.clone() };
    // Pressing the same button twice is one answer.
    if asked.newest_answer(&*transaction).await? != Some(choice) {
        record(&*transaction, &state, &asked.request, person, choice).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    let (title, next) = match choice {
        AnswerChoice::Coming => ("You are coming", "They see now that you are coming."),
        AnswerChoice::Cannot => ("You cannot come", "They see now that you cannot. Others may still come."),
    };
    let main = format!(
        "<p>{next}</p><p>{}</p><p><a href=\"/answer/{}\">Change your answer</a></p>",
        escape(&asked.sentence),
        escape(&token)
    );
    Ok(page(&state.config.web, title, &main))
}

/// A request with the notifier whose e-mail a person received.
struct EmailRequest {
    request: assistance_request::Model,
    notifier: notifier::Model,
    sentence: String,
}

impl EmailRequest {
    /// The request of a token, if the provider still has this notifier and the e-mail was sent to its address.
    async fn find(db: &impl ConnectionTrait, state: &Context, token: &str) -> Result<Option<Self>, Error> {
        let Some([request_id, notifier_id]) = signed_link::read::<2>(state, PURPOSE, token) else {
            return Ok(None);
        };
        let request = assistance_request::Entity::find_by_id(request_id).one(db).await?;
        let notifier = notifier::Entity::find_by_id(notifier_id).one(db).await?;
        let (Some(request), Some(notifier)) = (request, notifier.filter(|one| one.disabled_at.is_none()))
        else {
            return Ok(None);
        };
        let delivery_of_request = delivery::Entity::find()
            .filter(delivery::Column::AboutKind.eq(DeliveryCause::AssistanceRequest.as_str()))
            .filter(delivery::Column::AboutId.eq(request.id.to_string()))
            .filter(delivery::Column::Kind.eq(DeliveryKind::Email.as_str()))
            .filter(delivery::Column::NotifierId.eq(notifier.id))
            .filter(delivery::Column::Address.eq(&notifier.address));
        if delivery_of_request.one(db).await?.is_none() {
            return Ok(None);
        }
        let sentence = RequestMessage::of(db, &request).await?.sentence(&request.label);
        Ok(Some(Self { request, notifier, sentence }))
    }

    async fn newest_answer(&self, db: &impl ConnectionTrait) -> Result<Option<AnswerChoice>, Error> {
        let newest = assistance_answer::Entity::find()
            .filter(assistance_answer::Column::RequestId.eq(self.request.id))
            .filter(assistance_answer::Column::NotifierId.eq(self.notifier.id))
            .order_by_desc(assistance_answer::Column::Id)
            .one(db)
            .await?;
        Ok(newest.map(|row| AnswerChoice::parse(&row.answer)))
    }
}

fn button(choice: AnswerChoice, class: &str) -> String {
    let label = match choice {
        AnswerChoice::Coming => "I am coming",
        AnswerChoice::Cannot => "I cannot",
    };
    format!("<button class=\"{class}\" name=\"answer\" value=\"{}\">{label}</button>", choice.as_str())
}

fn words(choice: AnswerChoice) -> &'static str {
    match choice {
        AnswerChoice::Coming => "you are coming",
        AnswerChoice::Cannot => "you cannot come",
    }
}

fn gone_page(state: &Context) -> Response {
    let main =
        "<p>The link is incomplete or has expired. Ring the person who asked, or the housing team.</p>";
    let mut answer = page(&state.config.web, "You cannot answer here any more", main);
    *answer.status_mut() = StatusCode::NOT_FOUND;
    answer
}
