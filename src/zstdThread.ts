// A thread that compresses the pages of Parquet files, one row group at a time. A thread that renders starts it.
import { compressHere } from './render/parquet/compressHere.ts';
import { serveThread } from './threads/serveThread.ts';
import { type SharedPages, viewPages } from './threads/sharedPages.ts';

serveThread((pages: SharedPages) => compressHere(viewPages(pages)));
