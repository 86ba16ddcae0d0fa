//! A SQL statement built piece by piece, with values numbered as each database expects. For statements that the query builder
//! cannot express, or would make hard to read.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};

/// A SQL statement under construction.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Starts with this text.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Appends this text.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Appends a bound value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Appends a list of bound values, separated by commas.
    pub fn bind_all<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self
    }

    fn statement(&self, db: &impl ConnectionTrait) -> Statement {
        Statement::from_sql_and_values(db.get_database_backend(), &self.text, self.values.clone())
    }

    /// Executes it and returns the number of affected rows.
    pub async fn run(&self, db: &impl ConnectionTrait) -> Result<u64, DbErr> {
        Ok(db.execute_raw(self.statement(db)).await?.rows_affected())
    }

    /// Returns all rows.
    pub async fn all<T: FromQueryResult>(&self, db: &impl ConnectionTrait) -> Result<Vec<T>, DbErr> {
        T::find_by_statement(self.statement(db)).all(db).await
    }

    /// Returns the first row.
    pub async fn one<T: FromQueryResult>(&self, db: &impl ConnectionTrait) -> Result<Option<T>, DbErr> {
        T::find_by_statement(self.statement(db)).one(db).await
    }

    /// SQLite's query plan, one step a line.
    pub async fn plan(&self, db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
        let mut explain = self.clone();
        explain.text.insert_str(0, "EXPLAIN QUERY PLAN ");
        let rows = db.query_all_raw(explain.statement(db)).await?;
        rows.iter().map(|row| row.try_get("", "detail")).collect()
    }
}
