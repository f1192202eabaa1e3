-- What the delivery receipts said, and what it takes to match them with rows in doubt.

-- The source that a file's first claim had: nearly always that of all its rows. Empty where it is
-- not known, as for files from before this version.
alter table bulksend_file add column if not exists source varchar;
update bulksend_file set source = '' where source is null;

-- The sources of the rows that have another one. Beside the rows, so that these stay small.
create table if not exists bulksend_source (
  id bigint primary key,
  source varchar not null
);

-- One row for every message that a receipt came for, whether the ledger has its id yet or not.
-- Times are as they were reported, in the zone that the receipts were last taken in with.
-- Recipient and source are forgotten as soon as the message is known.
create table if not exists bulksend_receipt (
  message_id varchar primary key,
  known boolean not null,
  status varchar(10) not null,
  remark varchar,
  recipient varchar,
  source varchar,
  first_at timestamp(0),
  delivered_at timestamp(0),
  read_at timestamp(0),
  zone varchar not null
);
