// The words that the planner itself understands; none of them is taken for a misspelt name.

const words = (text: string) => text.trim().split(/\s+/);

/** Words that say what to do or only hold a sentence together. */
export const commonWords: ReadonlySet<string> = new Set(
  words(`
    a an the this that these those my our your its their all any every each some me us we i you it they one
    of in on at to for from by with within inside into about and or but as than then so also
    is are was were be been am do does did has have had having can could would will shall should may
    please kindly tell give get show list display print see view fetch want need like know let lets just
    find search look looking lookup up locate
    how many much what which who whose whom where when why there here
    number count total amountof sum average avg mean minimum maximum min max median
    table tables record records row rows entry entries item items field fields column columns attribute
    attributes property properties schema structure base database airtable data content contents
    first last top next latest newest oldest recent sorted sort order ordered ordering ascending descending
    asc desc largest highest biggest smallest lowest most least
    not no empty blank filled equal equals equal greater more less fewer over under above below before after
    between contain contains containing include includes including called named name matching match starting
    exist exists available currently altogether overall currently now today
    s t m re hi hello hey thanks thank
  `),
);

/** Words that announce a table's name. */
export const placeWords: ReadonlySet<string> = new Set([
  "in",
  "of",
  "from",
  "within",
  "inside",
  "table",
  "into",
]);

export const articles: ReadonlySet<string> = new Set(["the", "a", "an", "my", "our", "all", "this", "every"]);

export const recordWords: ReadonlySet<string> = new Set(
  words("record records row rows entry entries item items data"),
);
