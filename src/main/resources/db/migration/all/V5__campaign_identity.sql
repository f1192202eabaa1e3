-- The results that were written last of a campaign, as they lay on the disk (bytes, and nanoseconds since 1970): where they are
-- untouched, nobody has to read them to know that all in them is in here.

alter table bulksend_campaign add column if not exists results_size bigint;
alter table bulksend_campaign add column if not exists results_modified bigint;
