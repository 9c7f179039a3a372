CREATE TABLE "dead_letter" (
	"id" text PRIMARY KEY NOT NULL,
	"queue" text NOT NULL,
	"body" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"replay_asked_at" timestamp with time zone,
	"replayed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "claims" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "woken_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "wakes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
-- Makes the partitions of the month that holds at_time and of the two after it. What the default partition has caught of such a month moves
-- into its own: Postgres refuses to make a partition while another one holds its rows. Idempotent; two at once take turns.
CREATE OR REPLACE FUNCTION ensure_event_outbox_partitions(at_time timestamptz) RETURNS void LANGUAGE plpgsql SET lock_timeout = '10s' AS $$
DECLARE
	first_day timestamp;
	from_ts timestamptz;
	until_ts timestamptz;
	partition_name text;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('event_outbox partitions'));
	FOR ahead IN 0..2 LOOP
		first_day := date_trunc('month', at_time AT TIME ZONE 'UTC') + make_interval(months => ahead);
		from_ts := first_day AT TIME ZONE 'UTC';
		until_ts := (first_day + interval '1 month') AT TIME ZONE 'UTC';
		partition_name := 'event_outbox_' || to_char(first_day, 'YYYY_MM');
		CONTINUE WHEN to_regclass(partition_name) IS NOT NULL;
		LOCK TABLE event_outbox_default IN ACCESS EXCLUSIVE MODE;
		EXECUTE format('CREATE TABLE %I (LIKE event_outbox INCLUDING DEFAULTS)', partition_name);
		EXECUTE format(
			'WITH moved AS (DELETE FROM event_outbox_default WHERE ts >= %L AND ts < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
			from_ts, until_ts, partition_name
		);
		EXECUTE format('ALTER TABLE event_outbox ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition_name, from_ts, until_ts);
	END LOOP;
END;
$$;
--> statement-breakpoint
-- Drops the partitions that end before before_time, and what the default partition holds from before it. A partition with an event that has
-- not reached its feed stays, and is named in the answer: the sweep has to hand it over first.
CREATE FUNCTION drop_event_outbox_partitions(before_time timestamptz) RETURNS TABLE (partition_name text, dropped boolean)
LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
	undelivered boolean;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('event_outbox partitions'));
	FOR partition_name IN
		SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
		WHERE inhparent = 'event_outbox'::regclass AND child.relname ~ '^event_outbox_\d{4}_\d\d$'
			AND to_date(right(child.relname, 7), 'YYYY_MM') + interval '1 month' <= before_time AT TIME ZONE 'UTC'
		ORDER BY child.relname
	LOOP
		EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE delivered_at IS NULL)', partition_name) INTO undelivered;
		dropped := NOT undelivered;
		IF dropped THEN
			EXECUTE format('DROP TABLE %I', partition_name);
		END IF;
		RETURN NEXT;
	END LOOP;
	DELETE FROM event_outbox_default WHERE ts < before_time AND delivered_at IS NOT NULL;
END;
$$;
--> statement-breakpoint
-- Marks a user's events as delivered and answers the next ones that wait, in the order in which they were told. The walk along the index of what
-- waits is the only good plan, however many wait and whatever the statistics say: a bitmap would visit every event that was delivered since the
-- last vacuum, and a sort would read all that wait to find the first hundred.
CREATE FUNCTION next_events(for_user text, delivered bigint[], at_most integer)
RETURNS TABLE (id text, type text, v integer, ts text, payload text, seq text)
LANGUAGE plpgsql SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off AS $$
BEGIN
	IF cardinality(delivered) > 0 THEN
		UPDATE event_outbox e SET delivered_at = now()
		WHERE e.user_id = for_user AND e.delivered_at IS NULL AND e.seq = ANY (delivered);
	END IF;
	RETURN QUERY
		SELECT e.id, e.type, e.v, to_char(e.ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.payload::text, e.seq::text
		FROM event_outbox e
		WHERE e.user_id = for_user AND e.delivered_at IS NULL
		ORDER BY e.seq LIMIT at_most;
END;
$$;
