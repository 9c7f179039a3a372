CREATE TABLE "inventory_event" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"broker" text NOT NULL,
	"ext_id" text NOT NULL,
	"kind" text NOT NULL,
	"asset" text NOT NULL,
	"qty" numeric NOT NULL,
	"value" numeric,
	"value_currency" text,
	"ts" timestamp with time zone NOT NULL,
	"job_id" text,
	"source" text DEFAULT 'api' NOT NULL,
	CONSTRAINT "inventory_event_user_id_broker_ext_id_key" UNIQUE("user_id","broker","ext_id"),
	CONSTRAINT "inventory_event_qty_positive" CHECK ("inventory_event"."qty" > 0)
);
--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "auth" text DEFAULT 'oauth2' NOT NULL;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "problem" jsonb;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "synced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "next_sync_at" timestamp with time zone DEFAULT now() + interval '15 minutes' NOT NULL;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "history_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "history_complete" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "balances" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "broker_connection" ADD COLUMN "balances_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trade" ADD COLUMN "source" text DEFAULT 'api' NOT NULL;--> statement-breakpoint
ALTER TABLE "inventory_event" ADD CONSTRAINT "inventory_event_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inventory_event_user_id_ts_idx" ON "inventory_event" USING btree ("user_id","ts");--> statement-breakpoint
CREATE INDEX "broker_connection_due_idx" ON "broker_connection" USING btree ("next_sync_at") WHERE status = 'active';