//! `POST /api/v2/assistance-request/{id}/answer`: a person says whether they come. Only this counts as reaching the person.

use axum::Json;
use axum::extract::State;
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use wire::assistance::{AnswerChoice, AssistanceRequest, NewAnswer};
use wire::session::Role;

use crate::assistance::requests::{escalate, replies, scope, view};
use crate::auth::caller::Person;
use crate::context::{Change, Context};
use crate::state::AppState;
use database::entity::{assistance_answer, assistance_request};
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Answers "I am coming" or "I cannot". The newest answer of a person counts.
#[utoipa::path(post, path = "/api/v2/assistance-request/{id}/answer", tag = "assistance", params(("id" = i64, Path)),
    request_body(content = NewAnswer, description = "answer: coming or cannot", example = json!({ "answer": "coming" })),
    responses((status = 200, description = "The request", body = AssistanceRequest), (status = 400), (status = 401),
        (status = 403, description = "The caller may read it but was not asked"),
        (status = 404, description = "Unknown, or the caller was not notified of it")))]
pub(crate) async fn create_assistance_answer(
    State(state): State<AppState>,
    Detailed(person): Detailed<Person>,
    Detailed(Id(id)): Detailed<Id>,
    body: Result<JsonBody<NewAnswer>, Error>,
) -> Result<Json<AssistanceRequest>, Refusal> {
    if person.role == Role::Resident {
        return Err(not_asked().into());
    }
    let scope = scope::requests(&state, &person).await?;
    let JsonBody(NewAnswer { answer }) = body?;
    let transaction = state.write().await?;
    let request = scope::find(&*transaction, &scope, id).await?;
    if !replies::was_asked(&*transaction, &person.user.id, request.id).await? {
        return Err(not_asked().into());
    }
    let user = person.user;
    let respondent = Respondent { user_id: Some(user.id), notifier_id: None, name: user.name };
    record(&*transaction, &state, &request, respondent, answer).await?;
    let shown = view::one(&*transaction, request).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(Json(shown))
}

/// Who answers: somebody with an account, or the recipient of a notifier's e-mail.
pub(crate) struct Respondent {
    pub(crate) user_id: Option<String>,
    pub(crate) notifier_id: Option<i64>,
    pub(crate) name: String,
}

/// Stores an answer, and notifies the next provider if nobody can come any more.
pub(crate) async fn record(
    transaction: &impl ConnectionTrait,
    state: &Context,
    request: &assistance_request::Model,
    respondent: Respondent,
    answer: AnswerChoice,
) -> Result<(), Error> {
    let row = assistance_answer::ActiveModel {
        request_id: Set(request.id),
        user_id: Set(respondent.user_id),
        notifier_id: Set(respondent.notifier_id),
        name: Set(respondent.name),
        answer: Set(answer.as_str().to_owned()),
        answered_at: Set(state.now()),
        ..Default::default()
    };
    row.insert(transaction).await?;
    if answer == AnswerChoice::Cannot {
        escalate::look_again(state, transaction, request).await?;
    }
    Ok(())
}

fn not_asked() -> Error {
    Error::forbidden("Only those who were asked can answer.")
}
