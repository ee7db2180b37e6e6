# What haven takes to write a data frame in memory as a SAS transport file: `Rscript haven.R ROWS NAMES TYPES VERSION`.
# ROWS.csv has the rows without a header; they are read before the clock starts and kept as ROWS.rds for the next time.
# NAMES are separated by commas; TYPES has a letter a column: t text, n number, d date, m date and time, b boolean.
# Prints milliseconds.
parameters <- commandArgs(trailingOnly = TRUE)
rows <- parameters[1]
types <- strsplit(parameters[3], "")[[1]]
memory <- paste0(rows, ".rds")
if (!file.exists(memory)) {
  classes <- ifelse(types == "n", "numeric", "character")
  names <- strsplit(parameters[2], ",")[[1]]
  frame <- read.csv(paste0(rows, ".csv"), header = FALSE, col.names = names, colClasses = classes,
                    na.strings = "", encoding = "UTF-8")
  frame[types == "d"] <- lapply(frame[types == "d"], as.Date)
  frame[types == "m"] <- lapply(frame[types == "m"], as.POSIXct, tz = "UTC", format = "%Y-%m-%d %H:%M:%S")
  frame[types == "b"] <- lapply(frame[types == "b"], function(texts) texts == "t")
  saveRDS(frame, memory, compress = FALSE)
}
frame <- readRDS(memory)
file <- paste0(rows, ".xpt")
time <- system.time(haven::write_xpt(frame, file, version = as.integer(parameters[4]), name = "ME"))
invisible(file.remove(file))
cat(time[["elapsed"]] * 1000)
