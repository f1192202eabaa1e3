-- Messages that were sent again as their delivery failed, and what is left of campaigns that were
-- forgotten.

-- One row each time that a message was opened again because a receipt said that it failed: the id
-- that it had, and when that call was made. The id of the row is that of the message's entry, and
-- the number of its rows says how often it was sent again.
create table if not exists bulksend_resent (
  id bigint not null,
  message_id varchar not null,
  claimed_at timestamp(3) with time zone,
  primary key (id, message_id)
);

create index if not exists bulksend_resent_message on bulksend_resent (message_id);

-- When the delivery failed, the last time that a receipt said so.
alter table bulksend_receipt add column if not exists failed_at timestamp(0);

-- A forgotten campaign keeps its name, its files' hashes and its counts: when it was forgotten, and
-- when something was last decided about it; of each file how many calls were made for it, how many
-- rows were accepted, and how many may have arrived, those included.
alter table bulksend_campaign add column if not exists forgotten_at timestamp(3) with time zone;
alter table bulksend_campaign add column if not exists changed_at timestamp(3) with time zone;
alter table bulksend_file add column if not exists calls bigint;
alter table bulksend_file add column if not exists accepted bigint;
alter table bulksend_file add column if not exists sent bigint;

create table if not exists bulksend_forgotten (
  campaign_id bigint not null references bulksend_campaign (id),
  delivery boolean not null,
  status varchar(10) not null,
  error_code varchar,
  messages bigint not null
);
