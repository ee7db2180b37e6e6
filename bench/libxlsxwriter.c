/*
 * What libxlsxwriter takes in constant-memory mode for the rows of a file in COPY's text format, which are read and taken
 * apart before the clock starts. Prints milliseconds.
 *
 * libxlsxwriter ROWS.tsv TYPES OUT.xlsx; TYPES has a letter a column: t text, n number, d date, m date and time, b boolean.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

typedef struct {
  char *text; /* NULL where the cell is */
  double number;
} Cell;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  fseek(file, 0, SEEK_END);
  *size = ftell(file);
  rewind(file);
  char *text = malloc(*size + 1);
  if (!text || fread(text, 1, *size, file) != *size) fail(path);
  text[*size] = 0;
  fclose(file);
  return text;
}

/* Days since 1899-12-30. */
static double to_serial(const char *iso) {
  int year, month, day, hours = 0, minutes = 0;
  double seconds = 0;
  if (sscanf(iso, "%d-%d-%dT%d:%d:%lf", &year, &month, &day, &hours, &minutes, &seconds) < 3) return 0;
  struct tm moment = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
  return timegm(&moment) / 86400 + 25569 + (hours * 3600 + minutes * 60 + seconds) / 86400;
}

/* In place: COPY's text format escapes tabs, line breaks and backslashes. */
static void unescape(char *text) {
  char *to = text;
  for (char *from = text; *from; from++, to++) {
    if (*from != '\\') {
      *to = *from;
      continue;
    }
    from++;
    *to = *from == 'n' ? '\n' : *from == 't' ? '\t' : *from == 'r' ? '\r' : *from;
  }
  *to = 0;
}

static void parse_cell(Cell *cell, char *text, char type) {
  if (strcmp(text, "\\N") == 0) {
    cell->text = NULL;
    return;
  }
  unescape(text);
  cell->text = text;
  if (type == 'n') cell->number = strtod(text, NULL);
  if (type == 'd' || type == 'm') cell->number = to_serial(text);
}

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  const char *types = arguments[2];
  const size_t columns = strlen(types);
  size_t size, rows = 0;
  char *text = read_file(arguments[1], &size);
  for (size_t at = 0; at < size; at++) rows += text[at] == '\n';

  Cell *cells = malloc(rows * columns * sizeof(Cell));
  if (!cells) fail("memory");
  char *rest = text;
  for (size_t at = 0; at < rows * columns; at++) {
    const char type = types[at % columns];
    char *end = rest + strcspn(rest, "\t\n");
    *end = 0;
    parse_cell(&cells[at], rest, type);
    rest = end + 1;
  }

  const double started = now_ms();
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *workbook = workbook_new_opt(arguments[3], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, NULL);
  lxw_format *date = workbook_add_format(workbook);
  lxw_format *moment = workbook_add_format(workbook);
  format_set_num_format(date, "yyyy-mm-dd");
  format_set_num_format(moment, "yyyy-mm-dd hh:mm:ss");
  for (size_t row = 0; row < rows; row++) {
    for (size_t column = 0; column < columns; column++) {
      const Cell *cell = &cells[row * columns + column];
      if (!cell->text) continue;
      switch (types[column]) {
      case 'n': worksheet_write_number(sheet, row, column, cell->number, NULL); break;
      case 'd': worksheet_write_number(sheet, row, column, cell->number, date); break;
      case 'm': worksheet_write_number(sheet, row, column, cell->number, moment); break;
      case 'b': worksheet_write_boolean(sheet, row, column, cell->text[0] == 't', NULL); break;
      default: worksheet_write_string(sheet, row, column, cell->text, NULL);
      }
    }
  }
  const lxw_error error = workbook_close(workbook);
  if (error) {
    fprintf(stderr, "%s\n", lxw_strerror(error));
    return 1;
  }
  printf("%.0f\n", now_ms() - started);
  return 0;
}
