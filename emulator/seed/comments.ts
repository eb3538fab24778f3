/** Buyers' comments of the default seed, with and without replies, over the last weeks. */
import { daysBefore, type SeedApp } from "./pieces";

type SeedComment = NonNullable<SeedApp["comments"]>[number];

// Days ago, country, rating, text, reply.
type Row = readonly [number, string, number | null, string, string?];

const EMBER: readonly Row[] = [
  [1, "USA", 10, "The whale. I will say no more. The whale."],
  [2, "DEU", 8, "Sehr schön, aber der Kompass zittert auf meinem alten Gerät."],
  [2, "KOR", 9, "밤마다 섬이 달라져서 매번 새로워요.", "고맙습니다! 다음 달에 새 섬 두 곳이 더 열립니다."],
  [4, "USA", 4, "Crashes when I turn the phone near Harrow Light.", "Fixed in 4.2.0. Thank you for the exact place!"],
  [5, "JPN", 10, "音がいい。イヤホンでどうぞ。"],
  [7, "GBR", 6, "Lovely, but twenty minutes is a long time to be called to dinner in."],
  [9, "FRA", 8, "Poétique et sans publicité."],
  [11, "BRA", 2, "Comprei as brasas e não chegaram.", "Escreva para crew@lumenforge.example e resolvemos hoje."],
  [14, "USA", 9, "Calm mode got me through a week in hospital."],
  [16, "KOR", null, "한국어 번역이 정말 자연스럽습니다."],
  [20, "DEU", 10, "Endlich ein Spiel, das offline geht."],
  [25, "USA", 7, "More boats please."],
  [33, "GBR", 8, "Worth it for the lighthouse keepers alone."],
];

const LANTERNS: readonly Row[] = [
  [3, "USA", 9, "The last evening of the river made me call my mother."],
  [8, "KOR", 8, "힌트가 하루 하나라서 좋아요."],
  [19, "JPN", 5, "紙の折り目が少し見づらいです。", "次の更新でコントラストを上げます。ありがとうございます。"],
];

const BARON: readonly Row[] = [[6, "GBR", 8, "Gradients that matter. At last."]];

function comments(rows: readonly Row[], now: number, first: number, appVersion: string): SeedComment[] {
  return rows.map(([days, countryCode, rating, commentText, replyText], index) => ({
    commentId: String(first + index),
    countryCode,
    buyerId: `${"gjkmrtz"[index % 7]}${"aeiou"[index % 5]}****`,
    rating,
    date: daysBefore(now, days),
    commentText,
    device: ["SM-S921B", "SM-A546E", "SM-X810"][index % 3] ?? "SM-S921B",
    appVersion,
    ...(replyText === undefined ? {} : { replyId: String(first - 900_000 + index), replyText }),
  }));
}

/** Comments by content id, dated back from this moment. */
export function seedComments(now: number): Readonly<Record<string, SeedComment[]>> {
  return {
    "000001000101": comments(EMBER, now, 1_200_101, "4.2.0"),
    "000001000102": comments(LANTERNS, now, 1_200_201, "2.0.1"),
    "000002000201": comments(BARON, now, 1_200_301, "3.4"),
  };
}
