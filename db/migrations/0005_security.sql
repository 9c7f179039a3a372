CREATE TABLE "erasure" (
	"user_id" text PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"user_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" integer,
	"content_type" text,
	"body" text,
	CONSTRAINT "idempotency_key_user_id_key_pk" PRIMARY KEY("user_id","key")
);
--> statement-breakpoint
CREATE TABLE "service_nonce" (
	"key_id" text NOT NULL,
	"nonce" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "service_nonce_key_id_nonce_pk" PRIMARY KEY("key_id","nonce")
);
--> statement-breakpoint
CREATE TABLE "data_key" (
	"user_id" text NOT NULL,
	"version" integer NOT NULL,
	"wrapped" text NOT NULL,
	"wrapped_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rotation_asked_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	CONSTRAINT "data_key_user_id_version_pk" PRIMARY KEY("user_id","version")
);
--> statement-breakpoint
CREATE TABLE "password_reset" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"user_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_code_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "second_factor" (
	"user_id" text PRIMARY KEY NOT NULL,
	"secret_enc" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user" DROP CONSTRAINT "user_email_unique";--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "prev_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "last_seen_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "device" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_key" ADD CONSTRAINT "data_key_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "service_nonce_expires_at_idx" ON "service_nonce" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "password_reset_user_id_idx" ON "password_reset" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_email_idx" ON "user" USING btree ("email","id");--> statement-breakpoint
