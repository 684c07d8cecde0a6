-- What models were asked and what it cost, in billionths of a US dollar; and how each summary came to be.
CREATE TABLE model_answers (
    key TEXT PRIMARY KEY,     -- a hash of the model, the prompt and all that it was shown
    answer TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX model_answers_at ON model_answers (at);

-- One request each. Before it is settled the cost is the most that it can be.
CREATE TABLE model_calls (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,        -- in the service's time zone
    at INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    story_id TEXT,            -- null: for no story
    model TEXT NOT NULL,
    input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    cost_nusd INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'reserved'
) STRICT;
CREATE INDEX model_calls_day ON model_calls (day, cost_nusd);

CREATE TABLE summary_reports (
    story_id TEXT NOT NULL,
    story_revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    day TEXT NOT NULL,        -- in the service's time zone
    outcome TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    calls INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_nusd INTEGER NOT NULL,
    rejections TEXT NOT NULL,
    sentences INTEGER NOT NULL,
    replaced INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    retry_at INTEGER,         -- null: not asked again
    PRIMARY KEY (story_id, story_revision)
) STRICT;
CREATE INDEX summary_reports_day ON summary_reports (day);

-- Why a summary is an extract; null: there is no model, or none is missed.
ALTER TABLE summaries ADD COLUMN missing TEXT;
