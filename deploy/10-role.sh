#!/bin/sh
# Gives the desk a role of its own: the image's first role is a superuser, whom row-level security does not hold.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --username postgres \
  --set password="$(head -n 1 /run/secrets/database_password)" <<'SQL'
CREATE ROLE heeded LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE heeded OWNER heeded;
SQL
