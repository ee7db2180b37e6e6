# Reads a transport file with a package that nobody here wrote: read.R READER FILE prints the columns as JSON.
arguments <- commandArgs(trailingOnly = TRUE)
data <- switch(arguments[1],
  haven = haven::read_xpt(arguments[2]),
  foreign = foreign::read.xport(arguments[2])
)
plain <- function(column) {
  if (inherits(column, "POSIXct")) return(format(column, "%Y-%m-%dT%H:%M:%OS3", tz = "UTC"))
  if (inherits(column, "Date")) return(format(column, "%Y-%m-%d"))
  if (inherits(column, "hms") || inherits(column, "difftime")) return(as.numeric(column, units = "secs"))
  if (is.factor(column)) return(as.character(column))
  as.vector(column)
}
cat(jsonlite::toJSON(unname(lapply(data, plain)), digits = NA, na = "null"))
