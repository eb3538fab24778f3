/** What an item costs where: the price in US dollars, at the studio's own rates, as prices look in each country. */
import { charm, toSteps } from "pulumi-galaxystore";

export const table = {
  countries: ["USA", "KOR", "JPN", "DEU", "FRA", "GBR", "BRA", "MEX", "IND", "TUR"],
  rates: { KRW: 1250, JPY: 155, EUR: "0.95", GBP: "0.82", BRL: "5.2", MXN: 19, INR: 84, TRY: 34 },
  factors: { DEU: "1.19", FRA: "1.2", GBR: "1.2", BRA: "0.9", IND: "0.6", TUR: "0.55" },
  rounding: { KRW: toSteps(100), JPY: toSteps(10), INR: charm(9), default: charm("0.99") },
};
