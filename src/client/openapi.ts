// Made by npm run openapi:client from the OpenAPI document; do not edit.

export interface paths {
    "/v1.0/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers who did what, newest first
         * @description Events of one study need `ReportingGet` there, named by `studyId` and `mode`. All others, those of the tenant (`studyId` empty or `null`) among them, need it for the whole tenant. Needs the right `ReportingGet`. An addition to the published interface.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/crf/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers the case report forms of the chosen subjects as ODM 1.3.2
         * @description At once, and so for a limited number of subjects and rows; more is to be ordered as a report. The ODM stands as text in a BaseResponse, or alone where `Accept` names `application/xml` and not `application/json`. Needs the right `ReportingPost`.
         */
        post: operations["collateCrfReports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/report/job/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers how a job stands
         * @description With `Prefer: wait=N` as soon as its state changes, or after N seconds; at once where it is over. Needs the right `ReportingGet`. An addition to the published interface.
         */
        get: operations["getReportJob"];
        put?: never;
        /**
         * Kickstarts the generation of a report
         * @description Starts the job where it stands still, and answers how it stands where it runs or is done. An unknown id orders a new report. Needs the right `ReportingPost`.
         */
        post: operations["kickstartReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/report/job/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels a job
         * @description A run that has begun hears it in its own time; a job that no run has claimed is CANCELLED at once. Needs the right `ReportingPost`. An addition to the published interface.
         */
        post: operations["cancelReportJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/report/job/{jobId}/comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a comment to a job
         * @description The newest comments stand in the ExecutionLog, all of them in the history. A job that is over takes one, too. Needs the right `ReportingPost`. An addition to the published interface.
         */
        post: operations["commentReportJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/report/job/{jobId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers every change of a job, the oldest first
         * @description Without a limit the first 1000 changes. Needs the right `ReportingGet`. An addition to the published interface.
         */
        get: operations["getReportJobHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/report/job/{jobId}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers what a job's file stands on
         * @description Needs the right `ReportingGet`. An addition to the published interface.
         */
        get: operations["getReportManifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/report/job/{jobId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pauses a job
         * @description A render under way is stopped, and begins anew once the job is resumed. Needs the right `ReportingPost`. An addition to the published interface.
         */
        post: operations["pauseReportJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/report/job/{jobId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes a paused job
         * @description Changes nothing where the job is not paused. Needs the right `ReportingPost`. An addition to the published interface.
         */
        post: operations["resumeReportJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/reportmetadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the reports that the caller may run
         * @description The reports of a study; without one those of the tenant. Without a mode: what the caller may run in any of the study's modes. Needs the right `ReportingPost`.
         */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Orders a report
         * @description Starts a report under a new job id. Equal orders are jobs of their own, unless they carry the same `Idempotency-Key`. Needs the right `ReportingPost`.
         */
        post: operations["orderReport"];
        /**
         * Deletes a report
         * @description Removes the file and keeps the row as DELETED, with who and why. A job that runs is cancelled first. Deleting it again changes nothing. Needs the right `ReportingDelete`.
         */
        delete: operations["deleteReport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/scheduled/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Orders a report for a scheduler
         * @description Starts a job as an order does; study, mode and filters travel in the body, each as a string. Needs the right `ReportingPost`.
         */
        post: operations["orderScheduledReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/studies/{studyId}/{mode}/reportmetadata/reportId/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers a report's filters with their values, and its last ten jobs
         * @deprecated
         * @description Values are looked up in the data of the study and mode. Where there are more than are told, or not all could be found in time, `allowedValuesCut` says so. Needs the right `ReportingGet`. Deprecated: use `/ec-reporting-svc/rest/v1.0/reportmetadata`.
         */
        get: operations["describeReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/studies/{studyId}/{mode}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a report of a study
         * @deprecated
         * @description Removes the file and keeps the row as DELETED, with who and why. A job that runs is cancelled first. Deleting it again changes nothing. Needs the right `ReportingDelete`. Deprecated: use `/ec-reporting-svc/rest/v1.0/reports`.
         */
        delete: operations["deleteReportOfStudy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/studies/{studyId}/{mode}/reports/direct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Orders a report of the data in the body
         * @description The rows are stored first and removed once the file stands; the report is made as any other. Offered as CSV, HTML and PDF. Members that are not known are left out. Needs the right `ReportingPost`.
         */
        post: operations["orderDirectReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2.0/reportmetadata/downloadList": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists jobs, the newest first
         * @description Without a study: the jobs of reports of the tenant. Without a mode: those of every mode that the caller may see. Hand the `asOf` of the first page on to the later ones, and they neither skip nor repeat while jobs are added. Needs the right `ReportingGet`.
         */
        get: operations["listReportJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2.0/reports/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Downloads the file of a completed job
         * @description Takes ranges and conditions as RFC 9110 has them. A whole file whose bytes are not the recorded ones is cut off before its end. Needs the right `ReportingGet`.
         */
        get: operations["downloadReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Downloads the file of a completed job: the headers alone
         * @description Takes ranges and conditions as RFC 9110 has them. A whole file whose bytes are not the recorded ones is cut off before its end. Needs the right `ReportingGet`.
         */
        head: operations["describeDownload"];
        patch?: never;
        trace?: never;
    };
    "/v2.0/studies/{studyId}/{mode}/reports/direct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Orders a report of the data in the body, whichever object it is
         * @description The rows are stored first and removed once the file stands; the report is made as any other. Offered as CSV, HTML and PDF. Members that are not known are left out. Needs the right `ReportingPost`.
         */
        post: operations["orderDirectReportV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AuditEvent: {
            /** @description The operationId of what was called. */
            action: string;
            /**
             * Format: date-time
             * @description When it happened, in UTC.
             */
            at: string;
            /** @description Of the body, for the end of a download. */
            bytes: number | null;
            clientAddress: string | null;
            errorCode: string | null;
            /** Format: uuid */
            id: string;
            jobId: string | null;
            /**
             * @description done, refused (4xx), failed (5xx); a download has a second event, complete or brokenOff, when its answer has ended.
             * @enum {string}
             */
            outcome: "done" | "refused" | "failed" | "complete" | "brokenOff";
            /**
             * Format: date-time
             * @description When the database took it, in UTC.
             */
            recordedAt: string;
            /** @description The X-Request-Id of the call. */
            requestId: string;
            /** @description The HTTP status of the answer. */
            status: number;
            studyId: string | null;
            studyMode: ("test" | "active" | "training") | null;
            tenantId: string;
            /** @description The caller, as the token named them. */
            userId: string;
        };
        BaseResponse: {
            errorData: {
                /** @description What was wrong and what is allowed. */
                details: string | null;
                /**
                 * @description `REPT_` and the status, and which cause it was.
                 * @enum {string}
                 */
                errorCode: "REPT_400_REQUEST" | "REPT_400_JSON" | "REPT_400_BODY" | "REPT_400_ROWS" | "REPT_413" | "REPT_431" | "REPT_408" | "REPT_415" | "REPT_400_JOB_ID" | "REPT_400_STUDY_ID" | "REPT_400_MODE" | "REPT_400_REPORT_ID" | "REPT_400_PARAMETER" | "REPT_400_REPORT_REQUIRED" | "REPT_400_IDEMPOTENCY_KEY" | "REPT_400_FORMAT" | "REPT_400_STUDY_REQUIRED" | "REPT_400_STUDY_NOT_ALLOWED" | "REPT_400_FIELD_UNKNOWN" | "REPT_400_FIELD_VALUE" | "REPT_400_FIELD_DUPLICATE" | "REPT_400_FIELD_SPECS" | "REPT_400_REPORT" | "REPT_400_STUDY" | "REPT_401" | "REPT_403" | "REPT_404" | "REPT_404_STUDY" | "REPT_404_REPORT" | "REPT_404_PATH" | "REPT_405" | "REPT_406" | "REPT_409_FIELD_SPECS" | "REPT_409_REPORT" | "REPT_409_STUDY" | "REPT_409_DELETED" | "REPT_409_STATE" | "REPT_422_IDEMPOTENCY_KEY" | "REPT_409_OVER" | "REPT_412" | "REPT_416" | "REPT_410_ROWS" | "REPT_422_FORMAT" | "REPT_422_VALUES" | "REPT_422_CASEBOOK" | "REPT_422_IMPORT" | "REPT_422_DATASET" | "REPT_500_EMPTY" | "REPT_500_STANDBY" | "REPT_500_STATEMENT" | "REPT_500_FILE" | "REPT_500" | "REPT_500_DATA" | "REPT_500_ROWS" | "REPT_503_DISK" | "REPT_503_FILES" | "REPT_503_DATABASE" | "REPT_503_AUDIT" | "REPT_503_CLINICAL" | "REPT_503_CASEBOOKS" | "REPT_503_BODIES" | "REPT_503_TEMPORAL" | "REPT_503_RUN" | "REPT_503_KEYS";
                /** @description The cause in one sentence, the same every time. */
                errorMessage: string;
            };
            result: null;
            /** @constant */
            status: "error";
        };
        Comment: {
            /** @description The comment. */
            text: string;
        };
        CrfReports: {
            errorData: null;
            result: {
                ODM: string;
            };
            /** @constant */
            status: "success";
        };
        /** @description Rows are the one list of objects among its members, under any name; without one it is a row itself. */
        DirectObject: {
            [key: string]: unknown;
        };
        DirectReport: {
            reportSection: components["schemas"]["DirectReportSection"];
        };
        DirectReportSection: {
            result?: components["schemas"]["SectionData"] | null;
            rptName?: string | null;
            rptSeq?: number | null;
            sectiondata?: components["schemas"]["SectionData"] | null;
        };
        DirectTable: {
            columns: string[];
            count?: number | null;
            data: unknown[][];
            headers?: {
                [key: string]: unknown;
            } | null;
            rptName?: string | null;
            rptSeq?: number | null;
        };
        ExecutionLog: {
            comment: string | null;
            currSearchSpec: string | null;
            currSortSpec: string | null;
            fileStorageId: string | null;
            id: string;
            objectVersionNumber: number;
            operationType: string;
            reason: string | null;
            recCount: number | null;
            rptEndDatetime: string | null;
            rptFormat: string;
            rptId: string;
            /** Format: date-time */
            rptKickoffDatetime: string;
            rptName: string;
            rptNextRetryDatetime: string | null;
            /** @enum {string} */
            rptRunStatus: "QUEUED" | "RUNNING" | "PAUSED" | "COMPLETED" | "FAILED" | "CANCELLED" | "EXPIRED" | "DELETED";
            rptStartDatetime: string | null;
            runAttempt: number;
            runProgress: {
                percent: number | null;
                rows: number;
                totalRows: number | null;
            } | null;
            studyId: string | null;
            studyMode: ("test" | "active" | "training") | null;
            tenantId: string;
            userId: string;
        };
        Field: {
            fieldId?: string | null;
            fieldName: string;
            fieldSequence?: number | null;
            /** @enum {string} */
            fieldType: "list" | "date" | "date-time" | "number" | "string" | "boolean";
            fieldValueList: (string | boolean | number)[] | (string | boolean | number);
            fldId?: string | null;
        };
        FieldSpec: {
            allowedValues: {
                label: string;
                value: string;
            }[] | null;
            allowedValuesCut: boolean;
            defaultValue: string | null;
            fieldName: string;
            fieldPreftchUri: string | null;
            fieldType: string;
            fieldUiCtrlType: string;
            fldId: string;
            fldSeq: number;
            fldUiLabel: string;
            /** @enum {string} */
            hideInUI: "VISIBLE" | "HIDE" | "DISABLE" | "ADVANCED" | "SHOWANDHIDE" | "PARSE_PREFETCH_URI";
            idFldName: string | null;
            mandatoryFldInd: boolean;
            parFldId: string | null;
            reportSearchSpec: string | null;
            reportSortSpec: string | null;
            resultPath: string | null;
            valFldName: string | null;
        };
        FieldSpecs: {
            extFieldSpecsList?: components["schemas"]["Field"][] | components["schemas"]["Field"] | null;
            fieldSpecsList?: components["schemas"]["Field"][] | components["schemas"]["Field"] | null;
        };
        HistoryEntry: {
            /** @description The user, the run or the part of the service that made it. */
            actor: string;
            /** Format: date-time */
            at: string;
            /** @description What it changed to; field specs, plan and definition are named in members alone. */
            entry: {
                [key: string]: unknown;
            };
            /** @description What changed. */
            members: string[];
            /** @description INSERT or UPDATE. */
            operation: string;
            /** @description The objectVersionNumber that the change made. */
            version: number;
        };
        HistoryPage: {
            count: number;
            /** @enum {string} */
            hasMore: "true" | "false";
            history: components["schemas"]["HistoryEntry"][];
            limit: number;
            offset: number;
            totalResults: number;
        };
        Manifest: {
            datasets: ({
                columns: ({
                    label: string;
                    name: string;
                    type: string;
                } & {
                    [key: string]: unknown;
                })[];
                label: string;
                name: string;
                rows: number;
                /** @description Of the rows, the same in whatever format they are written; null for a CSV file alone. */
                sha256: string | null;
            } & {
                [key: string]: unknown;
            })[];
            files: ({
                bytes: number;
                /** @description Of its one dataset; none for several. */
                columns: ({
                    label: string;
                    name: string;
                    type: string;
                } & {
                    [key: string]: unknown;
                })[];
                /** @description The one dataset in it; null for several. */
                dataset: string | null;
                /** @description The names of all datasets in it. */
                datasets: string[];
                /** @enum {string} */
                format: "CSV" | "CSV.GZ" | "XLSX" | "PDF" | "JSON" | "DATASET_JSON" | "NDJSON" | "DSJC" | "XPORT" | "XPORT5" | "HTML" | "PARQUET";
                name: string;
                /** @description What had to be changed for the format's sake. */
                notes: string[];
                rows: number;
                sha256: string;
            } & {
                [key: string]: unknown;
            })[];
            filters: ({
                label: string;
                text: string;
            } & {
                [key: string]: unknown;
            })[];
            imports: ({
                dataset: string;
            } & {
                [key: string]: unknown;
            })[];
            job: {
                id: string;
                /** Format: date-time */
                kickedOffAt: string;
                runAttempt: number;
                userId: string;
            } & {
                [key: string]: unknown;
            };
            mode: string | null;
            report: {
                definitionSha256: string;
                id: string;
                name: string;
            } & {
                [key: string]: unknown;
            };
            service: {
                name: string;
                version: string;
            } & {
                [key: string]: unknown;
            };
            /** Format: date-time */
            snapshotAt: string;
            study: ({
                id: string;
                name: string | null;
            } & {
                [key: string]: unknown;
            }) | null;
            tenantId: string;
        } & {
            [key: string]: unknown;
        };
        PaginatedReportRunStatus: {
            asOf: string | null;
            count: number;
            /** @enum {string} */
            hasMore: "true" | "false";
            limit: number;
            offset: number;
            reportId: string | null;
            reportRunStatus: components["schemas"]["ReportRunStatus"][];
            totalResults: number;
        };
        Reason: {
            /** @description Why, for the ExecutionLog. */
            reason?: string | null;
        };
        ReportDetails: {
            fieldSpecs: components["schemas"]["FieldSpec"][];
            lastJobs: components["schemas"]["ReportRunStatus"][];
        };
        ReportMetadata: {
            description: string;
            formats: ("CSV" | "CSV.GZ" | "XLSX" | "PDF" | "JSON" | "DATASET_JSON" | "NDJSON" | "DSJC" | "XPORT" | "XPORT5" | "HTML" | "PARQUET")[];
            /** @enum {string} */
            level: "study" | "tenant";
            reportId: string;
            reportName: string;
            /** @enum {string} */
            reportType: "Study Production" | "Tenant";
            rptSeq: number;
            rptTypeSeq: number;
        };
        ReportRunStatus: {
            comment: string | null;
            currSearchSpec: string | null;
            currSortSpec: string | null;
            downloadId: string;
            fileStorageId: string | null;
            id: string;
            objectVersionNumber: number;
            operationType: string;
            reason: string | null;
            recCount: number | null;
            rptEndDatetime: string | null;
            rptFormat: string;
            rptId: string;
            /** Format: date-time */
            rptKickoffDatetime: string;
            rptName: string;
            rptNextRetryDatetime: string | null;
            /** @enum {string} */
            rptRunStatus: "QUEUED" | "RUNNING" | "PAUSED" | "COMPLETED" | "FAILED" | "CANCELLED" | "EXPIRED" | "DELETED";
            rptStartDatetime: string | null;
            runAttempt: number;
            runProgress: {
                percent: number | null;
                rows: number;
                totalRows: number | null;
            } | null;
            studyId: string | null;
            studyMode: ("test" | "active" | "training") | null;
            tenantId: string;
            userId: string;
        };
        /** @description `studyId`, `mode` and the report's fields by their names. Several values are separated by commas, or are a JSON array. */
        ScheduledOrder: {
            [key: string]: string;
        } | string;
        SectionData: {
            columns: string[];
            count?: number | null;
            data: unknown[][];
            headers?: {
                [key: string]: unknown;
            } | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The id of the request: the one that it carried, or a new one. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAuditEvents: {
        parameters: {
            query?: {
                /**
                 * @description The operationId of what was called. Allowed: 1 to 255 characters, without control characters.
                 * @example getReportJob
                 */
                action?: string;
                /**
                 * @description The `asOf` of the first page: with it later pages skip nothing that stood then. An event that was just being written may come in between, and the one after it twice. Allowed: a whole number from 0 to 9007199254740991.
                 * @example 17
                 */
                asOf?: number;
                /**
                 * @description Events at this time or later. Allowed: a time with its offset (ISO 8601).
                 * @example 2026-01-02T03:04:05Z
                 */
                from?: string;
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId?: string;
                /**
                 * @description The most events in the answer; 50 where it is absent. Allowed: a whole number from 1 to 1000.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description How many newer events to leave out; 0 where it is absent. Allowed: a whole number from 0 to 9007199254740991.
                 * @example 0
                 */
                offset?: number;
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
                /**
                 * @description Events before this time. Allowed: a time with its offset (ISO 8601).
                 * @example 2026-01-02T03:04:05Z
                 */
                to?: string;
                /**
                 * @description Who called. Allowed: 1 to 255 characters, without control characters.
                 * @example ann
                 */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit trail. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errorData: null;
                        result: {
                            asOf: number | null;
                            auditEvents: components["schemas"]["AuditEvent"][];
                            count: number;
                            /** @enum {string} */
                            hasMore: "true" | "false";
                            limit: number;
                            offset: number;
                        };
                        /** @constant */
                        status: "success";
                    };
                };
            };
            /** @description The study id is not valid. The mode is not valid. The job id is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    collateCrfReports: {
        parameters: {
            query: {
                /**
                 * @description CASEBOOK: all data of each subject by visit and form. UNIQUE: each form that they have, once, without data. Allowed: CASEBOOK, UNIQUE.
                 * @example CASEBOOK
                 */
                format?: "CASEBOOK" | "UNIQUE";
                /**
                 * @description The mode of the study. Allowed: test, active, training.
                 * @example test
                 */
                mode: "test" | "active" | "training";
                /**
                 * @description The name of the report: CRF_SUBJECT_DATA. Allowed: CRF_SUBJECT_DATA.
                 * @example CRF_SUBJECT_DATA
                 */
                reportName: string;
                /**
                 * @description The id of the study. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId: string;
            };
            header?: {
                /**
                 * @description `application/json`, or `application/xml` for the ODM alone.
                 * @example application/json
                 */
                Accept?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The body may be left out. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "fieldSpecsList": [
                 *         {
                 *           "fieldName": "DOMAIN",
                 *           "fieldType": "list",
                 *           "fieldSequence": 1,
                 *           "fieldValueList": [
                 *             "DM",
                 *             "VS"
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FieldSpecs"];
            };
        };
        responses: {
            /** @description A BaseResponse whose result holds the ODM as text, or the ODM alone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrfReports"];
                    "application/xml": string;
                };
            };
            /** @description The study id is not valid. The mode is not valid. A query parameter is not valid. The report does not offer this format. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. The report does not have this field. A field value does not fit its field. A field is named more than once. Several field specs are not valid. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report. There is no such study. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The chosen subjects have more data than this operation answers at once. The study does not have a value that was asked for. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The clinical database does not answer. The clinical database refuses connections. The datasets changed while they were being opened. Too many casebooks are being read at once. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    getReportJob: {
        parameters: {
            query?: {
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: {
                /**
                 * @description `wait=N`: seconds to wait for another state, 60 at most (RFC 7240).
                 * @example wait=1
                 */
                Prefer?: string;
            };
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ExecutionLog as it stands. */
            200: {
                headers: {
                    /** @description The wait that was granted, where one was asked for. */
                    "Preference-Applied"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    kickstartReport: {
        parameters: {
            query?: {
                /**
                 * @description The format of the file, one that the report offers. Several, with commas between, come from the same rows in one ZIP. Allowed: 1 to 255 characters.
                 * @example CSV
                 */
                format?: string;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the report. Allowed: 32 hexadecimal digits, with or without hyphens. Also taken as `reportId`.
                 * @example AE79570CB56718BB50D23C57BE8CAF73
                 */
                reportid?: string;
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        /** @description The body may be left out. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "fieldSpecsList": [
                 *         {
                 *           "fieldName": "DOMAIN",
                 *           "fieldType": "list",
                 *           "fieldSequence": 1,
                 *           "fieldValueList": [
                 *             "AE",
                 *             "DM"
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FieldSpecs"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. The report id is not valid. The report does not offer this format. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. This report belongs to a study: studyId and mode are required. This report belongs to the tenant: it takes no study and no mode. The report does not have this field. A field value does not fit its field. A field is named more than once. Several field specs are not valid. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report. There is no such study. There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job stands with other field specs. The job stands with another report or format. The job belongs to another study or mode. The job was deleted. Order a new one. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    cancelReportJob: {
        parameters: {
            query?: {
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        /** @description The body may be left out. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "ordered twice"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. The job is over: there is no run that could hear it. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The run of the job has not come to its end yet. Try again in a moment. Temporal does not answer. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    commentReportJob: {
        parameters: {
            query?: {
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        /** @description The body is required. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "for the data review"
                 *     }
                 */
                "application/json": components["schemas"]["Comment"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. The job is over: there is no run that could hear it. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The run of the job has not come to its end yet. Try again in a moment. Temporal does not answer. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    getReportJobHistory: {
        parameters: {
            query?: {
                /**
                 * @description How many changes a page has at most. Allowed: a whole number from 1 to 5000.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description How many of the oldest changes are left out. Allowed: a whole number from 0 to 2147483647.
                 * @example 0
                 */
                offset?: number;
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the history. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    getReportManifest: {
        parameters: {
            query?: {
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The manifest. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Manifest"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. The job has no file in its present state. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    pauseReportJob: {
        parameters: {
            query?: {
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        /** @description The body may be left out. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "an import is due"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. The job is over: there is no run that could hear it. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The run of the job has not come to its end yet. Try again in a moment. Temporal does not answer. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    resumeReportJob: {
        parameters: {
            query?: {
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                jobId: string;
            };
            cookie?: never;
        };
        /** @description The body may be left out. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "the import is done"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The job id is not valid. The study id is not valid. The mode is not valid. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. The job is over: there is no run that could hear it. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The run of the job has not come to its end yet. Try again in a moment. Temporal does not answer. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reports, by name. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errorData: null;
                        result: components["schemas"]["ReportMetadata"][];
                        /** @constant */
                        status: "success";
                    };
                };
            };
            /** @description The study id is not valid. The mode is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. There is no such study. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The clinical database does not answer. The clinical database refuses connections. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    orderReport: {
        parameters: {
            query?: {
                /**
                 * @description The format of the file, one that the report offers. Several, with commas between, come from the same rows in one ZIP. Allowed: 1 to 255 characters.
                 * @example CSV
                 */
                format?: string;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The id of the report. Allowed: 32 hexadecimal digits, with or without hyphens. Also taken as `reportId`.
                 * @example AE79570CB56718BB50D23C57BE8CAF73
                 */
                reportid?: string;
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: {
                /**
                 * @description A structured-field string: 1 to 255 characters in double quotes. The same order with the same key gets the first answer again.
                 * @example "8e03978e-40d5-43dd"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The body may be left out. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "fieldSpecsList": [
                 *         {
                 *           "fieldName": "DOMAIN",
                 *           "fieldType": "list",
                 *           "fieldSequence": 1,
                 *           "fieldValueList": [
                 *             "AE",
                 *             "DM"
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FieldSpecs"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The study id is not valid. The mode is not valid. The report id is not valid. The report does not offer this format. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. This report belongs to a study: studyId and mode are required. This report belongs to the tenant: it takes no study and no mode. The report does not have this field. A field value does not fit its field. A field is named more than once. Several field specs are not valid. The order names no report: reportid is required. The Idempotency-Key is not valid. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report. There is no such study. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The Idempotency-Key stands for another order. Send a new key with a new order. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    deleteReport: {
        parameters: {
            query: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                id: string;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description Why, for the ExecutionLog. Allowed: 1 to 3000 characters, without NUL.
                 * @example ordered twice
                 */
                reason?: string;
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report is deleted. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The study id is not valid. The mode is not valid. The job id is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The run of the job has not come to its end yet. Try again in a moment. Temporal does not answer. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    orderScheduledReport: {
        parameters: {
            query?: {
                /**
                 * @description The format of the file, one that the report offers. Several, with commas between, come from the same rows in one ZIP. Allowed: 1 to 255 characters.
                 * @example CSV
                 */
                format?: string;
                /**
                 * @description The id of the report. Allowed: 32 hexadecimal digits, with or without hyphens. Also taken as `reportId`.
                 * @example AE79570CB56718BB50D23C57BE8CAF73
                 */
                reportid?: string;
                /**
                 * @description The name of the report. Allowed: 1 to 255 characters.
                 * @example Subject Data Extract
                 */
                reportName?: string;
            };
            header?: {
                /**
                 * @description A structured-field string: 1 to 255 characters in double quotes. The same order with the same key gets the first answer again.
                 * @example "8e03978e-40d5-43dd"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The body may be left out. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "studyId": "CFD8129A430A473C8A02F4BA5DAAD865",
                 *       "mode": "test",
                 *       "DOMAIN": "AE,DM"
                 *     }
                 */
                "application/json": components["schemas"]["ScheduledOrder"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The report id is not valid. The report does not offer this format. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. This report belongs to a study: studyId and mode are required. This report belongs to the tenant: it takes no study and no mode. The report does not have this field. A field value does not fit its field. A field is named more than once. Several field specs are not valid. The order names no report: reportid is required. The Idempotency-Key is not valid. The study id is not valid. The mode is not valid. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report. There is no such study. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The Idempotency-Key stands for another order. Send a new key with a new order. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    describeReport: {
        parameters: {
            query?: {
                /**
                 * @description What was chosen in a field, as `name:value`, repeated for several: it narrows the values of the fields below it (`parFldId`). Allowed: a field name, a colon and a value without NUL, such as SITEID:701; at most 1000 of them.
                 * @example [
                 *       "SITEID:701"
                 *     ]
                 */
                chosen?: string[];
                /**
                 * @description This field alone. Allowed: 1 to 255 characters.
                 * @example USUBJID
                 */
                fieldName?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the report. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example AE79570CB56718BB50D23C57BE8CAF73
                 */
                id: string;
                /**
                 * @description The mode of the study. Allowed: test, active, training.
                 * @example test
                 */
                mode: "test" | "active" | "training";
                /**
                 * @description The id of the study. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errorData: null;
                        result: components["schemas"]["ReportDetails"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
            /** @description The study id is not valid. The mode is not valid. The report id is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. There is no such report for a study. The report does not have this field. A field value does not fit its field. Several field specs are not valid. A field is named more than once. */
            400: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such study. */
            404: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The clinical database does not answer. The clinical database refuses connections. The datasets changed while they were being opened. */
            503: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    deleteReportOfStudy: {
        parameters: {
            query: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                id: string;
                /**
                 * @description Why, for the ExecutionLog. Allowed: 1 to 3000 characters, without NUL.
                 * @example ordered twice
                 */
                reason?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The mode of the study. Allowed: test, active, training.
                 * @example test
                 */
                mode: "test" | "active" | "training";
                /**
                 * @description The id of the study. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report is deleted. */
            204: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The study id is not valid. The mode is not valid. The job id is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The run of the job has not come to its end yet. Try again in a moment. Temporal does not answer. */
            503: {
                headers: {
                    /** @description Since when the operation is deprecated (RFC 9745). */
                    Deprecation?: string;
                    /** @description Where its successor stands (RFC 8288). */
                    Link?: string;
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    orderDirectReport: {
        parameters: {
            query: {
                /**
                 * @description The format of the file, one that the report offers. Several, with commas between, come from the same rows in one ZIP. Allowed: 1 to 255 characters.
                 * @example CSV
                 */
                format?: string;
                /**
                 * @description The id of the report. Allowed: 32 hexadecimal digits, with or without hyphens. Also taken as `reportId`.
                 * @example AE79570CB56718BB50D23C57BE8CAF73
                 */
                reportid: string;
            };
            header?: never;
            path: {
                /**
                 * @description The mode of the study. Allowed: test, active, training.
                 * @example test
                 */
                mode: "test" | "active" | "training";
                /**
                 * @description The id of the study. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId: string;
            };
            cookie?: never;
        };
        /** @description The body is required. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reportSection": {
                 *         "sectiondata": {
                 *           "columns": [
                 *             "Subject Id",
                 *             "Visit Date",
                 *             "Visit Type"
                 *           ],
                 *           "count": 2,
                 *           "data": [
                 *             [
                 *               "1001",
                 *               "2025-11-04",
                 *               "BASELINE"
                 *             ],
                 *             [
                 *               "1002",
                 *               "2025-11-05",
                 *               "SCREENING"
                 *             ]
                 *           ]
                 *         },
                 *         "rptName": "Subject Visit",
                 *         "rptSeq": 1
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["DirectReport"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The study id is not valid. The mode is not valid. The report id is not valid. The report does not offer this format. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. The rows of the body do not fit its columns. This report belongs to the tenant: it takes no study and no mode. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report. There is no such study. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The clinical database does not answer. The file store is full. The file store does not answer. Too many large bodies are being read at once. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    listReportJobs: {
        parameters: {
            query: {
                /**
                 * @description The `asOf` of the first page: jobs that were added since are left out. Allowed: the asOf of an earlier answer, unchanged.
                 * @example 2026-01-31T08:00:00.000Z_750:750:
                 */
                asOf?: string;
                /**
                 * @description Jobs kicked off at this time or later. Allowed: an ISO 8601 time with Z or an offset, such as 2026-01-31T08:00:00Z.
                 * @example 2026-01-01T00:00:00Z
                 */
                kickoffFrom?: string;
                /**
                 * @description Jobs kicked off at this time or earlier. Allowed: an ISO 8601 time with Z or an offset, such as 2026-01-31T08:00:00Z.
                 * @example 2026-12-31T23:59:59Z
                 */
                kickoffTo?: string;
                /**
                 * @description How many jobs a page has at most. Allowed: a whole number from 1 to 5000.
                 * @example 50
                 */
                limit: number;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description How many of the newest jobs are left out. Allowed: a whole number from 0 to 2147483647.
                 * @example 0
                 */
                offset: number;
                /**
                 * @description Jobs of this report alone. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example AE79570CB56718BB50D23C57BE8CAF73
                 */
                rptId?: string;
                /**
                 * @description Jobs in these states; deleted ones are listed only where `DELETED` is named. Allowed: QUEUED, RUNNING, PAUSED, COMPLETED, FAILED, CANCELLED, EXPIRED, DELETED, several separated by commas.
                 * @example [
                 *       "COMPLETED"
                 *     ]
                 */
                status?: ("QUEUED" | "RUNNING" | "PAUSED" | "COMPLETED" | "FAILED" | "CANCELLED" | "EXPIRED" | "DELETED")[];
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
                /**
                 * @description Jobs that this user ordered. Allowed: 1 to 255 characters.
                 * @example ann
                 */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errorData: null;
                        result: components["schemas"]["PaginatedReportRunStatus"];
                        /** @constant */
                        status: "success";
                    };
                };
            };
            /** @description The study id is not valid. The mode is not valid. A query parameter is not valid. The report id is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The caller may not see this. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    downloadReport: {
        parameters: {
            query: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                id: string;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The name of the report. Not needed, and not looked at. Allowed: any text.
                 * @example Subject Data Extract
                 */
                reportName?: string;
                /**
                 * @description When the job was kicked off. Not needed, and not looked at. Allowed: any text.
                 * @example 2025-06-04T11:27:52.014Z
                 */
                rptKickoffDatetime?: string;
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: {
                /**
                 * @description Entity tags: any other file is refused.
                 * @example *
                 */
                "If-Match"?: string;
                /**
                 * @description Entity tags: these files are not sent again.
                 * @example "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                 */
                "If-None-Match"?: string;
                /**
                 * @description An entity tag: the ranges hold only for this very file.
                 * @example "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                 */
                "If-Range"?: string;
                /**
                 * @description One or more ranges of bytes; more than 32 are answered with the whole file.
                 * @example bytes=0-499
                 */
                Range?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as an attachment. */
            200: {
                headers: {
                    /** @description Always `bytes`. */
                    "Accept-Ranges"?: string;
                    /** @description Always `private, no-store`. */
                    "Cache-Control"?: string;
                    /** @description The name of the file (RFC 6266). */
                    "Content-Disposition"?: string;
                    /** @description The number of bytes that follow. */
                    "Content-Length"?: string;
                    /** @description The SHA-256 of the whole file in hexadecimal, in quotes. */
                    ETag?: string;
                    /** @description The SHA-256 of the whole file (RFC 9530). */
                    "Repr-Digest"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The ranges that were asked for; several as multipart/byteranges. */
            206: {
                headers: {
                    /** @description Always `bytes`. */
                    "Accept-Ranges"?: string;
                    /** @description Always `private, no-store`. */
                    "Cache-Control"?: string;
                    /** @description The name of the file (RFC 6266). */
                    "Content-Disposition"?: string;
                    /** @description The number of bytes that follow. */
                    "Content-Length"?: string;
                    /** @description Where the one range stands in the file. */
                    "Content-Range"?: string;
                    /** @description The SHA-256 of the whole file in hexadecimal, in quotes. */
                    ETag?: string;
                    /** @description The SHA-256 of the whole file (RFC 9530). */
                    "Repr-Digest"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The file is one that If-None-Match names. */
            304: {
                headers: {
                    /** @description Always `private, no-store`. */
                    "Cache-Control"?: string;
                    /** @description The SHA-256 of the whole file in hexadecimal, in quotes. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The study id is not valid. The mode is not valid. The job id is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The job belongs to another study or mode. The job has no file in its present state. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The file is not the one that the request names. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The file does not have the range that was asked for. */
            416: {
                headers: {
                    /** @description Always `bytes`. */
                    "Accept-Ranges"?: string;
                    /** @description The size of the file, as `bytes *\/N`. */
                    "Content-Range"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. The stored file does not match its record. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The file store does not answer. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
    describeDownload: {
        parameters: {
            query: {
                /**
                 * @description The id of the job. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example 6A7C29DD011241DFBE1B64399283C860
                 */
                id: string;
                /**
                 * @description The mode of the study; absent, empty and `null` say nothing. Allowed: test, active, training.
                 * @example test
                 */
                mode?: "test" | "active" | "training" | "" | "null";
                /**
                 * @description The name of the report. Not needed, and not looked at. Allowed: any text.
                 * @example Subject Data Extract
                 */
                reportName?: string;
                /**
                 * @description When the job was kicked off. Not needed, and not looked at. Allowed: any text.
                 * @example 2025-06-04T11:27:52.014Z
                 */
                rptKickoffDatetime?: string;
                /**
                 * @description The id of the study; absent, empty or `null` for a report of the tenant. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId?: string | ("" | "null");
            };
            header?: {
                /**
                 * @description Entity tags: any other file is refused.
                 * @example *
                 */
                "If-Match"?: string;
                /**
                 * @description Entity tags: these files are not sent again.
                 * @example "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                 */
                "If-None-Match"?: string;
                /**
                 * @description An entity tag: the ranges hold only for this very file.
                 * @example "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                 */
                "If-Range"?: string;
                /**
                 * @description One or more ranges of bytes; more than 32 are answered with the whole file.
                 * @example bytes=0-499
                 */
                Range?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as an attachment. */
            200: {
                headers: {
                    /** @description Always `bytes`. */
                    "Accept-Ranges"?: string;
                    /** @description Always `private, no-store`. */
                    "Cache-Control"?: string;
                    /** @description The name of the file (RFC 6266). */
                    "Content-Disposition"?: string;
                    /** @description The number of bytes that follow. */
                    "Content-Length"?: string;
                    /** @description The SHA-256 of the whole file in hexadecimal, in quotes. */
                    ETag?: string;
                    /** @description The SHA-256 of the whole file (RFC 9530). */
                    "Repr-Digest"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The file is one that If-None-Match names. */
            304: {
                headers: {
                    /** @description Always `private, no-store`. */
                    "Cache-Control"?: string;
                    /** @description The SHA-256 of the whole file in hexadecimal, in quotes. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The study id is not valid. The mode is not valid. The job id is not valid. A query parameter is not valid. The request is not valid HTTP/1.1. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such report job. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The job belongs to another study or mode. The job has no file in its present state. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The file is not the one that the request names. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something went wrong inside the service. The stored file does not match its record. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The file store does not answer. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    orderDirectReportV2: {
        parameters: {
            query?: {
                /**
                 * @description The format of the file, one that the report offers. Several, with commas between, come from the same rows in one ZIP. Allowed: 1 to 255 characters.
                 * @example CSV
                 */
                format?: string;
                /**
                 * @description The id of the report. Allowed: 32 hexadecimal digits, with or without hyphens. Also taken as `reportId`.
                 * @example AE79570CB56718BB50D23C57BE8CAF73
                 */
                reportid?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The mode of the study. Allowed: test, active, training.
                 * @example test
                 */
                mode: "test" | "active" | "training";
                /**
                 * @description The id of the study. Allowed: 32 hexadecimal digits, with or without hyphens.
                 * @example CFD8129A430A473C8A02F4BA5DAAD865
                 */
                studyId: string;
            };
            cookie?: never;
        };
        /** @description The body is required. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rptName": "Subject Visit",
                 *       "visits": [
                 *         {
                 *           "Subject Id": "1001",
                 *           "Visit Date": "2025-11-04"
                 *         },
                 *         {
                 *           "Subject Id": "1002",
                 *           "Visit Type": "SCREENING"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DirectReport"] | components["schemas"]["DirectTable"] | components["schemas"]["DirectObject"];
            };
        };
        responses: {
            /** @description The job, as its ExecutionLog stands. */
            202: {
                headers: {
                    /** @description Where the ExecutionLog is found. */
                    Location?: string;
                    /** @description Seconds until it is worth a look. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionLog"];
                };
            };
            /** @description The study id is not valid. The mode is not valid. The report id is not valid. The report does not offer this format. A query parameter is not valid. The body is not valid JSON. The body is not what this operation takes. The request is not valid HTTP/1.1. The rows of the body do not fit its columns. This report belongs to the tenant: it takes no study and no mode. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Unauthorized: the caller has no access to the requested resource. */
            401: {
                headers: {
                    /** @description What the token lacks (RFC 6750). */
                    "WWW-Authenticate"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description There is no such report. There is no such study. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The request was not sent in time. */
            408: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body is larger than this service accepts. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The body must be sent as application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The address and headers are larger than this service accepts. */
            431: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description Something went wrong inside the service. The payload is empty: there is nothing to report. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
            /** @description The database does not answer. The key set of the identity provider cannot be reached. The clinical database does not answer. The file store is full. The file store does not answer. Too many large bodies are being read at once. */
            503: {
                headers: {
                    /** @description Seconds until it is worth another try. */
                    "Retry-After"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseResponse"];
                };
            };
        };
    };
}

/** Method and path of every operation. */
export const ROUTES = {
  cancelReportJob: ['POST', '/v1.0/report/job/{jobId}/cancel'],
  collateCrfReports: ['POST', '/v1.0/crf/reports'],
  commentReportJob: ['POST', '/v1.0/report/job/{jobId}/comment'],
  deleteReport: ['DELETE', '/v1.0/reports'],
  deleteReportOfStudy: ['DELETE', '/v1.0/studies/{studyId}/{mode}/reports'],
  describeDownload: ['HEAD', '/v2.0/reports/download'],
  describeReport: ['GET', '/v1.0/studies/{studyId}/{mode}/reportmetadata/reportId/{id}'],
  downloadReport: ['GET', '/v2.0/reports/download'],
  getReportJob: ['GET', '/v1.0/report/job/{jobId}'],
  getReportJobHistory: ['GET', '/v1.0/report/job/{jobId}/history'],
  getReportManifest: ['GET', '/v1.0/report/job/{jobId}/manifest'],
  kickstartReport: ['POST', '/v1.0/report/job/{jobId}'],
  listAuditEvents: ['GET', '/v1.0/audit'],
  listReportJobs: ['GET', '/v2.0/reportmetadata/downloadList'],
  listReports: ['GET', '/v1.0/reportmetadata'],
  orderDirectReport: ['POST', '/v1.0/studies/{studyId}/{mode}/reports/direct'],
  orderDirectReportV2: ['POST', '/v2.0/studies/{studyId}/{mode}/reports/direct'],
  orderReport: ['POST', '/v1.0/reports'],
  orderScheduledReport: ['POST', '/v1.0/scheduled/reports'],
  pauseReportJob: ['POST', '/v1.0/report/job/{jobId}/pause'],
  resumeReportJob: ['POST', '/v1.0/report/job/{jobId}/resume'],
} as const satisfies Record<keyof operations, readonly [string, string]>;
