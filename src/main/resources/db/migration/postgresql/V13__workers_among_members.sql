-- What a member is, apart from what it is called.
alter table bulksend_member add column worker boolean not null default false;
update bulksend_member set worker = true where process like 'worker%';
