CREATE SEQUENCE "public"."event_outbox_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"action" text NOT NULL,
	"meta" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_hash" text NOT NULL,
	"ua_hash" text,
	CONSTRAINT "session_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "broker_connection" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"broker" text NOT NULL,
	"status" text NOT NULL,
	"access_enc" text NOT NULL,
	"refresh_enc" text,
	"scope" text NOT NULL,
	"expires_at" timestamp with time zone,
	"refresh_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "broker_connection_user_id_broker_key" UNIQUE("user_id","broker")
);
--> statement-breakpoint
CREATE TABLE "oauth_state" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"session_id" text NOT NULL,
	"broker" text NOT NULL,
	"verifier_enc" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digest" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"period_end" timestamp with time zone NOT NULL,
	"payload" jsonb NOT NULL,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "digest_user_id_period_start_key" UNIQUE("user_id","period_start")
);
--> statement-breakpoint
CREATE TABLE "rule" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"params" jsonb NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "rule_user_id_kind_key" UNIQUE("user_id","kind")
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"run" integer NOT NULL,
	"status" text NOT NULL,
	"params" jsonb NOT NULL,
	"progress" jsonb NOT NULL,
	"cursor" text,
	"error" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"requests" integer DEFAULT 1 NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_rejection" (
	"id" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"user_id" text NOT NULL,
	"line" integer,
	"ext_id" text,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "candle_snapshot" (
	"hash" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"symbol" text NOT NULL,
	"granularity" text NOT NULL,
	"month" text NOT NULL,
	"bars" integer NOT NULL,
	"covered_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_outbox" (
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"type" text NOT NULL,
	"v" integer NOT NULL,
	"ts" timestamp with time zone NOT NULL,
	"payload" jsonb NOT NULL,
	"delivered_at" timestamp with time zone,
	"seq" bigint DEFAULT nextval('event_outbox_seq') NOT NULL,
	CONSTRAINT "event_outbox_id_ts_pk" PRIMARY KEY("id","ts")
) PARTITION BY RANGE ("ts");
--> statement-breakpoint
CREATE TABLE "event_outbox_default" PARTITION OF "event_outbox" DEFAULT;
--> statement-breakpoint
-- Makes the partitions of the month that holds at_time and of the two after it. Idempotent; called by migration and by cron.
CREATE FUNCTION ensure_event_outbox_partitions(at_time timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	first_day timestamp;
	partition_name text;
BEGIN
	FOR ahead IN 0..2 LOOP
		first_day := date_trunc('month', at_time AT TIME ZONE 'UTC') + make_interval(months => ahead);
		partition_name := 'event_outbox_' || to_char(first_day, 'YYYY_MM');
		IF to_regclass(partition_name) IS NULL THEN
			EXECUTE format(
				'CREATE TABLE IF NOT EXISTS %I PARTITION OF event_outbox FOR VALUES FROM (%L) TO (%L)',
				partition_name,
				first_day AT TIME ZONE 'UTC',
				(first_day + interval '1 month') AT TIME ZONE 'UTC'
			);
		END IF;
	END LOOP;
END;
$$;
--> statement-breakpoint
SELECT ensure_event_outbox_partitions(now());
--> statement-breakpoint
CREATE TABLE "bias_tag" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"trade_id" text NOT NULL,
	"label" text NOT NULL,
	"confidence" double precision NOT NULL,
	"version" integer NOT NULL,
	"features" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bias_tag_trade_id_label_version_key" UNIQUE("trade_id","label","version")
);
--> statement-breakpoint
CREATE TABLE "reflection" (
	"trade_id" text NOT NULL,
	"user_id" text NOT NULL,
	"version" integer NOT NULL,
	"insight" text NOT NULL,
	"sparkline" double precision[] NOT NULL,
	"provisional" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reflection_trade_id_version_key" UNIQUE("trade_id","version")
);
--> statement-breakpoint
CREATE TABLE "trade" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"broker" text NOT NULL,
	"ext_id" text NOT NULL,
	"symbol" text NOT NULL,
	"side" text NOT NULL,
	"qty" numeric NOT NULL,
	"price" numeric NOT NULL,
	"fee" numeric,
	"fee_currency" text,
	"ts" timestamp with time zone NOT NULL,
	"venue_seq" text,
	"job_id" text,
	CONSTRAINT "trade_user_id_broker_ext_id_key" UNIQUE("user_id","broker","ext_id"),
	CONSTRAINT "trade_qty_positive" CHECK ("trade"."qty" > 0),
	CONSTRAINT "trade_price_positive" CHECK ("trade"."price" > 0)
);
--> statement-breakpoint
CREATE TABLE "trade_outcome" (
	"trade_id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"basis" text,
	"pnl" numeric,
	"held_hours" double precision
);
--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD CONSTRAINT "broker_connection_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_state" ADD CONSTRAINT "oauth_state_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest" ADD CONSTRAINT "digest_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule" ADD CONSTRAINT "rule_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_rejection" ADD CONSTRAINT "job_rejection_job_id_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."job"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bias_tag" ADD CONSTRAINT "bias_tag_trade_id_trade_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflection" ADD CONSTRAINT "reflection_trade_id_trade_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trade" ADD CONSTRAINT "trade_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD CONSTRAINT "trade_outcome_trade_id_trade_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_user_id_id_idx" ON "audit" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "session_user_id_idx" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "digest_user_id_period_end_idx" ON "digest" USING btree ("user_id","period_end");--> statement-breakpoint
CREATE UNIQUE INDEX "job_key_active_key" ON "job" USING btree ("key") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "job_key_run_key" ON "job" USING btree ("key","run");--> statement-breakpoint
CREATE INDEX "job_user_id_created_at_idx" ON "job" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "job_active_idx" ON "job" USING btree ("updated_at") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "job_rejection_job_id_idx" ON "job_rejection" USING btree ("job_id","id");--> statement-breakpoint
CREATE INDEX "candle_snapshot_series_idx" ON "candle_snapshot" USING btree ("source","symbol","granularity","month","covered_until");--> statement-breakpoint
CREATE INDEX "event_outbox_user_id_ts_idx" ON "event_outbox" USING btree ("user_id","ts");--> statement-breakpoint
CREATE INDEX "event_outbox_undelivered_idx" ON "event_outbox" USING btree ("user_id","seq") WHERE delivered_at is null;--> statement-breakpoint
CREATE INDEX "bias_tag_trade_id_idx" ON "bias_tag" USING btree ("trade_id");--> statement-breakpoint
CREATE INDEX "bias_tag_user_id_label_idx" ON "bias_tag" USING btree ("user_id","label");--> statement-breakpoint
CREATE INDEX "trade_user_id_ts_idx" ON "trade" USING btree ("user_id","ts","id");--> statement-breakpoint
CREATE INDEX "trade_symbol_idx" ON "trade" USING btree ("symbol");