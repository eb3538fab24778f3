/** Two real builds of the app that the release examples release, from npm packages. */

import { resolve } from "node:path";

const MODULES = resolve(__dirname, "../../../node_modules");

/** The app in the store's seed; what is on sale there has versionCode 100. */
export const SETTINGS_HELPER = "000001000109";

/** 7.0.22, versionCode 163. */
export const OLDER = `${MODULES}/io.appium.settings-older/apks/settings_apk-debug.apk`;

/** 8.0.10, versionCode 192. */
export const NEWER = `${MODULES}/io.appium.settings/apks/settings_apk-debug.apk`;
