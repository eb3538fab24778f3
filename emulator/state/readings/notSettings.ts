/** Uncertain points that no setting can answer, each with the reason. */

export interface NotASetting {
  readonly topic: string;
  /** The reason, in one sentence. */
  readonly why: string;
}

export const NOT_SETTINGS: readonly NotASetting[] = [
  {
    topic: "Meaning of `category[].type`",
    why: "No call changes it; the text is data of the seed, which may hold a sub-category or a kind.",
  },
  { topic: "End of the list of categories", why: "It is data of the facts; the seed may use each label." },
  { topic: "Shape of `miitData`", why: "No source shows it, so there is nothing to answer." },
  {
    topic: "Rate limits, Retry-After and maintenance",
    why: "None is documented; a fault orders such an answer for any call.",
  },
  { topic: "The full list of failure codes", why: "More codes may exist, but nobody has named them." },
  { topic: "Largest size of a binary", why: "No source names a size." },
  { topic: "Today's list of countries", why: "It is data of the facts, and no newer list is known." },
  {
    topic: "Subscriptions through the calls for items",
    why: "No sign of their fields was found, so there is nothing to answer.",
  },
  {
    topic: "Failure table of the calls for items",
    why: "It was not readable; refused values come with a general code.",
  },
  { topic: "Error envelope of orders", why: "The other reading names no keys." },
  { topic: "Meaning of SLR_4008", why: "Both meanings are served: each call uses the code in its own way." },
  { topic: "Path of consume and acknowledge", why: "Both paths are served." },
  { topic: "Limit on live access tokens", why: "No source names one." },
  { topic: "Whether the check of a token looks at scopes", why: "No source says that it does." },
  {
    topic: "sellerId and cookies of the statistics",
    why: "A sellerId is taken and given back; the cookies belong to a portal session, which this store does not have.",
  },
  { topic: "Country filter of the statistics", why: "Codes and names are both taken." },
  { topic: "Currency of revenue", why: "A seller's own currency is not known to the store." },
  {
    topic: "Scope of a notification address",
    why: "It is a matter of the portal's form; here each app has one address.",
  },
  {
    topic: "Keys of ARS_UPDOWNGRADED and ARS_RESUBSCRIBED",
    why: "The keys are known from code only, and no other ones are named.",
  },
];
