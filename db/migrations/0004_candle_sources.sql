CREATE TABLE "candle_choice" (
	"broker" text NOT NULL,
	"symbol" text NOT NULL,
	"month" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "candle_choice_broker_symbol_month_pk" PRIMARY KEY("broker","symbol","month")
);
--> statement-breakpoint
CREATE TABLE "candle_fetch" (
	"source" text NOT NULL,
	"symbol" text NOT NULL,
	"month" text NOT NULL,
	"owner" text NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"failure" jsonb,
	CONSTRAINT "candle_fetch_source_symbol_month_pk" PRIMARY KEY("source","symbol","month")
);
--> statement-breakpoint
CREATE TABLE "candle_refusal" (
	"source" text NOT NULL,
	"symbol" text NOT NULL,
	"refused_at" timestamp with time zone NOT NULL,
	CONSTRAINT "candle_refusal_source_symbol_pk" PRIMARY KEY("source","symbol")
);
--> statement-breakpoint
CREATE TABLE "candle_upkeep" (
	"broker" text NOT NULL,
	"symbol" text NOT NULL,
	"months" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "candle_upkeep_broker_symbol_pk" PRIMARY KEY("broker","symbol")
);
