# Reads transport files with a package that nobody here wrote: read.R READER FILE... prints a table of each file as JSON.
# A special missing value is `.A` to `.Z` or `._`, where the package knows them; haven has their letters in lower case.
suppressPackageStartupMessages({ library(haven); library(foreign); library(jsonlite) })
arguments <- commandArgs(trailingOnly = TRUE)

plain <- function(column) {
  if (inherits(column, "POSIXct")) return(format(column, "%Y-%m-%dT%H:%M:%OS3", tz = "UTC"))
  if (inherits(column, "Date")) return(format(column, "%Y-%m-%d"))
  if (inherits(column, "hms") || inherits(column, "difftime")) return(as.numeric(column, units = "secs"))
  if (is.factor(column)) return(as.character(column))
  as.vector(column)
}
cells <- function(column) {
  tags <- if (is.double(column)) na_tag(column) else rep(NA, length(column))
  mixed <- as.list(plain(column))
  mixed[!is.na(tags)] <- as.list(paste0(".", toupper(tags[!is.na(tags)])))
  lapply(mixed, unbox)
}
attribute <- function(data, name) {
  unname(vapply(data, function(column) paste0("", attr(column, name, exact = TRUE)), ""))
}
with_haven <- function(file) {
  data <- read_xpt(file)
  list(name = NULL, labels = attribute(data, "label"), formats = attribute(data, "format.sas"), data = data)
}
with_foreign <- function(file) {
  dictionary <- lookup.xport(file)
  list(name = names(dictionary)[1], labels = dictionary[[1]]$label, formats = NULL, data = read.xport(file))
}

read <- switch(arguments[1], haven = with_haven, foreign = with_foreign)
tables <- lapply(arguments[-1], function(file) {
  table <- read(file)
  list(
    name = unbox(table$name), heads = names(table$data), labels = table$labels, formats = table$formats,
    columns = unname(lapply(table$data, cells))
  )
})
cat(toJSON(tables, digits = NA, na = "null", null = "null"))
