//! Statements that SeaORM's schema builder cannot express: partial indexes, full-text search, and triggers that protect the
//! history.

/// One index for each filter of a list, over the notifications that are still on a tray; the list reads them backwards.
pub(super) const INDEXES: [&str; 31] = [
    "CREATE UNIQUE INDEX service_name ON service (customer_id, name_key)",
    "CREATE INDEX tray_item_all ON tray_item (tray_id, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_unread ON tray_item (tray_id, seq) WHERE removed_at IS NULL AND read_at IS NULL",
    "CREATE INDEX tray_item_read ON tray_item (tray_id, seq) WHERE removed_at IS NULL AND read_at IS NOT NULL",
    "CREATE INDEX tray_item_action ON tray_item (tray_id, require_action, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_decided ON tray_item (tray_id, require_action, decided, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_decided_any ON tray_item (tray_id, decided, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_type ON tray_item (tray_id, notification_type, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_target_type ON tray_item (tray_id, target_type, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_target ON tray_item (tray_id, target_id, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_user ON tray_item (tray_id, user_email, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_site ON tray_item (tray_id, site_id, seq) WHERE removed_at IS NULL",
    "CREATE INDEX tray_item_revision ON tray_item (tray_id, revision)",
    "CREATE INDEX tray_item_notification ON tray_item (seq)",
    "CREATE INDEX notification_customer ON notification (customer_id, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX notification_type ON notification (customer_id, notification_type, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX notification_target_type ON notification (customer_id, target_type, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX notification_target ON notification (customer_id, target_id, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX notification_user ON notification (customer_id, user_email, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX notification_site ON notification (customer_id, site_id, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX notification_decided ON notification (customer_id, require_action, decided, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX notification_service ON notification (service_id, seq) WHERE service_id IS NOT NULL",
    "CREATE INDEX notification_time ON notification (created_at)",
    "CREATE INDEX notification_due ON notification (due_at) WHERE require_action = TRUE AND decided = FALSE",
    "CREATE INDEX notification_service_time ON notification (service_id, created_at)",
    "CREATE INDEX notification_undecided ON notification (service_id, created_at) \
     WHERE require_action = TRUE AND decided = FALSE AND deleted_at IS NULL",
    "CREATE INDEX notification_waiting ON notification (touched_at) WHERE decided = FALSE AND erased_at IS NULL",
    "CREATE INDEX notification_deleted ON notification (deleted_at) WHERE deleted_at IS NOT NULL AND erased_at IS NULL",
    "CREATE INDEX notification_arrival ON notification (arrives_at) WHERE arrives_at IS NOT NULL",
    "CREATE INDEX process_waiting ON process (updated_at) WHERE told_at IS NULL",
    "CREATE INDEX notification_topic ON notification (topic) WHERE topic IS NOT NULL AND deleted_at IS NULL",
];

/// FTS5 with `secure-delete` removes deleted words for good, so that erased names do not stay in the index.
pub(super) const SQLITE: [&str; 5] = [
    "CREATE INDEX notification_history_notification ON notification_history (notification_id, id)",
    "CREATE VIRTUAL TABLE notification_text USING fts5(words, tokenize = \"unicode61 remove_diacritics 2\")",
    "INSERT INTO notification_text (notification_text, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER notification_history_no_update BEFORE UPDATE ON notification_history \
     BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END",
    "CREATE TRIGGER notification_history_no_delete BEFORE DELETE ON notification_history \
     BEGIN SELECT RAISE(ABORT, 'the history cannot be deleted'); END",
];

/// `simple` indexes each word as written, as FTS5 does: English stemming would change names.
pub(super) const POSTGRES: [&str; 7] = [
    "CREATE INDEX notification_history_notification ON notification_history (notification_id, id)",
    "CREATE TABLE notification_text (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX notification_text_words ON notification_text USING GIN (words)",
    "CREATE FUNCTION notification_history_locked() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'the history cannot be changed'; END $$",
    "CREATE TRIGGER notification_history_no_update BEFORE UPDATE ON notification_history \
     FOR EACH ROW EXECUTE FUNCTION notification_history_locked()",
    "CREATE TRIGGER notification_history_no_delete BEFORE DELETE ON notification_history \
     FOR EACH ROW EXECUTE FUNCTION notification_history_locked()",
    "CREATE TRIGGER notification_history_no_truncate BEFORE TRUNCATE ON notification_history \
     FOR EACH STATEMENT EXECUTE FUNCTION notification_history_locked()",
];
