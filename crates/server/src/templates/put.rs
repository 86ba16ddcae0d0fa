//! Stores templates and their versions.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use wire::sender::template::TemplateType;

use crate::context::Context;

use database::entity::{template, template_version};
use web::error::Error;

/// Inserts the first version of a template, unless the template exists.
pub(crate) async fn put_template(
    db: &impl ConnectionTrait,
    state: &Context,
    new: NewTemplate,
    by: &str,
) -> Result<(), Error> {
    if template::Entity::find_by_id(&new.id).one(db).await?.is_some() {
        return Ok(());
    }
    let row = template::Model {
        id: new.id,
        service_id: new.service_id,
        organisation_id: new.organisation_id,
        kind: new.kind.as_str().to_owned(),
        name: new.name,
        subject: new.subject.filter(|_| new.kind != TemplateType::Sms),
        body: new.body,
        postage: (new.kind == TemplateType::Letter)
            .then(|| new.postage.unwrap_or_else(|| "second".to_owned())),
        letter_contact_block: new.letter_contact_block.filter(|_| new.kind == TemplateType::Letter),
        version: 1,
        archived: false,
        hidden: false,
        created_by: by.to_owned(),
        created_at: state.now(),
        updated_at: None,
    };
    let added = row.clone().into_active_model().reset_all();
    template::Entity::insert(added).exec_without_returning(db).await?;
    keep_version(db, &row).await
}

pub(crate) async fn keep_version(db: &impl ConnectionTrait, row: &template::Model) -> Result<(), Error> {
    let version = template_version::ActiveModel {
        template_id: Set(row.id.clone()),
        version: Set(row.version),
        name: Set(row.name.clone()),
        subject: Set(row.subject.clone()),
        body: Set(row.body.clone()),
        postage: Set(row.postage.clone()),
        letter_contact_block: Set(row.letter_contact_block.clone()),
        archived: Set(row.archived),
        created_by: Set(row.created_by.clone()),
        created_at: Set(row.updated_at.unwrap_or(row.created_at)),
    };
    template_version::Entity::insert(version).exec_without_returning(db).await?;
    Ok(())
}

/// A template to be inserted.
pub(crate) struct NewTemplate {
    pub(crate) id: String,
    /// The GOV.UK Notify service that it belongs to.
    pub(crate) service_id: String,
    /// The organisation whose admins manage it.
    pub(crate) organisation_id: Option<i64>,
    /// The channel of the template.
    pub(crate) kind: TemplateType,
    pub(crate) name: String,
    /// The subject, of e-mails and letters.
    pub(crate) subject: Option<String>,
    pub(crate) body: String,
    pub(crate) postage: Option<String>,
    /// The return address of a letter.
    pub(crate) letter_contact_block: Option<String>,
}
