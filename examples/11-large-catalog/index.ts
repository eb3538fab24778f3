/** The whole catalog of Ember Isles as one resource. The items and their prices stand in catalog.csv. */
import { ItemCatalog } from "pulumi-galaxystore";

new ItemCatalog("ember-isles", {
  packageName: "com.lumenforge.emberisles",
  source: "catalog.csv",
});
