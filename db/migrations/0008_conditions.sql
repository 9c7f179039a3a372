ALTER TABLE "trade_outcome" ADD COLUMN "conditions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "digest_period_end_idx" ON "digest" USING btree ("period_end","id");--> statement-breakpoint
UPDATE "trade_outcome" o SET "conditions" = jsonb_build_array(
	f -> 'pct_change_1h_before' -> 'value', f -> 'pct_change_24h_before' -> 'value', f -> 'RSI_14' -> 'value', f -> 'ATR_rel' -> 'value',
	f -> 'BB_pos' -> 'value', f -> 'gap_from_MA' -> 'value', f -> 'drawdown_recent' -> 'value', f -> 'held_hours' -> 'value')
FROM (SELECT DISTINCT ON (trade_id, version) trade_id, version, features -> 'features' AS f FROM bias_tag) t
WHERE t.trade_id = o.trade_id AND t.version = o.version;
