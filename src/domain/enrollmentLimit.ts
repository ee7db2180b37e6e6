/**
 * How many subjects a study, a country or a site may screen and randomize. Blank `siteId`: the whole country; blank
 * `country` too: the whole study. A limit that is null is not set. `status` is what its source calls it (Open, Closed).
 */
export type EnrollmentLimit = {
  country: string;
  siteId: string;
  status: string;
  screening: number | null;
  randomization: number | null;
};
