#!/bin/bash
# Runs once, when the database folder is empty: the roles of the service and of Temporal, and their databases.
set -euo pipefail

create() {
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v role="$1" -v password="$2" <<'SQL'
create role :"role" login password :'password';
SQL
}

create report_owner "$OWNER_PASSWORD"
create report_service "$SERVICE_PASSWORD"
create report_clinical "$CLINICAL_PASSWORD"
create temporal "$TEMPORAL_PASSWORD"

createdb --username "$POSTGRES_USER" --owner report_owner report_generation
createdb --username "$POSTGRES_USER" --owner temporal temporal
createdb --username "$POSTGRES_USER" --owner temporal temporal_visibility
