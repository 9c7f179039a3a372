ALTER TABLE "erasure" ADD COLUMN "next_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "oauth_state_user_id_idx" ON "oauth_state" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "job_rejection_user_id_idx" ON "job_rejection" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "entered_cost_user_id_idx" ON "entered_cost" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "reflection_user_id_idx" ON "reflection" USING btree ("user_id","trade_id");--> statement-breakpoint
CREATE INDEX "trade_outcome_user_id_idx" ON "trade_outcome" USING btree ("user_id","trade_id");