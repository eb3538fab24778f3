/** Categories of the Galaxy Store. An app's category is set in the Seller Portal and cannot be changed by API. */
// Source: Content Publish API reference, category table.
export const CATEGORIES: readonly string[] = [
  "Kids",
  "Games",
  "Travel",
  "Social",
  "Music",
  "Decoration",
  "Office",
  "Photo",
  "Book",
  "Lifestyle",
  "Tool",
  "Video",
  "System",
  "Finance",
  "Shopping",
  "Education",
  "Traffic",
  "Health",
];

/** The category whose apps may have a hero image. Source: Samsung's fastlane plugin. */
export const GAMES_CATEGORY = "Games";
