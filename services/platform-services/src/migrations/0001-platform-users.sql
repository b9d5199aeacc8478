-- People. A soft-deleted one keeps the row and frees the e-mail.
create table platform_users (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  password_hash text not null,
  first_name text,
  last_name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);

create unique index platform_users_email on platform_users (lower(email)) where deleted_at is null;
