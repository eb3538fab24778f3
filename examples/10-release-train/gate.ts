/** The gate: what the store tells of the users who have a release, and whether more of them should get it. */
import type { GalaxyStore } from "pulumi-galaxystore/sdk";

/** How far back the gate looks, in days. The statistics are made once a day, so they end with yesterday. */
const DAYS = 3;

export interface Signals {
  /** New downloads. */
  readonly downloads: number;
  /** Average rating, 1 to 10; undefined when nobody rated. */
  readonly rating: number | undefined;
  /** Comments of two stars or less that nobody has answered, today's included. */
  readonly complaints: readonly string[];
}

export async function signalsOf(store: GalaxyStore, contentId: string): Promise<Signals> {
  const { periods } = await store.metrics.content({
    contentId,
    metrics: ["total_unique_installs_filter", "daily_rat_score", "daily_rat_volumne"],
    periods: [{ startDate: daysAgo(DAYS), endDate: daysAgo(1) }],
  });
  const sum = (metric: string) => (periods[0]?.series[metric] ?? []).reduce((total, { value }) => total + value, 0);
  const ratings = sum("daily_rat_volumne");

  const complaints: string[] = [];
  for await (const { rating, date, replyId, commentText } of store.reviews.list(contentId))
    if ((rating ?? 10) <= 4 && !replyId && (date ?? "") >= daysAgo(DAYS)) complaints.push(commentText ?? "(no words)");

  return {
    downloads: sum("total_unique_installs_filter"),
    rating: ratings === 0 ? undefined : sum("daily_rat_score") / ratings,
    complaints,
  };
}

/** Why not to promote. Nothing: the gate says yes. */
export function reasonsAgainst({ downloads, rating, complaints }: Signals): string[] {
  return [
    ...(downloads < 50 ? [`only ${downloads} new downloads in ${DAYS} days, too few to judge`] : []),
    ...(rating !== undefined && rating < 7 ? [`rated ${rating.toFixed(1)} of 10`] : []),
    ...complaints.map((words) => `unanswered: "${words}"`),
  ];
}

export function inWords({ downloads, rating, complaints }: Signals): string {
  const rated = rating === undefined ? "not rated" : `rated ${rating.toFixed(1)} of 10`;
  return `${downloads} new downloads in ${DAYS} days, ${rated}, unanswered complaints: ${complaints.length}`;
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
