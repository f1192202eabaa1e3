-- Who had a chunk of handed out rows before, and until when: a call under way is that of who had it
-- when the call was claimed.
create table bulksend_former_taker (
  handout_id bigint not null,
  number integer not null,
  until timestamp(3) with time zone not null,
  taker bigint not null
);

create index bulksend_former_taker_ix on bulksend_former_taker (handout_id, number, until);
