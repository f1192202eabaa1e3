-- What was found out about the files that a campaign's rows name, when they were checked: what is
-- sent is what was checked, or nothing. A path is kept as 128 bits of its SHA-256; sizes are in
-- bytes, and times in nanoseconds since 1970.
create table if not exists bulksend_attachment (
  file_id bigint not null references bulksend_file (id),
  path_high bigint not null,
  path_low bigint not null,
  sha256 varchar(64) not null,
  content_type varchar not null,
  bytes bigint not null,
  modified bigint not null,
  primary key (file_id, path_high, path_low)
);

-- The ids that files were given when they were uploaded, by their content and by where that was.
create table if not exists bulksend_medium (
  sha256 varchar(64) not null,
  api varchar not null,
  media_id varchar not null,
  uploaded_at timestamp(3) with time zone not null,
  primary key (sha256, api)
);
