-- By which rule a campaign's messages are compared. What an earlier version of the program began
-- goes on by that version's rule: its keys, once written, would else match no message any more.

alter table bulksend_campaign add column if not exists key_version integer not null default 1;
