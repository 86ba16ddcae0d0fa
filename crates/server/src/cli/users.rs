//! `user`: accounts that an operator manages by hand.

pub(crate) mod controllers;
pub(crate) mod find_user;

use clap::{Args, Subcommand};
use sea_orm::EntityTrait;
use wire::account::NAME_LIMIT;
use wire::label;
use wire::sender::phone;
use wire::session::Role;

use crate::accounts::revoke::Cause;
use crate::accounts::{NewAccount, revoke};
use crate::cli::database_args::{DatabaseArgs, check_organisation, error_text, hash_password, print_code};
use crate::cli::users::find_user::find;
use database::entity::site;

#[derive(Debug, Args)]
pub(crate) struct NewUser {
    /// E-mail address of the account.
    email: String,
    /// resident, supporter, officer, manager, admin or controller.
    #[arg(long, value_parser = parse_role)]
    role: Role,
    /// First name.
    #[arg(long)]
    name: String,
    /// Family name.
    #[arg(long, default_value = "")]
    surname: String,
    /// Number of the account's organisation. The default for a controller is the first --organisation.
    #[arg(long)]
    customer: Option<i64>,
    /// Number of an organisation that a controller serves; may be repeated.
    #[arg(long = "organisation")]
    organisations: Vec<i64>,
    /// Number of the site where a resident lives, or that an officer looks after.
    #[arg(long)]
    site: Option<i64>,
    /// A resident's tenure, such as tenant or leaseholder.
    #[arg(long, value_parser = wire::tenure::parse)]
    tenure: Option<String>,
    /// Team of a member of staff: housing, finance, repairs-manager, repairs-contractor, dlo-supervisor or rcc-supervisor.
    #[arg(long, value_parser = ["housing", "finance", "repairs-manager", "repairs-contractor", "dlo-supervisor", "rcc-supervisor"])]
    team: Option<String>,
    /// Staff's mobile number, for texts about alarms that nobody acknowledges.
    #[arg(long, value_parser = parse_mobile)]
    mobile: Option<String>,
    /// The password. Without it, a one-time code is printed with which the person chooses one.
    #[arg(long, env = "TOCSIN_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add an account.
    Add(Box<NewUser>),
    /// Print a one-time code with which the person chooses a new password.
    ResetPassword {
        /// E-mail address of the account.
        email: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// End every session and revoke every token of an account.
    SignOut {
        /// E-mail address of the account.
        email: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Set the mobile number of staff, for texts about alarms that nobody acknowledges.
    Mobile {
        /// Sign-in e-mail address.
        email: String,
        /// The number; without one the number is removed.
        #[arg(value_parser = parse_mobile)]
        number: Option<String>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Set the organisations that a controller serves. The list replaces the previous one.
    Serves {
        /// E-mail address of the controller's account.
        email: String,
        /// Number of an organisation; may be repeated.
        #[arg(long = "organisation", required = true)]
        organisations: Vec<i64>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Deactivate an account. Its records stay.
    Deactivate {
        /// E-mail address of the account.
        email: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl UserCommand {
    pub(crate) async fn run(self) -> Result<(), String> {
        match self {
            Self::Add(new) => new.add().await,
            Self::ResetPassword { email, database } => {
                let state = database.state().await?;
                let user = find(&state, &email).await?;
                print_code(&state, &user).await
            }
            Self::SignOut { email, database } => {
                let state = database.state().await?;
                let user = find(&state, &email).await?;
                let transaction = state.write().await.map_err(error_text)?;
                revoke::account(&*transaction, &state, &user.id, Cause::SignedOut)
                    .await
                    .map_err(error_text)?;
                transaction.commit().await.map_err(error_text)?;
                println!("{} is signed out everywhere.", user.email);
                Ok(())
            }
            Self::Mobile { email, number, database } => {
                let state = database.state().await?;
                let user = find(&state, &email).await?;
                if !Role::from(user.role.clone()).is_staff() {
                    return Err(format!("{} is not staff.", user.email));
                }
                let transaction = state.write().await.map_err(error_text)?;
                crate::accounts::set_mobile(&*transaction, &user.id, number.as_deref())
                    .await
                    .map_err(error_text)?;
                transaction.commit().await.map_err(error_text)?;
                match number {
                    Some(_) => println!("{} gets texts about alarms.", user.email),
                    None => println!("{} gets no texts any more.", user.email),
                }
                Ok(())
            }
            Self::Serves { email, organisations, database } => {
                controllers::choose_organisations(&database.state().await?, &email, &organisations).await
            }
            Self::Deactivate { email, database } => {
                let state = database.state().await?;
                let user = find(&state, &email).await?;
                let transaction = state.write().await.map_err(error_text)?;
                crate::accounts::deactivate(&*transaction, &state, &user.id).await.map_err(error_text)?;
                transaction.commit().await.map_err(error_text)?;
                println!("{} is deactivated.", user.email);
                Ok(())
            }
        }
    }
}

impl NewUser {
    async fn add(self) -> Result<(), String> {
        if wire::sender::email::parse(&self.email).is_none() {
            return Err("Write the email like name@example.com.".to_owned());
        }
        for (what, name) in [("name", &self.name), ("surname", &self.surname)] {
            label::parse_optional(name, NAME_LIMIT)
                .map_err(|problem| format!("{what}: {}", problem.message("")))?;
        }
        let state = self.database.state().await?;
        let (customer, serves) = controllers::organisations(&self.role, self.customer, &self.organisations)?;
        for id in serves.iter().chain([&customer]) {
            check_organisation(&state, *id).await?;
        }
        if let Some(id) = self.site {
            let found = site::Entity::find_by_id(id).one(&*state.db).await.map_err(error_text)?;
            if found.is_none_or(|site| site.organisation_id != customer) {
                return Err(format!("Customer {customer} has no site {id}."));
            }
        }
        let password_hash = hash_password(&state, self.password).await?;
        let needs_code = password_hash.is_none();
        let new = NewAccount {
            email: self.email,
            name: self.name,
            surname: self.surname,
            password_hash,
            role: self.role,
            team: self.team,
            organisation_id: customer,
            site_id: self.site,
            tenure: self.tenure,
            client_id: None,
        };
        let transaction = state.write().await.map_err(error_text)?;
        let user = crate::accounts::create(&state, &*transaction, new).await.map_err(error_text)?;
        crate::accounts::serve(&*transaction, &user, &serves, state.now()).await.map_err(error_text)?;
        crate::accounts::set_mobile(&*transaction, &user.id, self.mobile.as_deref())
            .await
            .map_err(error_text)?;
        transaction.commit().await.map_err(error_text)?;
        println!("{} added as {}.", user.email, user.role);
        if needs_code { print_code(&state, &user).await } else { Ok(()) }
    }
}

fn parse_mobile(text: &str) -> Result<String, String> {
    phone::parse(text).map(|_| phone::tidy(text)).map_err(|problem| problem.message().to_owned())
}

fn parse_role(text: &str) -> Result<Role, String> {
    let words: Vec<_> = Role::ALL.iter().map(Role::as_str).collect();
    Role::ALL
        .iter()
        .find(|role| role.as_str() == text)
        .cloned()
        .ok_or(format!("write one of {}", words.join(", ")))
}
