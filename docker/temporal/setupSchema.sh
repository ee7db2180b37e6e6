#!/bin/sh
# Brings both databases of Temporal to the schema of this image; safe to run again.
set -eu

for store in temporal:temporal temporal_visibility:visibility; do
  database="${store%%:*}"
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  temporal-sql-tool --database "$database" update-schema --schema-name "postgresql/v12/${store##*:}"
done
