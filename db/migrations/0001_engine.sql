CREATE TABLE "base_rate" (
	"source" text NOT NULL,
	"symbol" text NOT NULL,
	"month" text NOT NULL,
	"version" integer NOT NULL,
	"hours" integer NOT NULL,
	"met" integer NOT NULL,
	CONSTRAINT "base_rate_source_symbol_month_version_pk" PRIMARY KEY("source","symbol","month","version")
);
--> statement-breakpoint
CREATE TABLE "entered_cost" (
	"trade_id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"unit_cost" numeric NOT NULL,
	"acquired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"trade_id" text NOT NULL,
	"label" text NOT NULL,
	"vote" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lot_match" (
	"sale_id" text NOT NULL,
	"seq" integer NOT NULL,
	"user_id" text NOT NULL,
	"lot_id" text,
	"source" text NOT NULL,
	"qty" numeric NOT NULL,
	"cost" numeric NOT NULL,
	"entry_value" numeric NOT NULL,
	"proceeds" numeric NOT NULL,
	"pnl" numeric NOT NULL,
	"opened_at" timestamp with time zone,
	CONSTRAINT "lot_match_sale_id_seq_pk" PRIMARY KEY("sale_id","seq")
);
--> statement-breakpoint
CREATE TABLE "round_trip" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"broker" text NOT NULL,
	"symbol" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"entries" integer NOT NULL,
	"exits" integer NOT NULL,
	"qty" numeric NOT NULL,
	"held_qty" numeric NOT NULL,
	"held_cost" numeric,
	"entry_value" numeric NOT NULL,
	"gross" numeric NOT NULL,
	"fees" numeric NOT NULL,
	"pnl" numeric NOT NULL,
	"basis" text NOT NULL,
	"held_hours" double precision
);
--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "matching" text DEFAULT 'fifo' NOT NULL;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "risk_per_trade" numeric;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "inputs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "scored_inputs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "result" jsonb;--> statement-breakpoint
ALTER TABLE "candle_snapshot" ADD COLUMN "last_close" numeric;--> statement-breakpoint
ALTER TABLE "candle_snapshot" ADD COLUMN "last_close_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reflection" ADD COLUMN "digest" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "trade" ADD COLUMN "order_id" text;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "gross" numeric;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "fee" numeric;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "entry_value" numeric;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "unknown_qty" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "unknown_proceeds" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "order_id" text;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "trip_id" text;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "peers" jsonb;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "excursion" jsonb;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "remembered" jsonb;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "review_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "labels" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "trade_outcome" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "entered_cost" ADD CONSTRAINT "entered_cost_trade_id_trade_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_trade_id_trade_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_match" ADD CONSTRAINT "lot_match_sale_id_trade_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."trade"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_trip" ADD CONSTRAINT "round_trip_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_user_id_idx" ON "feedback" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "feedback_trade_id_idx" ON "feedback" USING btree ("trade_id");--> statement-breakpoint
CREATE INDEX "lot_match_user_id_lot_id_idx" ON "lot_match" USING btree ("user_id","lot_id");--> statement-breakpoint
CREATE INDEX "round_trip_user_id_closed_at_idx" ON "round_trip" USING btree ("user_id","closed_at");--> statement-breakpoint
CREATE INDEX "user_to_score_idx" ON "user" USING btree ("id") WHERE inputs <> scored_inputs;--> statement-breakpoint
CREATE INDEX "reflection_provisional_idx" ON "reflection" USING btree ("user_id") WHERE provisional;--> statement-breakpoint
CREATE INDEX "trade_outcome_review_at_idx" ON "trade_outcome" USING btree ("review_at") WHERE review_at is not null;--> statement-breakpoint
CREATE INDEX "trade_outcome_version_idx" ON "trade_outcome" USING btree ("version");--> statement-breakpoint
CREATE INDEX "trade_outcome_trip_id_idx" ON "trade_outcome" USING btree ("trip_id");--> statement-breakpoint
UPDATE "trade_outcome" o SET "version" = 1, "labels" = coalesce((
	select jsonb_agg(jsonb_build_object('label', b.label, 'confidence', b.confidence) order by b.confidence desc, b.label)
	from "bias_tag" b where b.trade_id = o.trade_id and b.version = 1), '[]'::jsonb);