-- The audit log. Each entry's hash is made of the one before it of the same user (of nobody, where the address that was tried is nobody's), so that
-- one that was changed or taken out breaks the chain after it. The lock makes a user's entries wait for each other.
CREATE FUNCTION audit_hash(prev_hash text, seq bigint, id text, user_id text, action text, meta jsonb, created_at timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT encode(sha256(convert_to(concat_ws(E'\n', prev_hash, seq::text, id, coalesce(user_id, ''), action, meta::text,
		to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'UTF8')), 'hex');
$$;
--> statement-breakpoint
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	last record;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('audit'), hashtext(coalesce(NEW.user_id, '')));
	SELECT a.seq, a.hash INTO last FROM audit a WHERE coalesce(a.user_id, '') = coalesce(NEW.user_id, '') ORDER BY a.seq DESC LIMIT 1;
	NEW.seq := coalesce(last.seq, 0) + 1;
	NEW.prev_hash := coalesce(last.hash, repeat('0', 64));
	NEW.created_at := clock_timestamp();
	NEW.hash := audit_hash(NEW.prev_hash, NEW.seq, NEW.id, NEW.user_id, NEW.action, NEW.meta, NEW.created_at);
	RETURN NEW;
END;
$$;
--> statement-breakpoint
-- Every break of a chain: an entry whose hash is not its own, that does not follow the one before it, or before which entries are missing.
CREATE FUNCTION audit_breaks() RETURNS TABLE (user_id text, id text, seq bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
	SELECT chained.user_id, chained.id, chained.seq FROM (
		SELECT a.*, lag(a.hash) OVER chain AS last_hash, lag(a.seq) OVER chain AS last_seq
		FROM audit a WINDOW chain AS (PARTITION BY a.user_id ORDER BY a.seq)
	) chained
	WHERE chained.hash <> audit_hash(chained.prev_hash, chained.seq, chained.id, chained.user_id, chained.action, chained.meta, chained.created_at)
		OR chained.prev_hash <> coalesce(chained.last_hash, repeat('0', 64)) OR chained.seq <> coalesce(chained.last_seq, 0) + 1
	ORDER BY 1, 3;
$$;
--> statement-breakpoint
DO $$
DECLARE
	entry record;
	last_user text := NULL;
	last_seq bigint := 0;
	last_hash text;
BEGIN
	FOR entry IN SELECT * FROM audit ORDER BY coalesce(user_id, ''), created_at, id LOOP
		IF last_user IS DISTINCT FROM coalesce(entry.user_id, '') THEN
			last_user := coalesce(entry.user_id, '');
			last_seq := 0;
			last_hash := repeat('0', 64);
		END IF;
		last_seq := last_seq + 1;
		UPDATE audit SET seq = last_seq, prev_hash = last_hash,
			hash = audit_hash(last_hash, last_seq, entry.id, entry.user_id, entry.action, entry.meta, entry.created_at)
		WHERE id = entry.id RETURNING hash INTO last_hash;
	END LOOP;
END;
$$;
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_chain_key" ON "audit" USING btree (coalesce(user_id, ''),"seq");
--> statement-breakpoint
CREATE TRIGGER audit_chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION chain_audit();
--> statement-breakpoint
-- The roles that the Worker takes on for each transaction (db/neon-fetch.ts): twin_app works for one user, whose id stands in app.user_id, and sees
-- no row of another; twin_system signs people in, sweeps, and wakes jobs up. Neither owns a table, and neither may change or delete an audit entry.
DO $$
DECLARE
	role_name text;
BEGIN
	FOREACH role_name IN ARRAY ARRAY['twin_app', 'twin_system'] LOOP
		BEGIN
			EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
		EXCEPTION WHEN duplicate_object OR unique_violation THEN
			NULL;
		END;
		EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
		EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
	END LOOP;
END;
$$;
--> statement-breakpoint
-- Puts a table of rows that belong to users behind the second wall. Every migration that makes one calls it. The policy is written so that the planner
-- does not take it for another condition on user_id: it would expect hardly any rows, and join them in loops.
CREATE FUNCTION protect_rows(table_name regclass, owner_column text DEFAULT 'user_id') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', table_name);
	EXECUTE format($policy$CREATE POLICY own_rows ON %s TO twin_app USING (coalesce(%I = (SELECT current_setting('app.user_id', true)), false))$policy$,
		table_name, owner_column);
	EXECUTE format('CREATE POLICY all_rows ON %s TO twin_system USING (true)', table_name);
	EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO twin_app, twin_system', table_name);
END;
$$;
--> statement-breakpoint
SELECT protect_rows(c.oid::regclass, CASE c.relname WHEN 'user' THEN 'id' ELSE 'user_id' END)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
	AND (c.relname = 'user' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped));
--> statement-breakpoint
REVOKE UPDATE, DELETE ON audit FROM twin_app, twin_system;--> statement-breakpoint
REVOKE INSERT, DELETE ON "user" FROM twin_app;--> statement-breakpoint
REVOKE DELETE ON "user" FROM twin_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON candle_snapshot, candle_choice, candle_fetch, candle_refusal, candle_upkeep, base_rate TO twin_app, twin_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letter, service_nonce TO twin_system;--> statement-breakpoint
GRANT USAGE ON SEQUENCE event_outbox_seq TO twin_app, twin_system;--> statement-breakpoint
ALTER FUNCTION ensure_event_outbox_partitions(timestamptz) SECURITY DEFINER SET search_path = public;--> statement-breakpoint
ALTER FUNCTION drop_event_outbox_partitions(timestamptz) SECURITY DEFINER SET search_path = public;--> statement-breakpoint
-- Takes out all that is left of a user, wherever a row names one: a table that is made later is found by its column.
CREATE FUNCTION erase_user(erased text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
	left_over text;
BEGIN
	DELETE FROM "user" WHERE id = erased;
	FOR left_over IN
		SELECT c.table_name FROM information_schema.columns c JOIN pg_class t ON t.oid = format('%I', c.table_name)::regclass
		WHERE c.table_schema = 'public' AND c.column_name = 'user_id' AND NOT t.relispartition AND t.relkind IN ('r', 'p')
	LOOP
		EXECUTE format('DELETE FROM %I WHERE user_id = $1', left_over) USING erased;
	END LOOP;
END;
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION erase_user(text), audit_breaks(), ensure_event_outbox_partitions(timestamptz), drop_event_outbox_partitions(timestamptz), protect_rows(regclass, text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION erase_user(text), audit_breaks(), ensure_event_outbox_partitions(timestamptz), drop_event_outbox_partitions(timestamptz) TO twin_system;
