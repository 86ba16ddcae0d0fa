//! What the database itself contains, independently of the API's responses.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::TestServer;

impl TestServer {
    /// Whether a word occurs anywhere in SQLite's files or in any row of PostgreSQL, in capitals or not; a number also in
    /// SQLite's encoding.
    pub async fn stores(&self, word: &str) -> bool {
        match self.state.db.get_database_backend() {
            DbBackend::Sqlite => self.is_in_a_file(word),
            _ => self.is_in_a_row(word).await,
        }
    }

    /// Every table with each of its columns.
    pub async fn columns(&self) -> Vec<(String, String)> {
        let backend = self.state.db.get_database_backend();
        let sql = match backend {
            DbBackend::Sqlite => {
                "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
            }
            _ => {
                "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
            }
        };
        let rows = self.state.db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
    }

    /// The number of rows that a statement returns.
    pub async fn count(&self, sql: String) -> i64 {
        let statement = Statement::from_string(self.state.db.get_database_backend(), sql);
        self.state.db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    fn is_in_a_file(&self, word: &str) -> bool {
        let number = word.parse().ok().map(f64::to_be_bytes);
        let word = word.to_ascii_lowercase();
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        let contents = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        let contents = contents.collect::<Vec<_>>();
        assert!(
            contents.iter().any(|bytes| bytes.starts_with(b"SQLite format 3")),
            "there is no database file"
        );
        contents.iter().any(|bytes| {
            number.is_some_and(|number| bytes.windows(8).any(|window| window == number))
                || bytes.to_ascii_lowercase().windows(word.len()).any(|window| window == word.as_bytes())
        })
    }

    async fn is_in_a_row(&self, word: &str) -> bool {
        let query = async |sql: &str, values: Vec<Value>| {
            let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
            self.state.db.query_all_raw(statement).await.unwrap()
        };
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        for row in query(tables, Vec::new()).await {
            let table: String = row.try_get_by_index(0).unwrap();
            let sql = format!(
                "SELECT 1 FROM \"{table}\" AS line WHERE position(lower($1) IN lower(line::text)) > 0"
            );
            if !query(&sql, vec![word.into()]).await.is_empty() {
                return true;
            }
        }
        false
    }
}
