-- Who asked not to be written to, and what it takes to know by its x-apiheader which call a receipt is of.

-- One row for every person who ever said so, by the one key that all spellings of the number share. One
-- who took it back keeps the row: what was said before that must not count when it is taken in again. Since
-- when it is as it is, and by whose hand, stays when it is said once more; what was said last is later.
create table if not exists bulksend_opt_out (
  person varchar(20) primary key,
  recipient varchar(20) not null,
  opted_out boolean not null,
  by_hand boolean not null,
  since timestamp(3) with time zone not null,
  said_at timestamp(3) with time zone not null
);

-- 64 bits that stand for the x-apiheader, where the message has one. Of a receipt it is forgotten as soon
-- as the message is known.
alter table bulksend_message add column if not exists header bigint;
alter table bulksend_receipt add column if not exists header bigint;

-- Which times of a receipt are UTC whatever its zone is, as they came with an offset or as seconds: 1 for
-- the first, 2 for when it was delivered, 4 for when it was read.
alter table bulksend_receipt add column if not exists utc smallint not null default 0;
